import { z } from "zod";
import { group, setting } from "./setting.ts";
import { gatewaySettings } from "./telephony/gateway.ts";
import { dialIn, dialOut, invite } from "./telephony/page.ts";
import { sip, sipAddress } from "./telephony/sip.ts";
import { httpUrl, port, textLine, whole } from "./types.ts";

const effect = ["restart jigasi"] as const;

/** The SIP gateway (jigasi), and what the web page says about calls by telephone. */
export const telephony = group({
  enabled: setting(z.boolean().default(false), {
    doc: "People can call in and out by telephone, through a SIP gateway (jigasi).",
    effect: ["restart prosody", "restart jicofo"],
  }),
  sip,
  ports: group({
    min: setting(port.default(20000), {
      doc: "First UDP port of the voice of calls. Docker publishes each port up to telephony.ports.max.",
      env: ["JIGASI_PORT_MIN"],
      effect,
    }),
    max: setting(port.default(20050), {
      doc: "Last UDP port of the voice of calls. A call takes about four.",
      env: ["JIGASI_PORT_MAX"],
      effect,
    }),
  }),
  healthCheck: group({
    uri: setting(sipAddress.optional(), {
      doc: "SIP address that the gateway calls to see that calls work. It must answer by itself and send sound within 10 seconds. Without it the gateway's own health says nothing.",
      env: ["JIGASI_HEALTH_CHECK_SIP_URI"],
      effect,
    }),
    interval: setting(whole(10, 86400).optional(), {
      doc: "Time between two such calls.",
      unit: "seconds",
      derivedDefault: "300",
      effect,
    }),
  }),
  defaultRoom: setting(
    z
      .string()
      .regex(/^[^\s"&'/:<>@\\\0]+$/, "must be the name of a room, in one word")
      .optional(),
    {
      doc: "Room that a call enters which names none.",
      effect,
    },
  ),
  statsId: setting(textLine.optional(), {
    doc: "Name of the gateway in call statistics.",
    env: ["JIGASI_STATS_ID"],
    derivedDefault: "jigasi",
    effect,
  }),
  translator: setting(z.boolean().default(false), {
    doc: "Voices of a meeting are passed on as they are, without mixing them first.",
    env: ["USE_TRANSLATOR_IN_CONFERENCE"],
    effect,
  }),
  visitorsQueue: group({
    url: setting(httpUrl.optional(), {
      doc: "Service at which callers wait until a large meeting goes live, with rooms.visitors.enabled.",
      env: ["JIGASI_VISITORS_QUEUE_SERVICE_URL"],
      effect,
    }),
    keyId: setting(textLine.optional(), {
      doc: "Name (kid) of secrets.visitorsQueueKey.",
      env: ["JIGASI_VISITORS_QUEUE_SERVICE_PRIVATE_KEY_ID"],
      effect,
    }),
  }),
  dialIn,
  dialOut,
  invite,
  ...gatewaySettings("jigasi", "SIP gateway"),
});
