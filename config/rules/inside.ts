import { removeCommand } from "../commands.ts";
import type { Settings } from "../settings/index.ts";
import type { Draft, Rule } from "./draft.ts";

/** Names that mean "myself" to whoever looks them up. */
const ownNames = ["localhost", "127.0.0.1", "[::1]", "::1", "0.0.0.0"];

/** Whether an address or a URL leads back to whoever follows it. */
export function leadsToItself(address: string): boolean {
  const host = address.includes("://") ? new URL(address).hostname : address;
  return ownNames.includes(host.toLowerCase());
}

/** A rule for addresses that `who` follows: one that leads back to itself finds nothing there. */
export function reachable(
  path: string,
  addresses: (settings: Settings) => string | readonly string[] | undefined,
  who: string,
): Rule {
  return {
    reads: [path],
    check: ({ settings }) => {
      const given = addresses(settings);
      const one = typeof given === "string";
      return (one ? [given] : (given ?? [])).flatMap((value, index) => {
        const at = one ? path : `${path}[${String(index)}]`;
        return leadsToItself(value)
          ? [{ path: at, value, reason: `leads ${who} to itself, where nothing answers`, fix: removeCommand(at) }]
          : [];
      });
    },
  };
}

/** Whether a secret is set, readable or not. */
export function hasSecret({ secrets, unread }: Draft, name: Exclude<keyof Draft["secrets"], "users">): boolean {
  return secrets[name] !== undefined || unread.has(`secrets.${name}`);
}
