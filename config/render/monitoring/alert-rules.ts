import { usesTokens } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";

/** What is trouble, and how it is told. */
export interface AlertRule {
  readonly alert: string;
  /** PromQL: true while it is trouble. */
  readonly expr: string;
  readonly severity: "critical" | "warning";
  readonly summary: string;
  /** How long it has to last, where that is not observability.alerts.after. Seconds. */
  readonly after?: number;
  /** Settings without which there can be no such trouble. */
  readonly when?: (settings: Settings) => boolean;
}

const records = ({ recording }: Settings): boolean => recording.enabled;

/** A real server's name where there is one: the services' names are those of their containers. */
const by = "{{ $labels.service }}";

export const allAlertRules: readonly AlertRule[] = [
  {
    alert: "ServiceDown",
    expr: 'up{job!~"disk|probe"} == 0',
    severity: "critical",
    summary: `${by} does not answer.`,
  },
  {
    alert: "NothingProbed",
    expr: 'up{job=~"disk|probe"} == 0',
    severity: "warning",
    summary: "The exporters do not answer: nobody looks at certificates and disks.",
  },
  {
    alert: "PageDown",
    expr: "probe_success == 0",
    severity: "critical",
    summary: `${by} does not serve people: {{ $labels.instance }}.`,
  },
  {
    alert: "NoBridge",
    expr: "jitsi_jicofo_bridge_selector_bridge_count_operational == 0",
    severity: "critical",
    summary: "No bridge takes calls: nobody can hear or see anybody.",
  },
  {
    alert: "FocusUnhealthy",
    expr: "jitsi_jicofo_healthy == 0",
    severity: "critical",
    summary: "jicofo says that it is not well: conferences cannot start.",
  },
  {
    alert: "BridgeUnhealthy",
    expr: "jitsi_jvb_healthy == 0",
    severity: "critical",
    summary: `${by} says that it is not well.`,
  },
  {
    alert: "BridgeWithoutProsody",
    expr: "jitsi_jvb_muc_clients_connected < jitsi_jvb_muc_clients_configured",
    severity: "critical",
    summary: `${by} is not logged in to Prosody: it gets no calls.`,
  },
  {
    alert: "BridgeStress",
    expr: "jitsi_jvb_stress > 0.8",
    after: 300,
    severity: "warning",
    summary: `${by} has nearly all the load that it can take ({{ $value | humanizePercentage }}).`,
  },
  {
    alert: "MediaFails",
    expr:
      "increase(jitsi_jvb_ice_failed_total[15m]) > 3 and increase(jitsi_jvb_ice_failed_total[15m]) > " +
      "0.05 * (increase(jitsi_jvb_ice_failed_total[15m]) + increase(jitsi_jvb_ice_succeeded_total[15m]))",
    after: 300,
    severity: "warning",
    summary: `More than one in twenty cannot reach ${by}: a firewall, or a wrong bridge.advertiseIps.`,
  },
  {
    alert: "CertificateExpires",
    expr: "probe_ssl_earliest_cert_expiry - time() < 21 * 86400",
    severity: "warning",
    summary: `The certificate of ${by} runs out in {{ $value | humanizeDuration }}.`,
  },
  {
    alert: "RecordingFails",
    expr:
      "increase(jitsi_jicofo_jibri_recording_failures_total[15m]) > 0 or " +
      "increase(jitsi_jicofo_jibri_live_streaming_failures_total[15m]) > 0",
    after: 0,
    severity: "warning",
    summary: "A recording or live stream failed.",
    when: records,
  },
  {
    alert: "NoRecorder",
    expr: "jitsi_jicofo_jibri_instances == 0",
    severity: "critical",
    summary: "jicofo knows no recorder: nothing can be recorded.",
    when: records,
  },
  {
    alert: "RecordersBusy",
    expr: "increase(jitsi_jicofo_jibri_no_instance_failures_total[15m]) > 0",
    after: 0,
    severity: "warning",
    summary: "Somebody wanted to record, and no recorder was free: recording.count is too small.",
    when: records,
  },
  {
    alert: "Restarts",
    // A restart that falls between two scrapes shows in the start time only, which the Java services do not tell.
    expr: 'changes(up{job!~"disk|probe"}[30m]) >= 4 or changes(process_start_time_seconds[30m]) >= 2',
    after: 0,
    severity: "warning",
    summary: `${by} has restarted more than once in half an hour.`,
  },
  {
    alert: "TokensRefused",
    expr: 'sum(increase({__name__=~"prosody_mod_(auth_token__verify_fail|token_verification__fail)(_total)?"}[5m])) > 20',
    after: 0,
    severity: "warning",
    summary: "Prosody refuses many tokens: the secret, the issuer or a clock is wrong, or somebody is guessing.",
    when: usesTokens,
  },
  {
    alert: "DiskFull",
    expr: "node_filesystem_avail_bytes < 0.1 * node_filesystem_size_bytes",
    severity: "critical",
    summary:
      "Less than a tenth of the disk of {{ $labels.mountpoint }} is free: recordings, logs and accounts are on it.",
  },
];

/** The rules of these settings, as Prometheus reads them. */
export function alertRules(settings: Settings): object {
  const usual = settings.observability.alerts.after;
  const rules = allAlertRules
    .filter(({ when }) => when === undefined || when(settings))
    .map(({ alert, expr, severity, summary, after = usual }) => ({
      alert,
      expr,
      for: `${String(after)}s`,
      labels: { severity },
      annotations: { summary },
    }));
  return { groups: [{ name: "stack", rules }] };
}
