import type { Settings } from "../../settings/index.ts";

/** One graph, number or list of a dashboard. */
export interface Panel {
  readonly title: string;
  /** PromQL, or LogQL on the dashboard of the logs. */
  readonly query: string;
  /** Grafana's name of a unit. */
  readonly unit?: string;
  readonly kind?: "timeseries" | "stat" | "logs";
  /** What a line is called. */
  readonly legend?: string;
}

export interface Dashboard {
  /** Name of its file, and its address in Grafana: it must stay. */
  readonly uid: string;
  readonly title: string;
  readonly source: "prometheus" | "loki";
  readonly panels: readonly Panel[];
  readonly when: (settings: Settings) => boolean;
}

const measured = ({ observability }: Settings): boolean => observability.prometheus.enabled;
const service = "{{service}}";

const overview: readonly Panel[] = [
  { title: "Services that answer", query: 'sum(up{job!~"disk|probe"})', kind: "stat" },
  { title: "Services that do not", query: "count(up == 0) or vector(0)", kind: "stat" },
  { title: "Bridges that take calls", query: "jitsi_jicofo_bridge_selector_bridge_count_operational", kind: "stat" },
  { title: "Alerts", query: 'count(ALERTS{alertstate="firing"}) or vector(0)', kind: "stat" },
  {
    title: "Certificate is good for",
    query: "probe_ssl_earliest_cert_expiry - time()",
    unit: "s",
    kind: "stat",
    legend: service,
  },
  {
    title: "Disk that is free",
    query: "node_filesystem_avail_bytes / node_filesystem_size_bytes",
    unit: "percentunit",
    kind: "stat",
    legend: "{{mountpoint}}",
  },
  { title: "Conferences", query: "jitsi_jicofo_conferences" },
  { title: "People", query: "jitsi_jicofo_participants_current" },
  { title: "Requests to the web server", query: "rate(nginx_http_requests_total[5m])", unit: "reqps" },
  { title: "Connections to the web server", query: "nginx_connections_active" },
];

const bridges: readonly Panel[] = [
  { title: "Stress", query: "jitsi_jvb_stress", unit: "percentunit", legend: service },
  { title: "People", query: "jitsi_jvb_current_endpoints", legend: service },
  { title: "Conferences", query: "jitsi_jvb_conferences", legend: service },
  { title: "Largest conference", query: "jitsi_jvb_largest_conference", legend: service },
  { title: "Media in", query: "jitsi_jvb_incoming_bitrate", unit: "bps", legend: service },
  { title: "Media out", query: "jitsi_jvb_outgoing_bitrate", unit: "bps", legend: service },
  { title: "Loss", query: "jitsi_jvb_loss_fraction", unit: "percentunit", legend: service },
  { title: "Round trip", query: "jitsi_jvb_average_rtt", unit: "ms", legend: service },
  { title: "People who could not be reached", query: "increase(jitsi_jvb_ice_failed_total[15m])", legend: service },
  {
    title: "Share of people behind TURN",
    query: "increase(jitsi_jvb_ice_succeeded_relayed_total[15m]) / increase(jitsi_jvb_ice_succeeded_total[15m])",
    unit: "percentunit",
    legend: service,
  },
  { title: "Logged in to Prosody", query: "jitsi_jvb_muc_clients_connected", legend: service },
  { title: "Heap", query: "jitsi_jvb_jvm_heap_used", unit: "bytes", legend: service },
];

const focus: readonly Panel[] = [
  { title: "Conferences", query: "jitsi_jicofo_conferences" },
  { title: "People", query: "jitsi_jicofo_participants_current" },
  { title: "Bridges known", query: "jitsi_jicofo_bridge_selector_bridge_count" },
  { title: "Bridges that take calls", query: "jitsi_jicofo_bridge_selector_bridge_count_operational" },
  { title: "Bridges lost", query: "increase(jitsi_jicofo_bridge_selector_lost_bridges_total[15m])" },
  { title: "People whose media failed", query: "increase(jitsi_jicofo_participants_ice_failed_total[15m])" },
  { title: "Well", query: "jitsi_jicofo_healthy" },
  { title: "Connections to Prosody lost", query: "increase(jitsi_jicofo_xmpp_disconnects_total[15m])" },
];

const prosody: readonly Panel[] = [
  { title: "Connections of services", query: "sum(prosody_mod_c2s__connections)" },
  { title: "Sessions of browsers (BOSH)", query: "sum(prosody_mod_bosh__active_sessions)" },
  { title: "Rooms", query: "sum by (host) (prosody_mod_muc__live_room)", legend: "{{host}}" },
  {
    title: "Sessions that did not come back",
    query: "sum(increase(prosody_mod_smacks__session_resumption_expired_total[15m]))",
  },
  { title: "Tokens refused", query: "sum(increase(prosody_mod_auth_token__verify_fail_total[15m]))" },
  { title: "Addresses that are held back", query: "sum(prosody_mod_rate_limit__limited_ips)" },
];

const recordings: readonly Panel[] = [
  { title: "Recorders known", query: "jitsi_jicofo_jibri_instances" },
  { title: "Recorders free", query: "jitsi_jicofo_jibri_instances_available" },
  { title: "Recordings that failed", query: "increase(jitsi_jicofo_jibri_recording_failures_total[1h])" },
  { title: "Live streams that failed", query: "increase(jitsi_jicofo_jibri_live_streaming_failures_total[1h])" },
  { title: "No recorder was free", query: "increase(jitsi_jicofo_jibri_no_instance_failures_total[1h])" },
  { title: "Recording now", query: "jitsi_jibri_recording", legend: service },
];

const logs: readonly Panel[] = [
  { title: "Lines by level", query: 'sum by (level) (count_over_time({service=~".+"}[1m]))', legend: "{{level}}" },
  { title: "Errors by service", query: 'sum by (service) (count_over_time({level="error"}[1m]))', legend: service },
  { title: "Errors and warnings", query: '{level=~"error|warn"}', kind: "logs" },
  { title: "Everything", query: '{service=~".+"}', kind: "logs" },
];

export const allDashboards: readonly Dashboard[] = [
  { uid: "jitsi-overview", title: "Jitsi: overview", source: "prometheus", panels: overview, when: measured },
  { uid: "jitsi-bridges", title: "Jitsi: bridges", source: "prometheus", panels: bridges, when: measured },
  { uid: "jitsi-focus", title: "Jitsi: focus", source: "prometheus", panels: focus, when: measured },
  { uid: "jitsi-prosody", title: "Jitsi: Prosody", source: "prometheus", panels: prosody, when: measured },
  {
    uid: "jitsi-recordings",
    title: "Jitsi: recordings",
    source: "prometheus",
    panels: recordings,
    when: (settings) => measured(settings) && settings.recording.enabled,
  },
  {
    uid: "jitsi-logs",
    title: "Jitsi: logs",
    source: "loki",
    panels: logs,
    when: ({ observability }) => observability.loki.enabled,
  },
];
