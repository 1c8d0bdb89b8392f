import { accountFile, accountJid, serviceAccounts } from "../accounts.ts";
import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { type Section, prosodyConfig } from "../write/lua.ts";
import type { Files } from "./files.ts";
import { components } from "./prosody-components.ts";
import { globalOptions } from "./prosody-global.ts";
import { hosts } from "./prosody-hosts.ts";
import { renderSaslauthd } from "./saslauthd.ts";

/** Files whose change Prosody takes in while it runs. A change of any other file needs a restart. */
export const prosodyReloadFiles = ["accounts.cfg.lua", "extra.cfg.lua"] as const;

/**
 * Prosody's files. `prosody.cfg.lua` is the structure: hosts, modules, ports. It includes `accounts.cfg.lua`, the accounts that
 * must exist, and `extra.cfg.lua`, which may replace any global option. `saslauthd.conf` is for the daemon that asks a directory.
 */
export function renderProsody(settings: Settings): Files {
  return {
    "prosody.cfg.lua": prosodyConfig(prosodySections(settings)),
    "accounts.cfg.lua": prosodyConfig([accounts(settings)]),
    "extra.cfg.lua": extraConfig(settings),
    ...renderSaslauthd(settings),
  };
}

/** The parts of `prosody.cfg.lua`, in its order. */
export function prosodySections(settings: Settings): readonly Section[] {
  return [
    { kind: "global", options: globalOptions(settings) },
    { kind: "include", file: "accounts.cfg.lua" },
    { kind: "include", file: "extra.cfg.lua" },
    ...hosts(settings),
    ...components(settings),
  ];
}

/** The accounts that mod_stack_accounts makes. A credential is the name of a file in the secrets folder. */
function accounts(settings: Settings): Section {
  const services = serviceAccounts(settings).map((account) => ({
    jid: accountJid(account),
    credential: accountFile(account),
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
