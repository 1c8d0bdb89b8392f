import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostName, port, whole } from "../types.ts";

const bothServers = ["restart prosody", "restart jicofo"] as const;

/** A Prosody of its own that serves people who only watch. Position in the list is its number: the first is v0. */
const node = z.strictObject({
  host: hostName,
  /** Where this stack's Prosody reaches it. */
  serverPort: port.default(5269),
  /** Where jicofo logs in to it. */
  clientPort: port.default(5222),
});

export const visitors = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Large meetings: people beyond a number watch as visitors, on visitor nodes. This stack is the main side; the nodes are Prosody servers that run elsewhere.",
    env: ["ENABLE_VISITORS"],
    effect: bothServers,
  }),
  nodes: setting(z.array(node).default([]), {
    doc: "The visitor nodes, each with its host, serverPort (5269) for Prosody's connection and clientPort (5222) for jicofo's. The first is v0.",
    effect: bothServers,
  }),
  domain: setting(hostName.optional(), {
    doc: "Domain of the visitor nodes: the first one serves v0.<this>.",
    env: ["VISITORS_XMPP_DOMAIN"],
    derivedDefault: "<xmpp.domain>",
    effect: bothServers,
  }),
  authDomain: setting(hostName.optional(), {
    doc: "Domain of jicofo's account on the visitor nodes.",
    env: ["VISITORS_XMPP_AUTH_DOMAIN"],
    derivedDefault: "<xmpp.authDomain>",
    effect: ["restart jicofo"],
  }),
  mucPrefix: setting(
    z
      .string()
      .regex(/^[a-z0-9]{1,63}$/, "must be letters and digits, such as muc")
      .default("muc"),
    {
      doc: "First label of the rooms' domain on the visitor nodes.",
      env: ["PROSODY_VISITORS_MUC_PREFIX"],
      effect: bothServers,
    },
  ),
  maxParticipants: setting(whole(1).optional(), {
    doc: "People who take part before the next ones become visitors. jicofo's own number is 50.",
    unit: "people",
    env: ["VISITORS_MAX_PARTICIPANTS"],
    effect: ["restart jicofo"],
  }),
  maxVisitorsPerNode: setting(whole(1).default(250), {
    doc: "Visitors that one node takes.",
    unit: "people",
    env: ["VISITORS_MAX_VISITORS_PER_NODE"],
    effect: ["restart jicofo"],
  }),
  autoPromotion: setting(z.boolean().default(true), {
    doc: "A visitor who asks to speak becomes a participant without a moderator's consent.",
    effect: ["restart prosody"],
  }),
  alwaysEnabled: setting(z.boolean().default(true), {
    doc: "Every meeting may have visitors. Off: only where a reservation or token says so.",
    effect: ["restart prosody"],
  }),
  trustedHosts: setting(z.array(hostName).default([]), {
    doc: "Further XMPP hosts that may talk to this Prosody, beside those of the nodes.",
    effect: ["restart prosody"],
  }),
});
