import { z } from "zod";
import { group, setting } from "../setting.ts";
import { addressRange, whole } from "../types.ts";

const effect = ["restart prosody"] as const;

/** How fast one may do what. The plugins' own values hold for what has no default. */
export const rateLimits = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Slow down who connects, enters rooms or sends faster than the numbers below.",
    env: ["PROSODY_ENABLE_RATE_LIMITS"],
    effect,
  }),
  loginRate: setting(whole(1).default(3), {
    doc: "Logins from one address before more of them are slowed down.",
    unit: "per 2 seconds",
    env: ["PROSODY_RATE_LIMIT_LOGIN_RATE"],
    effect,
  }),
  addressRate: setting(whole(1).optional(), {
    doc: "What all connections from one address may send after one of them was too fast. The plugin's own number is 2000.",
    unit: "bytes per second",
    effect,
  }),
  sessionRate: setting(whole(1).default(200), {
    doc: "What one connection may send after it was too fast.",
    unit: "bytes per second",
    env: ["PROSODY_RATE_LIMIT_SESSION_RATE"],
    effect,
  }),
  timeout: setting(whole(1).default(60), {
    doc: "How long an address stays limited.",
    unit: "seconds",
    env: ["PROSODY_RATE_LIMIT_TIMEOUT"],
    effect,
  }),
  cacheSize: setting(whole(1).default(10_000), {
    doc: "Addresses that are remembered.",
    env: ["PROSODY_RATE_LIMIT_CACHE_SIZE"],
    effect,
  }),
  allowRanges: setting(z.array(addressRange).default(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]), {
    doc: "Addresses and networks without limits, beside Prosody's own machine. The default holds every network that Docker gives the stack's services; people in such a network are not limited either.",
    env: ["PROSODY_RATE_LIMIT_ALLOW_RANGES"],
    effect,
  }),
  joins: setting(whole(1).optional(), {
    doc: "People who enter one room; the next ones wait. The plugin's own number is 3.",
    unit: "per second",
    effect,
  }),
  leaves: setting(whole(1).optional(), {
    doc: "People who leave one room; the next ones wait. The plugin's own number is 5.",
    unit: "per second",
    effect,
  }),
});

export const resourceValidation = group({
  enabled: setting(z.boolean().default(true), {
    doc: "Names of people's connections in a room must be letters, digits and underscores, and stay as they are.",
    env: ["PROSODY_ENABLE_MUC_RESOURCE_VALIDATE"],
    effect,
  }),
  anonymousStrict: setting(z.boolean().default(false), {
    doc: "People without an account must take the name that follows from their address.",
    env: ["PROSODY_MUC_RESOURCE_VALIDATE_ANONYMOUS_STRICT"],
    effect,
  }),
  anonymousMethods: setting(
    z.array(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, "must be a way to log in, such as jitsi-anonymous")).optional(),
    {
      doc: "Ways to log in that count as without an account, as Prosody names them. The plugin's own are anonymous, jitsi-anonymous and token.",
      env: ["PROSODY_MUC_RESOURCE_VALIDATE_ANON_METHODS"],
      effect,
    },
  ),
});

export const messageLimit = group({
  count: setting(whole(1).optional(), {
    doc: "Chat messages that a room takes in all. Without it there is no limit.",
    effect,
  }),
  exemptTokens: setting(z.boolean().default(false), {
    doc: "People with a token may go on writing.",
    effect,
  }),
});
