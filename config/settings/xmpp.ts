import { z } from "zod";
import { group, setting } from "./setting.ts";
import { hostName, memory } from "./types.ts";

const everything = ["reload web", "restart prosody", "restart jicofo", "restart jvb"] as const;

export const xmpp = group({
  domain: setting(hostName.default("meet.jitsi"), {
    doc: "The stack's XMPP domain. Internal: it needs no DNS and no one sees it but logs and room addresses.",
    env: ["XMPP_DOMAIN"],
    effect: everything,
  }),
  authDomain: setting(hostName.optional(), {
    doc: "Domain of the services' own accounts.",
    env: ["XMPP_AUTH_DOMAIN"],
    derivedDefault: "auth.<xmpp.domain>",
    effect: everything,
  }),
  guestDomain: setting(hostName.optional(), {
    doc: "Domain of people without an account, with auth.guests.",
    env: ["XMPP_GUEST_DOMAIN"],
    derivedDefault: "guest.<xmpp.domain>",
    effect: everything,
  }),
  mucDomain: setting(hostName.optional(), {
    doc: "Domain of the conference rooms. Must be one label of letters and digits in front of xmpp.domain: Jitsi's plugins take it apart.",
    env: ["XMPP_MUC_DOMAIN"],
    derivedDefault: "muc.<xmpp.domain>",
    effect: everything,
  }),
  internalMucDomain: setting(hostName.optional(), {
    doc: "Domain of the rooms where the services find each other.",
    env: ["XMPP_INTERNAL_MUC_DOMAIN"],
    derivedDefault: "internal-muc.<xmpp.domain>",
    effect: everything,
  }),
  websocket: setting(z.boolean().default(true), {
    doc: "Browsers talk XMPP over a WebSocket; off: over BOSH.",
    env: ["ENABLE_XMPP_WEBSOCKET"],
    effect: ["reload web", "restart prosody"],
  }),
  extraConfig: setting(z.string().optional(), {
    doc: "Prosody configuration (Lua) put at the end of the global section. Prosody checks it before it is used. Options that a module reads only once need a restart of Prosody.",
    effect: ["reload prosody"],
  }),
  passwordRotation: setting(z.int().min(1).default(1), {
    doc: "Raise it to make all generated passwords of the services anew.",
    effect: ["reload prosody", "restart jicofo", "restart jvb"],
  }),
  memory: setting(memory(512, 128), {
    doc: "Memory the Prosody container may use.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
