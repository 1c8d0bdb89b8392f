import { z } from "zod";
import { group, setting } from "./setting.ts";
import { memory } from "./types.ts";
import { audio } from "./web/audio.ts";
import { branding, deepLinking, links } from "./web/branding.ts";
import { connection, peerToPeer, screenSharing } from "./web/connection.ts";
import { custom } from "./web/custom.ts";
import { entry } from "./web/entry.ts";
import { iframeApi, integrations, localRecording, login } from "./web/integrations.ts";
import { breakoutRooms, lobby, meeting, participantMenu } from "./web/people.ts";
import { analytics, deploymentInfo, e2ePing, privacy } from "./web/statistics.ts";
import { toolbar } from "./web/toolbar.ts";
import { video, virtualBackground } from "./web/video.ts";

/** The web page, and the container that serves it. */
export const web = group({
  ...entry,
  ...toolbar,
  ...meeting,
  participantMenu,
  lobby,
  breakoutRooms,
  audio,
  video,
  virtualBackground,
  screenSharing,
  peerToPeer,
  connection,
  branding,
  links,
  deepLinking,
  integrations,
  localRecording,
  login,
  iframeApi,
  analytics,
  deploymentInfo,
  e2ePing,
  ...privacy,
  ...custom,
  extraNginxConfig: setting(z.string().optional(), {
    doc: "nginx directives put at the end of the server block. nginx checks them before they are used.",
    effect: ["reload web"],
  }),
  logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("warn"), {
    doc: "How much nginx logs about errors. Requests are always logged.",
    effect: ["reload web"],
  }),
  memory: setting(memory(256, 64), {
    doc: "Memory the web container may use.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
