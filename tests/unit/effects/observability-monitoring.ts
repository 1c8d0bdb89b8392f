import { expect } from "@jest/globals";
import { passesOn } from "./http.ts";
import { type Change, type EffectRow, added, content, fingerprint } from "./row.ts";

const text: unknown = expect.any(String);
const below = passesOn("^~ /grafana/", {
  ".set": ["$grafana http://grafana:3000"],
  ".proxy_pass": ["$grafana"],
  ".add_header": ["X-Content-Type-Options nosniff always", "Referrer-Policy strict-origin-when-cross-origin always"],
});
const number: unknown = expect.any(Number);
const on = { observability: { prometheus: { enabled: true } } };
const rules = "prometheus/alert-rules.yml";
const alertmanager = "alertmanager/alertmanager.yml";

/** Prometheus on, with these settings of the alerts. */
function alerts(values: object, more: object = {}): Readonly<Record<string, object>> {
  return { observability: { prometheus: { enabled: true }, alerts: values }, ...more };
}

const hook = { secrets: { alertWebhookUrl: "https://hooks.example.org/token" } };
const webhook = alerts({ receivers: ["webhook"] }, hook);
const slack = alerts({ receivers: ["slack"] });
const mail = { to: "ops@example.org", from: "meet@example.org", server: "smtp.example.org:587" };
const email = (key: keyof typeof mail) => alerts({ receivers: ["email"], email: { ...mail, [key]: undefined } });

/** Grafana beside Prometheus. */
function grafana(values: object = {}): Readonly<Record<string, object>> {
  return { observability: { prometheus: { enabled: true }, grafana: { enabled: true, ...values } } };
}

/** One value in a list of receivers, or of rules, that is there once. */
function receiver(kind: string, before: object, after: object): Readonly<Record<string, Change>> {
  const list = (config: object) => [{ name: "people", [kind]: [config] }];
  return { receivers: [list(before), list(after)] };
}

const slackConfig = {
  api_url_file: "/secrets/slack-url",
  send_resolved: true,
  title: "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}",
  text: "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}",
};
const mailConfig = { require_tls: true, send_resolved: true };
const mailed = { to: mail.to, from: mail.from, smarthost: mail.server };

/** A mail address that was not there. */
function mailRow(key: keyof typeof mail): EffectRow {
  const name = key === "server" ? "smarthost" : key;
  const before = Object.fromEntries(Object.entries(mailed).filter(([other]) => other !== name));
  return {
    path: `observability.alerts.email.${key}`,
    value: mail[key],
    given: email(key),
    changes: {
      [alertmanager]: receiver("email_configs", { ...before, ...mailConfig }, { ...mailed, ...mailConfig }),
    },
  };
}

/** A secret of Alertmanager's. */
function secretRow(
  name: string,
  file: string,
  [before, after]: readonly [string, string],
  given: Readonly<Record<string, object>>,
): EffectRow {
  return {
    path: `secrets.${name}`,
    value: after,
    given: { ...given, secrets: { [name]: before } },
    resources: {
      [`alertmanager-secrets-${file}`]: content(before, after),
      "alertmanager-container": { "labels[4].value": fingerprint },
    },
  };
}

const urls = ["https://hooks.example.org/1", "https://hooks.example.org/2"] as const;

