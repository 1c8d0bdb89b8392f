import { removeCommand, setCommand } from "../commands.ts";
import { type Domains, domains } from "../derived.ts";
import type { Rule } from "./draft.ts";

/** The domains that a setting of their own can move. */
const movable: readonly (keyof Domains)[] = ["auth", "guest", "muc", "internalMuc", "hidden"];

const reads = ["xmpp.domain", ...movable.map((name) => `xmpp.${name}Domain`)];

/** Jitsi's Prosody plugins find the main domain by cutting letters and digits up to the first dot off the rooms' domain. */
const roomsBelowMain: Rule = {
  reads,
  check: ({ settings }) => {
    const { domain, mucDomain } = settings.xmpp;
    if (
      mucDomain === undefined ||
      (mucDomain.endsWith(`.${domain}`) && /^[a-z0-9]+$/.test(mucDomain.slice(0, -domain.length - 1)))
    ) {
      return [];
    }
    const label = (mucDomain.split(".")[0] ?? "").replaceAll(/[^a-z0-9]/g, "") || "muc";
    return [
      {
        path: "xmpp.mucDomain",
        value: mucDomain,
        reason: `must be one label of letters and digits in front of xmpp.domain (${domain})`,
        fix: setCommand("xmpp.mucDomain", `${label}.${domain}`),
      },
    ];
  },
};

const domainTwice: Rule = {
  reads,
  check: ({ settings }) => {
    const all = Object.entries(domains(settings)) as [keyof Domains, string][];
    return movable.flatMap((name) => {
      const setting = `xmpp.${name}Domain`;
      const mine = domains(settings)[name];
      // Of two movable domains that are the same, the first is as good as the second: only the later one is reported.
      const twin = all.find(
        ([other, value]) => value === mine && other !== name && movable.indexOf(other) < movable.indexOf(name),
      );
      const fixed = all.find(([other, value]) => value === mine && !movable.includes(other));
      const clash = fixed ?? twin;
      return clash === undefined
        ? []
        : [
            {
              path: setting,
              value: mine,
              reason: `is taken: it is the ${clash[0]} domain, too, and each needs one of its own`,
              fix: removeCommand(setting),
            },
          ];
    });
  },
};

export const domainRules: readonly Rule[] = [roomsBelowMain, domainTwice];
