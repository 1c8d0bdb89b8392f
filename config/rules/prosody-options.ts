import { prosodySections } from "../render/prosody.ts";
import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import type { SectionName } from "../settings/xmpp/sections.ts";
import type { LuaOptions } from "../write/lua.ts";

/** Options of Prosody that a setting of their own writes. */
const bySetting: Readonly<Record<string, string>> = {
  anonymous_auth_methods: "rooms.resourceValidation.anonymousMethods",
  anonymous_strict: "rooms.resourceValidation.anonymousStrict",
  always_visitors_enabled: "rooms.visitors.alwaysEnabled",
  auto_allow_visitor_promotion: "rooms.visitors.autoPromotion",
  bosh_max_inactivity: "xmpp.bosh.maxInactivity",
  bosh_max_wait: "xmpp.bosh.maxWait",
  c2s_stanza_size_limit: "xmpp.maxStanzaSize",
  gc: "xmpp.gc",
  jitsi_default_permissions: "rooms.permissions",
  limits: "xmpp.limits",
  log: "xmpp.logLevel",
  muc_limit_messages_check_token: "rooms.messageLimit.exemptTokens",
  muc_limit_messages_count: "rooms.messageLimit.count",
  muc_max_occupants: "rooms.maxParticipants",
  muc_rate_joins: "rooms.rateLimits.joins",
  muc_rate_leaves: "rooms.rateLimits.leaves",
  openmetrics_allow_cidr: "observability.metricsNetwork",
  openmetrics_allow_ips: "observability.metricsNetwork",
  rate_limit_cache_size: "rooms.rateLimits.cacheSize",
  rate_limit_ip_rate: "rooms.rateLimits.addressRate",
  rate_limit_login_rate: "rooms.rateLimits.loginRate",
  rate_limit_session_rate: "rooms.rateLimits.sessionRate",
  rate_limit_timeout: "rooms.rateLimits.timeout",
  rate_limit_whitelist: "rooms.rateLimits.allowRanges",
  s2s_whitelist: "rooms.visitors.trustedHosts",
  s2sout_override: "rooms.visitors.nodes",
  smacks_hibernation_time: "xmpp.streamManagement.hibernationTime",
  smacks_max_old_sessions: "xmpp.streamManagement.maxOldSessions",
  smacks_max_queue_size: "xmpp.streamManagement.maxQueueSize",
  smacks_max_unacked_stanzas: "xmpp.streamManagement.maxUnackedStanzas",
  statistics: "observability.metrics",
  statistics_interval: "observability.metrics",
  wait_for_host_disable_auto_owners: "rooms.waitForHost.autoOwners",
};

/** What the stack's parts rely on: another value would break it or open it. */
const fixed = new Set(
  `admin_socket admins allow_anonymous_s2s allow_registration authentication breakout_rooms_component breakout_rooms_muc c2s_interfaces
  c2s_ports c2s_require_encryption certificates component_admins_as_room_owners component_module component_ports
  consider_bosh_secure consider_websocket_secure daemonize data_path defined disable_sasl_mechanisms enabled
  http_default_host http_interfaces http_ports https_interfaces https_ports interfaces load_global_modules lobby_muc
  local_interfaces main_muc modules_disabled modules_enabled muc_component muc_filter_whitelist
  muc_lobby_whitelist muc_mapper_domain_base muc_mapper_domain_prefix muc_password_whitelist pidfile
  plugin_paths rate_limit_whitelist_hosts recorder_prefixes restrict_room_creation run_as_root s2s_interfaces s2s_ports
  s2s_secure_auth ssl stack_accounts storage target_address transcriber_prefixes trusted_proxies unlimited_jids
  visitors_ignore_list`
    .trim()
    .split(/\s+/),
);

/** Options that the stack writes and that xmpp.options may replace. */
const replaceable: ReadonlySet<string> = new Set([
  "muc_access_whitelist",
  "muc_room_allow_persistent",
  "muc_room_cache_size",
  "muc_room_default_public_jids",
  "muc_room_locking",
  "muc_tombstones",
  "network_backend",
  "network_settings",
  "unbound",
]);

/**
 * Why an option cannot be set by its name, to follow "xmpp.options.<section>.<name>: ". Undefined: it can.
 * @param written what the stack writes into the section by itself.
 */
export function optionProblem(name: string, written: LuaOptions = {}): { readonly reason: string } | undefined {
  const setting = Object.hasOwn(bySetting, name) ? bySetting[name] : undefined;
  if (setting !== undefined) {
    return { reason: `is what ${setting} sets` };
  }
  return fixed.has(name) || (Object.hasOwn(written, name) && !replaceable.has(name))
    ? { reason: "is written by the stack, whose parts rely on it" }
    : undefined;
}

/** The options that are rendered for a section. Undefined: the section is not there. */
export function renderedOptions(settings: Settings, name: SectionName): LuaOptions | undefined {
  if (name === "global") {
    const [first] = prosodySections(settings);
    return first?.kind === "global" ? first.options : undefined;
  }
  const host = domains(settings)[name];
  const section = prosodySections(settings).find((one) => "name" in one && one.name === host);
  return section !== undefined && "options" in section ? section.options : undefined;
}