export const rows: readonly EffectRow[] = [
  secretRow("alertWebhookUrl", "webhook-url", urls, webhook),
  secretRow("alertSlackUrl", "slack-url", urls, slack),
  secretRow(
    "alertEmailPassword",
    "email-password",
    ["old one", "correct horse"],
    alerts({ receivers: ["email"], email: { ...mail, username: "meet" } }),
  ),
  {
    path: "observability.prometheus.enabled",
    value: true,
    changes: {
      "prometheus/prometheus.yml": "made",
      [rules]: "made",
      "prometheus/environment": "made",
      "exporters/blackbox.yml": "made",
      "exporters/environment": "made",
      "prosody/prosody.cfg.lua": {
        "[global] modules_enabled": added("http_openmetrics"),
        "[global] statistics": [undefined, "internal"],
        "[global] statistics_interval": [undefined, "manual"],
        "[global] openmetrics_allow_cidr": [undefined, "0.0.0.0/0"],
      },
      "jvb-1/jvb.conf": { "videobridge.http-servers.private.host": ["127.0.0.1", "0.0.0.0"] },
      "jicofo/jicofo.conf": { "jicofo.rest.host": ["127.0.0.1", "0.0.0.0"] },
      "web/nginx.conf": {
        "http.server#2": [undefined, "block"],
        "http.server#2.listen": [undefined, ["8010"]],
        "http.server#2.access_log": [undefined, ["off"]],
        "http.server#2.location(= /status)": [undefined, "block"],
        "http.server#2.location(= /status).stub_status": [undefined, [""]],
        "http.server#2.location(/)": [undefined, "block"],
        "http.server#2.location(/).return": [undefined, ["404"]],
      },
    },
    effects: ["reload web", "restart jicofo", "restart jvb", "restart prosody"],
  },
  {
    path: "observability.prometheus.retentionDays",
    value: 90,
    given: on,
    changes: { "prometheus/environment": { RETENTION: ["15d", "90d"] } },
  },
  {
    path: "observability.prometheus.scrapeInterval",
    value: 5,
    given: on,
    changes: {
      "prometheus/prometheus.yml": {
        "global.scrape_interval": ["15s", "5s"],
        "global.scrape_timeout": ["10s", "5s"],
        "global.evaluation_interval": ["15s", "5s"],
      },
    },
  },
  {
    path: "observability.prometheus.memory",
    value: 1024,
    given: on,
    resources: { "prometheus-container": { memory: [number, 1024], memorySwap: [number, 1024] } },
  },
  {
    path: "observability.alerts.receivers",
    value: ["webhook"],
    given: { ...on, ...hook },
    changes: {
      [alertmanager]: "made",
      "prometheus/prometheus.yml": {
        "alerting.alertmanagers": [undefined, [{ static_configs: [{ targets: ["alertmanager:9093"] }] }]],
        scrape_configs: added({
          job_name: "alertmanager",
          static_configs: [{ targets: ["alertmanager:9093"], labels: { service: "alertmanager" } }],
        }),
      },
    },
    effects: ["restart prometheus"],
  },
  {
    path: "observability.alerts.after",
    value: 60,
    given: on,
    changes: { [rules]: { groups: [expect.anything(), expect.anything()] } },
  },
  {
    path: "observability.alerts.wait",
    value: 5,
    given: webhook,
    changes: { [alertmanager]: { "route.group_wait": ["30s", "5s"], "route.group_interval": ["30s", "5s"] } },
  },
  {
    path: "observability.alerts.repeatHours",
    value: 24,
    given: webhook,
    changes: { [alertmanager]: { "route.repeat_interval": ["12h", "24h"] } },
  },
  {
    path: "observability.alerts.slackChannel",
    value: "#ops",
    given: slack,
    changes: { [alertmanager]: receiver("slack_configs", slackConfig, { ...slackConfig, channel: "#ops" }) },
  },
  mailRow("to"),
  mailRow("from"),
  mailRow("server"),
  {
    path: "observability.alerts.email.username",
    value: "meet",
    given: alerts({ receivers: ["email"], email: mail }),
    changes: {
      [alertmanager]: receiver(
        "email_configs",
        { ...mailed, ...mailConfig },
        {
          ...mailed,
          ...mailConfig,
          auth_username: "meet",
          auth_identity: "",
          auth_password_file: "/secrets/email-password",
        },
      ),
    },
  },
  {
    path: "observability.grafana.enabled",
    value: true,
    given: { observability: { ...on.observability, grafana: { access: "web" } } },
    changes: {
      ...Object.fromEntries(
        ["bridges", "focus", "overview", "prosody"].map((name) => [
          `grafana/dashboards/jitsi-${name}.json`,
          "made" as const,
        ]),
      ),
      "grafana/grafana.ini": "made",
      "grafana/provisioning/datasources/stack.yml": "made",
      "grafana/provisioning/dashboards/stack.yml": "made",
      "web/nginx.conf": below,
    },
  },
  {
    path: "observability.grafana.access",
    value: "web",
    given: grafana(),
    changes: {
      "grafana/grafana.ini": {
        "[server] root_url": ["http://127.0.0.1:3000/", "https://localhost:8443/grafana/"],
        "[server] serve_from_sub_path": ["false", "true"],
        "[security] cookie_secure": ["false", "true"],
      },
      "web/nginx.conf": below,
    },
  },
  {
    path: "observability.grafana.port",
    value: 3001,
    given: grafana(),
    changes: { "grafana/grafana.ini": { "[server] root_url": ["http://127.0.0.1:3000/", "http://127.0.0.1:3001/"] } },
    resources: {
      "grafana-config-grafana.ini": content(text, text),
      "grafana-container": { "labels[3].value": fingerprint, "ports[0].external": [3000, 3001] },
    },
  },
  {
    path: "observability.grafana.image",
    value: "grafana/grafana:13.0.0",
    given: grafana(),
    resources: {
      "grafana-image": { "environment.IMAGE": ["grafana/grafana:12.0.2", "grafana/grafana:13.0.0"] },
      "grafana-container": { image: ["id of grafana/grafana:12.0.2", "id of grafana/grafana:13.0.0"] },
    },
  },
  {
    path: "observability.grafana.passwordRotation",
    value: 1,
    given: grafana(),
    // The engine makes the new password, and the label of its container changes with it.
    resources: { "credentials-grafana": { "keepers.rotation": ["0", "1"] } },
    effects: ["nothing"],
  },
  {
    path: "observability.grafana.memory",
    value: 1024,
    given: grafana(),
    resources: { "grafana-container": { memory: [number, 1024], memorySwap: [number, 1024] } },
  },
];
