import { stringify } from "yaml";
import type { Settings } from "../../settings/index.ts";
import type { Files } from "../files.ts";
import { secretsFolder } from "../names.ts";

/** Files in Alertmanager's secrets folder. */
export const alertFiles = {
  webhook: "webhook-url",
  slack: "slack-url",
  email: "email-password",
} as const;

/** Alertmanager's file. Addresses with tokens in them, and passwords, it reads from files of their own. */
export function renderAlertmanager(settings: Settings): Files {
  const { wait, repeatHours } = settings.observability.alerts;
  return {
    "alertmanager.yml": stringify({
      route: {
        receiver: "people",
        group_by: ["alertname"],
        group_wait: `${String(wait)}s`,
        group_interval: `${String(Math.max(wait, 1))}s`,
        repeat_interval: `${String(repeatHours)}h`,
      },
      receivers: [{ name: "people", ...receivers(settings) }],
    }),
  };
}

function receivers({ observability: { alerts } }: Settings): object {
  const { email, slackChannel } = alerts;
  const file = (name: keyof typeof alertFiles) => `${secretsFolder}/${alertFiles[name]}`;
  const all = {
    webhook: { webhook_configs: [{ url_file: file("webhook"), send_resolved: true }] },
    slack: {
      slack_configs: [
        {
          api_url_file: file("slack"),
          send_resolved: true,
          ...(slackChannel === undefined ? {} : { channel: slackChannel }),
          title: "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}",
          text: "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ end }}",
        },
      ],
    },
    email: {
      email_configs: [
        {
          to: email.to,
          from: email.from,
          smarthost: email.server,
          require_tls: true,
          send_resolved: true,
          ...(email.username === undefined
            ? {}
            : { auth_username: email.username, auth_identity: "", auth_password_file: file("email") }),
        },
      ],
    },
  };
  return Object.assign({}, ...[...new Set(alerts.receivers)].map((name) => all[name])) as object;
}
