import { accountJid, bridgeUser, focusUser, recorderUser, serviceAccounts, transcriberUser } from "../accounts.ts";
import { domains, prosodyMetrics } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions } from "../write/lua.ts";
import { configFolder, mucPrefix, secretsFolder } from "./names.ts";
import { globalAuth } from "./prosody-auth.ts";
import { withOwn } from "./prosody-own.ts";
import { federation, federationModules } from "./prosody-visitors.ts";
import { externalServices } from "./turn.ts";

/** What holds for the whole server. */
export function globalOptions(settings: Settings): LuaOptions {
  return withOwn(settings, "global", {
    ...modules(settings),
    ...process(settings),
    ...network(settings),
    ...security(settings),
    ...globalAuth(settings).options,
    ...rooms(settings),
    ...streamManagement(settings),
    ...limitsOfBrowsers(settings),
    ...federation(settings),
    ...externalServices(settings).options,
    ...metrics(settings),
  });
}

function modules(settings: Settings): LuaOptions {
  const { stanzaCounts } = settings.observability;
  const { visitors } = settings.rooms;
  return {
    // Ours first: a plugin of the package cannot take their place.
    plugin_paths: ["/usr/local/share/prosody-modules", "/usr/share/jitsi-meet/prosody-plugins"],
    modules_enabled: [
      "roster", // holds focus's subscription to its proxy component
      "saslauth",
      "tls",
      "disco",
      "limits",
      "ping", // jicofo's health check and the browsers' keep-alive
      "admin_shell",
      "stack_accounts",
      "stack_health",
      ...(settings.rooms.rateLimits.enabled ? ["stack_limits_order"] : []),
      ...globalAuth(settings).modules,
      ...federationModules(settings),
      ...externalServices(settings).modules,
      ...(prosodyMetrics(settings) ? ["http_openmetrics"] : []),
      ...(stanzaCounts ? ["measure_stanza_counts"] : []),
    ],
    modules_disabled: ["offline", "register", ...(visitors.enabled ? [] : ["s2s"])],
  };
}

function process({ xmpp }: Settings): LuaOptions {
  return {
    data_path: "/var/lib/prosody/data",
    storage: { smacks_h: "memory" },
    log: [{ levels: { min: xmpp.logLevel }, to: "console", timestamps: "%Y-%m-%d %X" }],
    network_backend: "epoll",
    network_settings: { tcp_backlog: 511 },
    // Without it libunbound asks the root servers, which know no container.
    unbound: { resolvconf: true },
    gc: garbageCollection(xmpp.gc),
  };
}

function garbageCollection(gc: Settings["xmpp"]["gc"]): LuaOptions {
  return gc.mode === "incremental"
    ? { mode: gc.mode, threshold: gc.threshold, speed: gc.speed, step_size: gc.stepSize }
    : { mode: gc.mode, minor_threshold: gc.minorThreshold, major_threshold: gc.majorThreshold };
}

function network(settings: Settings): LuaOptions {
  return {
    // The stack's networks are IPv4.
    interfaces: ["*"],
    c2s_ports: [internalPorts.xmppClient],
    http_ports: [],
    https_ports: [internalPorts.xmppHttps],
    component_ports: [],
    http_default_host: domains(settings).main,
    trusted_proxies: ["127.0.0.1", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  };
}

function security(settings: Settings): LuaOptions {
  const accounts = serviceAccounts(settings);
  return {
    // One certificate names every host. The folder is only looked through, and must exist.
    certificates: configFolder,
    ssl: { certificate: `${configFolder}/xmpp.crt`, key: `${secretsFolder}/xmpp.key` },
    authentication: "internal_hashed",
    allow_registration: false,
    c2s_require_encryption: true,
    consider_bosh_secure: true,
    consider_websocket_secure: true,
    limits: limits(settings),
    // They speak for many people at once.
    unlimited_jids: accounts.filter(({ user }) => [focusUser, bridgeUser].includes(user)).map(accountJid),
    admins: [...accounts.filter(({ admin }) => admin).map(accountJid), ...settings.xmpp.admins],
    // jicofo, an admin, must be able to own the rooms it finds.
    component_admins_as_room_owners: true,
  };
}

function limits({ rooms: { visitors }, xmpp }: Settings): LuaOptions {
  const { c2s, s2sIn } = xmpp.limits;
  return { c2s: limit(c2s), ...(visitors.enabled ? { s2sin: limit(s2sIn) } : {}) };
}

/** Where the rate is left out, Prosody's own counts. Zero is none. */
function limit({ enabled, rate }: Settings["xmpp"]["limits"]["c2s"]): LuaOptions {
  return { rate: `${String(enabled ? rate : 0)}kb/s` };
}

/** Whom the plugins take for a recorder or a transcriber. Their own guesses look for other domains. */
function rooms(settings: Settings): LuaOptions {
  const { main, hidden } = domains(settings);
  return {
    muc_mapper_domain_base: main,
    muc_mapper_domain_prefix: mucPrefix(settings),
    ...(settings.recording.enabled ? { recorder_prefixes: [`${recorderUser}@${hidden}`] } : {}),
    ...(settings.transcription.enabled ? { transcriber_prefixes: [`${transcriberUser}@${hidden}`] } : {}),
  };
}

function streamManagement({ xmpp }: Settings): LuaOptions {
  const { maxUnackedStanzas, hibernationTime, maxOldSessions, maxQueueSize } = xmpp.streamManagement;
  return {
    smacks_max_unacked_stanzas: maxUnackedStanzas,
    smacks_hibernation_time: hibernationTime,
    smacks_max_old_sessions: maxOldSessions,
    ...(maxQueueSize === undefined ? {} : { smacks_max_queue_size: maxQueueSize }),
  };
}

function limitsOfBrowsers({ xmpp: { bosh, maxStanzaSize } }: Settings): LuaOptions {
  return {
    ...(bosh.maxInactivity === undefined ? {} : { bosh_max_inactivity: bosh.maxInactivity }),
    ...(bosh.maxWait === undefined ? {} : { bosh_max_wait: bosh.maxWait }),
    ...(maxStanzaSize === undefined ? {} : { c2s_stanza_size_limit: maxStanzaSize }),
  };
}

function metrics(settings: Settings): LuaOptions {
  return prosodyMetrics(settings)
    ? {
        statistics: "internal",
        // Collected when somebody asks for them.
        statistics_interval: "manual",
        openmetrics_allow_cidr: settings.observability.metricsNetwork,
      }
    : {};
}
