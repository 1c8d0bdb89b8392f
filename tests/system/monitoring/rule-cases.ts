/** What Prometheus has seen: name of a series -> its values, one a minute, in promtool's short form (`0+1x5`: 0, 1, ... 5). */
export interface RuleCase {
  readonly series: Readonly<Record<string, string>>;
  /** When the rule is looked at. */
  readonly minutes: number;
}

interface RuleCases {
  readonly fires: RuleCase & { readonly says: readonly string[] };
  readonly quiet: RuleCase;
}

const bridge = (name: string): string => `jitsi_jvb_${name}{job="jvb",service="jvb-1"}`;
const focus = (name: string): string => `jitsi_jicofo_${name}{job="jicofo",service="jicofo"}`;

/** A value that is bad for ten minutes, and one that is bad for less than it has to last. */
function value(series: string, bad: string, good: string, says: string): RuleCases {
  return {
    fires: { series: { [series]: `${bad}x10` }, minutes: 10, says: [says] },
    quiet: { series: { [series]: `${good}x9 ${bad}` }, minutes: 10 },
  };
}

/** A number that counts up, and one that stays. */
function counter(series: string, step: number, says: string): RuleCases {
  return {
    fires: { series: { [series]: `0+0x10 0+${String(step)}x5` }, minutes: 15, says: [says] },
    quiet: { series: { [series]: "7+0x20" }, minutes: 15 },
  };
}

const year = 365 * 86400;

export const cases: Readonly<Record<string, RuleCases>> = {
  ServiceDown: value('up{job="prosody",service="prosody"}', "0", "1", "prosody does not answer."),
  NothingProbed: value(
    'up{job="disk",service="host"}',
    "0",
    "1",
    "The exporters do not answer: nobody looks at certificates and disks.",
  ),
  PageDown: value(
    'probe_success{service="web",instance="https://web:8443/config.js"}',
    "0",
    "1",
    "web does not serve people: https://web:8443/config.js.",
  ),
  NoBridge: value(
    focus("bridge_selector_bridge_count_operational"),
    "0",
    "1",
    "No bridge takes calls: nobody can hear or see anybody.",
  ),
  FocusUnhealthy: value(focus("healthy"), "0", "1", "jicofo says that it is not well: conferences cannot start."),
  BridgeUnhealthy: value(bridge("healthy"), "0", "1", "jvb-1 says that it is not well."),
  BridgeWithoutProsody: {
    fires: {
      series: { [bridge("muc_clients_connected")]: "0x10", [bridge("muc_clients_configured")]: "1x10" },
      minutes: 10,
      says: ["jvb-1 is not logged in to Prosody: it gets no calls."],
    },
    quiet: {
      series: { [bridge("muc_clients_connected")]: "1x10", [bridge("muc_clients_configured")]: "1x10" },
      minutes: 10,
    },
  },
  BridgeStress: value(bridge("stress"), "0.9", "0.7", "jvb-1 has nearly all the load that it can take (90%)."),
  MediaFails: {
    fires: {
      series: { [bridge("ice_failed_total")]: "0+1x30", [bridge("ice_succeeded_total")]: "0+10x30" },
      minutes: 30,
      says: ["More than one in twenty cannot reach jvb-1: a firewall, or a wrong bridge.advertiseIps."],
    },
    quiet: {
      series: { [bridge("ice_failed_total")]: "0+1x30", [bridge("ice_succeeded_total")]: "0+100x30" },
      minutes: 30,
    },
  },
  CertificateExpires: {
    fires: {
      series: { 'probe_ssl_earliest_cert_expiry{service="web"}': `${String(20 * 86400)}x10` },
      minutes: 10,
      says: ["The certificate of web runs out in 19d 23h 50m 0s."],
    },
    quiet: { series: { 'probe_ssl_earliest_cert_expiry{service="web"}': `${String(year)}x10` }, minutes: 10 },
  },
  RecordingFails: counter(focus("jibri_recording_failures_total"), 1, "A recording or live stream failed."),
  NoRecorder: value(focus("jibri_instances"), "0", "1", "jicofo knows no recorder: nothing can be recorded."),
  RecordersBusy: counter(
    focus("jibri_no_instance_failures_total"),
    1,
    "Somebody wanted to record, and no recorder was free: recording.count is too small.",
  ),
  Restarts: {
    fires: {
      series: { 'up{job="jvb",service="jvb-1"}': "1 1 0 1 1 0 1 1 1" },
      minutes: 8,
      says: ["jvb-1 has restarted more than once in half an hour."],
    },
    quiet: { series: { 'up{job="jvb",service="jvb-1"}': "1 1 0 1 1 1 1 1 1" }, minutes: 8 },
  },
  TokensRefused: counter(
    'prosody_mod_auth_token__verify_fail_total{host="meet.jitsi"}',
    30,
    "Prosody refuses many tokens: the secret, the issuer or a clock is wrong, or somebody is guessing.",
  ),
  DiskFull: {
    fires: {
      series: {
        'node_filesystem_avail_bytes{mountpoint="/disks/volumes"}': "5x10",
        'node_filesystem_size_bytes{mountpoint="/disks/volumes"}': "100x10",
      },
      minutes: 10,
      says: ["Less than a tenth of the disk of /disks/volumes is free: recordings, logs and accounts are on it."],
    },
    quiet: {
      series: {
        'node_filesystem_avail_bytes{mountpoint="/disks/volumes"}': "50x10",
        'node_filesystem_size_bytes{mountpoint="/disks/volumes"}': "100x10",
      },
      minutes: 10,
    },
  },
};
