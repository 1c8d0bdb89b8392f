import { z } from "zod";
import { group, setting } from "./setting.ts";
import { memory } from "./types.ts";
import { bosh, limits, maxStanzaSize, streamManagement } from "./xmpp/connections.ts";
import { domainSettings } from "./xmpp/domains.ts";
import { gc } from "./xmpp/gc.ts";
import { modules, options } from "./xmpp/sections.ts";
import { accountAddress } from "./xmpp/values.ts";

export const xmpp = group({
  ...domainSettings,
  websocket: setting(z.boolean().default(true), {
    doc: "Browsers talk XMPP over a WebSocket; off: over BOSH.",
    env: ["ENABLE_XMPP_WEBSOCKET"],
    effect: ["reload web", "restart prosody"],
  }),
  admins: setting(z.array(accountAddress).default([]), {
    doc: "Accounts that may do everything in every room, beside those of the stack's services.",
    effect: ["restart prosody"],
  }),
  modules,
  options,
  extraConfig: setting(z.string().optional(), {
    doc: "Prosody configuration (Lua) put at the end of the global section. Prosody checks it before it is used. Options that a module reads only once need a restart of Prosody.",
    effect: ["reload prosody"],
  }),
  limits,
  maxStanzaSize,
  streamManagement,
  bosh,
  gc,
  logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("info"), {
    doc: "What Prosody writes to its log. `debug` holds what people send.",
    env: ["LOG_LEVEL"],
    effect: ["restart prosody"],
  }),
  passwordRotation: setting(z.int().min(1).default(1), {
    doc: "Raise it to make all generated passwords of the services anew.",
    effect: [
      "reload prosody",
      "restart jicofo",
      "restart jvb",
      "restart jibri",
      "restart jigasi",
      "restart transcriber",
    ],
  }),
  memory: setting(memory(512, 128), {
    doc: "Memory the Prosody container may use.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
