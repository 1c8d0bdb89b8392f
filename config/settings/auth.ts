import { z } from "zod";
import { group, setting } from "./setting.ts";
import { accountName } from "./types.ts";

export const auth = group({
  type: setting(z.enum(["none", "internal"]).default("none"), {
    doc: "Who may create rooms. `none`: everybody. `internal`: people with an account of the stack (auth.users).",
    effect: ["reload web", "restart prosody", "restart jicofo"],
  }),
  guests: setting(z.boolean().default(false), {
    doc: "With auth.type internal: people without an account may enter rooms that a user has created, and wait until then.",
    env: ["ENABLE_GUESTS"],
    effect: ["reload web", "restart prosody"],
  }),
  users: setting(z.array(accountName).default([]), {
    doc: "Accounts that exist, and no others that the stack once made. Each needs its password in secrets.users.<name>.",
    effect: ["reload prosody"],
  }),
});
