import { z } from "zod";
import { group, setting } from "./setting.ts";
import { memory } from "./types.ts";

export const web = group({
  welcomePage: setting(z.boolean().default(true), {
    doc: "Show the welcome page, where rooms are named. Off: the address alone opens a room with a random name.",
    env: ["ENABLE_WELCOME_PAGE"],
    effect: ["reload web"],
  }),
  prejoinPage: setting(z.boolean().default(true), {
    doc: "Let people check name, camera and microphone before they enter a room.",
    env: ["ENABLE_PREJOIN_PAGE"],
    effect: ["reload web"],
  }),
  requireDisplayName: setting(z.boolean().default(false), {
    doc: "Nobody enters a room without a name.",
    env: ["ENABLE_REQUIRE_DISPLAY_NAME"],
    effect: ["reload web"],
  }),
  defaultLanguage: setting(
    z
      .string()
      .regex(/^[a-z]{2,3}([-_]?[A-Za-z]{2,4})?$/, "must be a language code such as en or pt-BR")
      .optional(),
    {
      doc: "Language of the page where the browser's own is not to decide.",
      env: ["DEFAULT_LANGUAGE"],
      effect: ["reload web"],
    },
  ),
  startWithAudioMuted: setting(z.boolean().default(false), {
    doc: "People enter with their microphone off.",
    env: ["START_WITH_AUDIO_MUTED"],
    effect: ["reload web"],
  }),
  startWithVideoMuted: setting(z.boolean().default(false), {
    doc: "People enter with their camera off.",
    env: ["START_WITH_VIDEO_MUTED"],
    effect: ["reload web"],
  }),
  resolution: setting(z.int().min(180).max(2160).default(720), {
    doc: "Height of the video that browsers are asked to send.",
    unit: "pixels",
    env: ["RESOLUTION"],
    effect: ["reload web"],
  }),
  peerToPeer: setting(z.boolean().default(true), {
    doc: "Two people talk directly, without the bridge, where their networks let them.",
    env: ["ENABLE_P2P"],
    effect: ["reload web"],
  }),
  extraConfig: setting(z.string().optional(), {
    doc: "JavaScript put at the end of config.js, where it may assign to `config`. It is parsed before it is used.",
    effect: ["reload web"],
  }),
  extraNginxConfig: setting(z.string().optional(), {
    doc: "nginx directives put at the end of the server block. nginx checks them before they are used.",
    effect: ["reload web"],
  }),
  memory: setting(memory(256, 64), {
    doc: "Memory the web container may use.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
