import type { Problem } from "../problems.ts";
import { accountRules } from "./accounts.ts";
import { bridgeRules } from "./bridge.ts";
import { domainRules } from "./domains.ts";
import type { Draft } from "./draft.ts";
import { imageRules } from "./images.ts";
import { portRules } from "./ports.ts";
import { publicUrlRules } from "./public-url.ts";
import { tlsRules } from "./tls.ts";
import { webRules } from "./web.ts";

const rules = [
  ...publicUrlRules,
  ...portRules,
  ...tlsRules,
  ...accountRules,
  ...domainRules,
  ...bridgeRules,
  ...webRules,
];

/**
 * What the rules between settings object to.
 * @param withoutPackages leave out what the packages need.
 */
export function checkRules(draft: Draft, withoutPackages: boolean): readonly Problem[] {
  return [...rules, ...(withoutPackages ? [] : imageRules)]
    .filter(({ reads }) => !reads.some((path) => draft.failed.has(path)))
    .flatMap(({ check }) => check(draft));
}
