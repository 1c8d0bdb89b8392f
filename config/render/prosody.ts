import { domains } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type LuaOptions, type Section, prosodyConfig } from "../write/lua.ts";
import type { Files } from "./files.ts";
import { bridgeUser, configFolder, focusUser, mucPrefix, secretsFolder, serviceJid } from "./names.ts";
import { components, hosts } from "./prosody-hosts.ts";

/** Files whose change Prosody takes in while it runs. A change of any other file needs a restart. */
export const prosodyReloadFiles = ["accounts.cfg.lua", "extra.cfg.lua"] as const;

/**
 * Prosody's files. `prosody.cfg.lua` is the structure: hosts, modules, ports. It includes `accounts.cfg.lua`, the accounts that
 * must exist, and `extra.cfg.lua`, which may replace any global option.
 */
export function renderProsody(settings: Settings): Files {
  return {
    "prosody.cfg.lua": prosodyConfig([
      { kind: "global", options: globalOptions(settings) },
      { kind: "include", file: "accounts.cfg.lua" },
      { kind: "include", file: "extra.cfg.lua" },
      ...hosts(settings),
      ...components(settings),
    ]),
    "accounts.cfg.lua": prosodyConfig([accounts(settings)]),
    "extra.cfg.lua": extraConfig(settings),
  };
}

function globalOptions(settings: Settings): LuaOptions {
  return {
    ...modules,
    ...process,
    ...network(settings),
    ...security(settings),
    ...rooms(settings),
    ...streamManagement,
  };
}

const modules: LuaOptions = {
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
  ],
  modules_disabled: ["offline", "register", "s2s"],
};

const process: LuaOptions = {
  data_path: "/var/lib/prosody/data",
  storage: { smacks_h: "memory" },
  log: [{ levels: { min: "info" }, to: "console", timestamps: "%Y-%m-%d %X" }],
  network_backend: "epoll",
  network_settings: { tcp_backlog: 511 },
  // Without it libunbound asks the root servers, which know no container.
  unbound: { resolvconf: true },
  gc: { mode: "incremental", threshold: 400, speed: 250, step_size: 13 },
};

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
  const services = [focusUser, bridgeUser].map((user) => serviceJid(settings, user));
  return {
    // One certificate names every host. The folder is only looked through, and must exist.
    certificates: configFolder,
    ssl: { certificate: `${configFolder}/xmpp.crt`, key: `${secretsFolder}/xmpp.key` },
    authentication: "internal_hashed",
    allow_registration: false,
    c2s_require_encryption: true,
    consider_bosh_secure: true,
    consider_websocket_secure: true,
    limits: { c2s: { rate: "10kb/s" } },
    unlimited_jids: services,
    admins: services,
    // jicofo, an admin, must be able to own the rooms it finds.
    component_admins_as_room_owners: true,
  };
}

function rooms(settings: Settings): LuaOptions {
  return { muc_mapper_domain_base: domains(settings).main, muc_mapper_domain_prefix: mucPrefix(settings) };
}

const streamManagement: LuaOptions = {
  smacks_max_unacked_stanzas: 5,
  smacks_hibernation_time: 60,
  smacks_max_old_sessions: 1,
};

/** The accounts that mod_stack_accounts makes. A credential is the name of a file in the secrets folder. */
function accounts(settings: Settings): Section {
  const services = [focusUser, bridgeUser].map((user) => ({
    jid: serviceJid(settings, user),
    credential: `account-${user}`,
    service: true,
  }));
  const people = settings.auth.type === "internal" ? settings.auth.users : [];
  const users = people.map((user) => ({ jid: `${user}@${domains(settings).main}`, credential: `user-${user}` }));
  return { kind: "global", options: { stack_accounts: [...services, ...users] } };
}

function extraConfig(settings: Settings): string {
  const text = settings.xmpp.extraConfig ?? "";
  return `-- xmpp.extraConfig\n${text}${text === "" || text.endsWith("\n") ? "" : "\n"}`;
}
