import type { Problem } from "../problems.ts";
import { accountRules } from "./accounts.ts";
import { acmeRules } from "./acme.ts";
import { matrixPackageRule } from "./auth-matrix.ts";
import { authRules } from "./auth.ts";
import { bridgeRules } from "./bridge.ts";
import { documentRules } from "./documents.ts";
import { domainRules } from "./domains.ts";
import type { Draft } from "./draft.ts";
import { focusRules } from "./focus.ts";
import { httpRules } from "./http.ts";
import { imageRules } from "./images.ts";
import { importedUserRules } from "./imported-users.ts";
import { observabilityRules } from "./observability.ts";
import { portRules } from "./ports.ts";
import { programOptionRules } from "./program-options.ts";
import { publicUrlRules } from "./public-url.ts";
import { recordingRules } from "./recording.ts";
import { roomRules } from "./rooms.ts";
import { telephonyRules } from "./telephony.ts";
import { tlsRules } from "./tls.ts";
import { transcriptionRules } from "./transcription.ts";
import { turnRules } from "./turn.ts";
import { webRules } from "./web.ts";
import { xmppRules } from "./xmpp.ts";

const rules = [
  ...publicUrlRules,
  ...portRules,
  ...tlsRules,
  ...acmeRules,
  ...httpRules,
  ...documentRules,
  ...accountRules,
  ...authRules,
  ...importedUserRules,
  ...domainRules,
  ...xmppRules,
  ...roomRules,
  ...bridgeRules,
  ...focusRules,
  ...programOptionRules,
  ...webRules,
  ...recordingRules,
  ...telephonyRules,
  ...transcriptionRules,
  ...turnRules,
  ...observabilityRules,
];

/**
 * What the rules between settings object to.
 * @param withoutPackages leave out what the packages need.
 */
export function checkRules(draft: Draft, withoutPackages: boolean): readonly Problem[] {
  return [...rules, ...(withoutPackages ? [] : [...imageRules, matrixPackageRule])]
    .filter(({ reads }) => !reads.some((path) => draft.failed.has(path)))
    .flatMap(({ check }) => check(draft));
}
