import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

/** Upstream's variables carry the unit in the text: `10kb/s`. They are read in config/env/xmpp.ts. */
function rateLimit(who: string, rate: number, restriction = "") {
  return group({
    enabled: setting(z.boolean().default(true), {
      doc: `Slow ${who} down that send faster than the rate.${restriction}`,
      effect: ["restart prosody"],
    }),
    rate: setting(whole(1, 1_000_000).default(rate), {
      doc: `How fast ${who} may send. Prosody counts in whole kilobytes of 1000 bytes.`,
      unit: "kilobytes per second",
      effect: ["restart prosody"],
    }),
  });
}

export const limits = group({
  c2s: rateLimit("connections of browsers", 10, " The stack's own services are exempt."),
  s2sIn: rateLimit("connections of visitor nodes", 30, " Without rooms.visitors there are none."),
});

export const streamManagement = group({
  hibernationTime: setting(whole(0, 3600).default(60), {
    doc: "How long a browser that lost its connection may come back without leaving the meeting.",
    unit: "seconds",
    effect: ["restart prosody"],
  }),
  maxUnackedStanzas: setting(whole(0, 1000).default(5), {
    doc: "After so many messages Prosody asks a browser whether they arrived. 0: it does not ask.",
    effect: ["restart prosody"],
  }),
  maxOldSessions: setting(whole(0, 100_000).default(1), {
    doc: "Lost connections that Prosody keeps for each account. Recorders share one account and are not counted by this.",
    effect: ["restart prosody"],
  }),
  maxQueueSize: setting(whole(1, 1_000_000).optional(), {
    doc: "Messages that Prosody keeps for a lost connection. Prosody's own number is 500.",
    effect: ["restart prosody"],
  }),
});

export const bosh = group({
  maxInactivity: setting(whole(5, 3600).optional(), {
    doc: "How long a browser without WebSocket may be silent before it counts as gone. Prosody's own time is 60 seconds.",
    unit: "seconds",
    effect: ["restart prosody"],
  }),
  maxWait: setting(whole(1, 140).optional(), {
    doc: "How long Prosody holds a request while there is nothing to say. Prosody's own time is 120 seconds; the web server ends requests after 150.",
    unit: "seconds",
    effect: ["restart prosody"],
  }),
});

export const maxStanzaSize = setting(whole(10_000, 100_000_000).optional(), {
  doc: "Largest message that Prosody takes from a browser. Prosody's own limit is 262144.",
  unit: "bytes",
  effect: ["restart prosody"],
});
