import { toList } from "../suggest.ts";
import type { VariableRule, VariableRules } from "./answer.ts";
import { noted, notedUnless, translate } from "./verdicts.ts";

const external = "browsers are told of it, with turn.mode external";

/** A server's variable turns it on that browsers are told of servers at all. */
function announcing(setting: string, value: (text: string) => unknown): VariableRule {
  return noted(
    "With it comes turn.mode external",
    (text) => translate(setting, value(text), external, { "turn.mode": "external" }),
    ["turn.mode"],
  );
}

/** With a shared secret there are credentials that expire; upstream told browsers of the fixed ones in vain. */
const unlessSecret = notedUnless(
  "Not used beside TURN_CREDENTIALS",
  (file) => file.has("TURN_CREDENTIALS"),
  "TURN_CREDENTIALS is set: credentials are made of it for each browser",
);

/** Variables of STUN and TURN servers that are not simply a setting. */
export const turnVariables: VariableRules = {
  TURN_HOST: announcing("turn.hosts", toList),
  TURNS_HOST: announcing("turn.tlsHosts", toList),
  STUN_HOST: announcing("turn.stunHost", (text) => text),
  TURN_USERNAME: unlessSecret,
  TURN_PASSWORD: unlessSecret,
};
