import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";
import { effect } from "./types.ts";

/** Every button that the page knows. Source: the page's own list of August 2026. */
export const toolbarButtonNames = [
  "audiotranslation",
  "camera",
  "chat",
  "closedcaptions",
  "custom-panel",
  "desktop",
  "download",
  "embedmeeting",
  "etherpad",
  "feedback",
  "filesharing",
  "filmstrip",
  "fullscreen",
  "hangup",
  "help",
  "highlight",
  "invite",
  "linktosalesforce",
  "livestreaming",
  "microphone",
  "mute-everyone",
  "mute-video-everyone",
  "noisesuppression",
  "participants-pane",
  "pip",
  "polls",
  "profile",
  "raisehand",
  "reactions",
  "recording",
  "security",
  "select-background",
  "settings",
  "shareaudio",
  "sharedvideo",
  "shortcuts",
  "stats",
  "tileview",
  "toggle-camera",
  "videoquality",
  "whiteboard",
] as const;

/** The row of buttons in a meeting. */
export const toolbar = {
  toolbarButtons: setting(z.array(z.enum(toolbarButtonNames)).optional(), {
    doc: "Buttons that a meeting has, in the toolbar and its menu. Without it: all of them.",
    env: ["TOOLBAR_BUTTONS"],
    effect,
  }),
  toolbar: group({
    alwaysVisible: setting(z.boolean().optional(), {
      doc: "The toolbar stays although nobody moves the mouse.",
      derivedDefault: "false",
      effect,
    }),
    timeout: setting(whole(0).optional(), {
      doc: "How long the toolbar stays after the mouse has moved.",
      unit: "milliseconds",
      derivedDefault: "4000",
      effect,
    }),
    initialTimeout: setting(whole(0).optional(), {
      doc: "How long the toolbar stays after people have entered.",
      unit: "milliseconds",
      derivedDefault: "20000",
      effect,
    }),
  }),
};
