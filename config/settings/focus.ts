import { z } from "zod";
import { programOptions, regionName } from "./bridge/values.ts";
import { bridgeHealth, bridgeSelection, iceFailureDetection } from "./focus/bridges.ts";
import { conference } from "./focus/conference.ts";
import { codecs, translation } from "./focus/media.ts";
import { group, setting } from "./setting.ts";
import { hostName, memory } from "./types.ts";

/** jicofo, the conference focus. */
export const focus = group({
  conference,
  codecs,
  bridgeSelection,
  bridgeHealth,
  iceFailureDetection,
  translation,
  visitors: group({
    onlyWhereAllowed: setting(z.boolean().default(false), {
      doc: "With rooms.visitors: only meetings whose room allows visitors may have them.",
      env: ["JICOFO_VISITORS_REQUIRE_MUC_CONFIG"],
      effect: ["restart jicofo"],
    }),
  }),
  trustedDomains: setting(z.array(hostName).optional(), {
    doc: "XMPP domains whose accounts jicofo takes for recorders, transcribers and SIP gateways in a meeting.",
    env: ["JICOFO_TRUSTED_DOMAINS"],
    derivedDefault: "<xmpp.hiddenDomain> with recording or transcription, else none",
    effect: ["restart jicofo"],
  }),
  region: setting(regionName.optional(), {
    doc: "Region that people count to who say none of their own.",
    env: ["JICOFO_OCTO_REGION"],
    effect: ["restart jicofo"],
  }),
  options: setting(programOptions.default({}), {
    doc: "Further keys of jicofo.conf, by their dotted paths. For what no other setting writes; a time span needs its unit, such as 30 seconds.",
    effect: ["restart jicofo"],
  }),
  logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("info"), {
    doc: "What jicofo writes to its log.",
    effect: ["restart jicofo"],
  }),
  sentry: setting(z.boolean().default(false), {
    doc: "jicofo reports its warnings and errors to Sentry, at secrets.jicofoSentryDsn.",
    effect: ["restart jicofo"],
  }),
  memory: setting(memory(1024, 384), {
    doc: "Memory jicofo's container may use. The Java heap takes up to 70 % of it.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
