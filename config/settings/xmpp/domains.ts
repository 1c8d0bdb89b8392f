import { setting } from "../setting.ts";
import { hostName } from "../types.ts";

const services = ["restart prosody", "restart jicofo", "restart jvb"] as const;
const gateways = ["restart jibri", "restart jigasi", "restart transcriber"] as const;

/** The names of Prosody's hosts. What the others are called follows from them: config/derived.ts. */
export const domainSettings = {
  domain: setting(hostName.default("meet.jitsi"), {
    doc: "The stack's XMPP domain. Internal: it needs no DNS and no one sees it but logs and room addresses.",
    env: ["XMPP_DOMAIN"],
    effect: ["reload web", ...services, ...gateways],
  }),
  authDomain: setting(hostName.optional(), {
    doc: "Domain of the services' own accounts.",
    env: ["XMPP_AUTH_DOMAIN"],
    derivedDefault: "auth.<xmpp.domain>",
    effect: [...services, ...gateways],
  }),
  guestDomain: setting(hostName.optional(), {
    doc: "Domain of people without an account, with auth.guests.",
    env: ["XMPP_GUEST_DOMAIN"],
    derivedDefault: "guest.<xmpp.domain>",
    effect: ["reload web", "restart prosody", "restart jigasi"],
  }),
  mucDomain: setting(hostName.optional(), {
    doc: "Domain of the conference rooms. Must be one label of letters and digits in front of xmpp.domain: Jitsi's plugins take it apart.",
    env: ["XMPP_MUC_DOMAIN"],
    derivedDefault: "muc.<xmpp.domain>",
    effect: ["reload web", "restart prosody", "restart jicofo", ...gateways],
  }),
  internalMucDomain: setting(hostName.optional(), {
    doc: "Domain of the rooms where the services find each other.",
    env: ["XMPP_INTERNAL_MUC_DOMAIN"],
    derivedDefault: "internal-muc.<xmpp.domain>",
    effect: [...services, ...gateways],
  }),
  hiddenDomain: setting(hostName.optional(), {
    doc: "Domain of recorders and transcribers, whom nobody sees in a meeting.",
    env: ["XMPP_HIDDEN_DOMAIN", "XMPP_RECORDER_DOMAIN"],
    derivedDefault: "hidden.<xmpp.domain>",
    effect: ["reload web", "restart prosody", "restart jicofo", "restart jibri", "restart transcriber"],
  }),
};
