import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { knowsOption, logDrivers, missingOptions } from "../log-drivers.ts";
import type { Draft, Rule } from "./draft.ts";
import { hasSecret } from "./inside.ts";

const nothingToShow: Rule = {
  reads: ["observability.grafana.enabled", "observability.prometheus.enabled", "observability.loki.enabled"],
  check: ({ settings: { observability } }) =>
    observability.grafana.enabled && !observability.prometheus.enabled && !observability.loki.enabled
      ? [
          {
            path: "observability.grafana.enabled",
            value: true,
            reason: "has nothing to show: neither Prometheus nor Loki is on",
            fix: setCommand("observability.prometheus.enabled", true),
          },
        ]
      : [],
};

const nothingToTell: Rule = {
  reads: ["observability.alerts.receivers", "observability.prometheus.enabled"],
  check: ({ settings: { observability } }) =>
    observability.alerts.receivers.length > 0 && !observability.prometheus.enabled
      ? [
          {
            path: "observability.alerts.receivers",
            reason: "are never told anything: Prometheus, which finds trouble, is off",
            fix: setCommand("observability.prometheus.enabled", true),
          },
        ]
      : [],
};

/** What each way to tell cannot do without. */
function neededBy({
  settings: { observability },
}: Draft): readonly { receiver: string; secret: "alertWebhookUrl" | "alertSlackUrl" | "alertEmailPassword" }[] {
  const { receivers, email } = observability.alerts;
  return [
    ...(receivers.includes("webhook") ? [{ receiver: "webhook", secret: "alertWebhookUrl" } as const] : []),
    ...(receivers.includes("slack") ? [{ receiver: "slack", secret: "alertSlackUrl" } as const] : []),
    ...(receivers.includes("email") && email.username !== undefined
      ? [{ receiver: "email", secret: "alertEmailPassword" } as const]
      : []),
  ];
}

const receiverSecrets: Rule = {
  reads: [
    "observability.alerts.receivers",
    "observability.alerts.email.username",
    "secrets.alertWebhookUrl",
    "secrets.alertSlackUrl",
    "secrets.alertEmailPassword",
  ],
  check: (draft) =>
    neededBy(draft)
      .filter(({ secret }) => !hasSecret(draft, secret))
      .map(({ receiver, secret }) => ({
        path: `secrets.${secret}`,
        reason: `is missing: the receiver ${receiver} cannot do without it`,
        fix: setSecretCommand(`secrets.${secret}`),
      })),
};

const mailExamples = { to: "ops@example.org", from: "meet@example.org", server: "smtp.example.org:587" } as const;

const mail: Rule = {
  reads: [
    "observability.alerts.receivers",
    ...Object.keys(mailExamples).map((key) => `observability.alerts.email.${key}`),
  ],
  check: ({ settings: { observability } }) => {
    const { receivers, email } = observability.alerts;
    const missing = (Object.keys(mailExamples) as (keyof typeof mailExamples)[]).filter(
      (key) => receivers.includes("email") && email[key] === undefined,
    );
    return missing.map((key) => ({
      path: `observability.alerts.email.${key}`,
      reason: "is missing: the receiver email cannot do without it",
      fix: setCommand(`observability.alerts.email.${key}`, mailExamples[key]),
    }));
  },
};

const oneWayForLogs: Rule = {
  reads: ["observability.loki.enabled", "observability.logs.driver"],
  check: ({ settings: { observability } }) =>
    observability.loki.enabled && observability.logs.driver !== "json-file"
      ? [
          {
            path: "observability.logs.driver",
            value: observability.logs.driver,
            reason: "and observability.loki.enabled are two ways for the same lines, and Docker takes one",
            fix: removeCommand("observability.logs.driver"),
          },
        ]
      : [],
};

const unknownOptions: Rule = {
  reads: ["observability.logs.driver", "observability.logs.options"],
  check: ({ settings: { observability } }) => {
    const { driver, options } = observability.logs;
    return Object.keys(options)
      .filter((option) => option !== "splunk-token" && !knowsOption(driver, option))
      .map((option) => ({
        path: `observability.logs.options.${option}`,
        reason: `is no option of the driver ${driver}: Docker would not start a container. It has: ${[...logDrivers[driver].options].join(", ") || "none"}`,
        fix: removeCommand(`observability.logs.options.${option}`),
      }));
  },
};

const optionExamples: Readonly<Record<string, string>> = {
  "syslog-address": "udp://192.0.2.1:514",
  "gelf-address": "udp://192.0.2.1:12201",
  "fluentd-address": "192.0.2.1:24224",
  "loki-url": "https://loki.example.org/loki/api/v1/push",
  "splunk-url": "https://splunk.example.org:8088",
  "awslogs-region": "eu-central-1",
  "awslogs-group": "meet",
};

const neededOptions: Rule = {
  reads: ["observability.logs.driver", "observability.logs.options"],
  check: ({ settings }) =>
    missingOptions(settings).map((option) => ({
      path: `observability.logs.options.${option}`,
      reason: `is missing: the driver ${settings.observability.logs.driver} cannot do without it`,
      fix: setCommand(`observability.logs.options.${option}`, optionExamples[option] ?? "..."),
    })),
};

const splunkToken: Rule = {
  reads: ["observability.logs.driver", "observability.logs.options", "secrets.splunkToken"],
  check: (draft) => {
    const { driver, options } = draft.settings.observability.logs;
    if (Object.hasOwn(options, "splunk-token")) {
      return [
        {
          path: "observability.logs.options.splunk-token",
          reason: "would stand in the stack's file as plain text: it belongs in secrets.splunkToken",
          fix: `${removeCommand("observability.logs.options.splunk-token")} && ${setSecretCommand("secrets.splunkToken")}`,
        },
      ];
    }
    return driver === "splunk" && !hasSecret(draft, "splunkToken")
      ? [
          {
            path: "secrets.splunkToken",
            reason: "is missing: Splunk takes nothing without it",
            fix: setSecretCommand("secrets.splunkToken"),
          },
        ]
      : [];
  },
};

export const observabilityRules: readonly Rule[] = [
  nothingToShow,
  nothingToTell,
  receiverSecrets,
  mail,
  oneWayForLogs,
  unknownOptions,
  neededOptions,
  splunkToken,
];
