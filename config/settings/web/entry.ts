import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine, whole } from "../types.ts";
import { effect } from "./types.ts";

/** What people meet before they are in a room, and when they leave it. */
export const entry = {
  welcomePage: setting(z.boolean().default(true), {
    doc: "Show the welcome page, where rooms are named. Off: the address alone opens a room with a random name.",
    env: ["ENABLE_WELCOME_PAGE"],
    effect,
  }),
  welcomePageUrl: setting(httpUrl.optional(), {
    doc: "Page of yours that is opened in place of the welcome page.",
    effect,
  }),
  closePage: setting(z.boolean().default(false), {
    doc: "Who leaves a meeting comes to a closing page instead of the welcome page.",
    env: ["ENABLE_CLOSE_PAGE"],
    effect,
  }),
  prejoin: group({
    enabled: setting(z.boolean().default(true), {
      doc: "Let people check name, camera and microphone before they enter a room.",
      env: ["ENABLE_PREJOIN_PAGE"],
      effect,
    }),
    hideDisplayName: setting(z.boolean().default(false), {
      doc: "The page before a room does not ask for a name.",
      env: ["HIDE_PREJOIN_DISPLAY_NAME"],
      effect,
    }),
    hideExtraJoinButtons: setting(z.array(z.enum(["no-audio", "by-phone"])).default([]), {
      doc: "Other ways to enter that the page before a room does not offer: without sound, or by telephone.",
      env: ["HIDE_PREJOIN_EXTRA_BUTTONS"],
      effect,
    }),
    preCallTestUrl: setting(httpUrl.optional(), {
      doc: "Service that says which TURN servers to test the network with, before people enter. Without it nothing is tested.",
      effect,
    }),
  }),
  hiddenPremeetingButtons: setting(
    z.array(z.enum(["microphone", "camera", "select-background", "invite", "settings"])).default([]),
    {
      doc: "Buttons that are not shown before people are in the room: on the page before it, and in the lobby.",
      env: ["HIDE_PREMEETING_BUTTONS"],
      effect,
    },
  ),
  requireDisplayName: setting(z.boolean().default(false), {
    doc: "Nobody enters a room without a name.",
    env: ["ENABLE_REQUIRE_DISPLAY_NAME"],
    effect,
  }),
  readOnlyName: setting(z.boolean().optional(), {
    doc: "People cannot change their name, which then comes from a token or from the page around the meeting.",
    derivedDefault: "false",
    effect,
  }),
  profile: setting(z.boolean().default(true), {
    doc: "People can change their name and e-mail address in a meeting.",
    effect,
  }),
  defaultLanguage: setting(
    z
      .string()
      .regex(/^[a-z]{2,3}([-_]?[A-Za-z]{2,4})?$/, "must be a language code such as en or pt-BR")
      .optional(),
    {
      doc: "Language of the page where the browser's own is not to decide.",
      env: ["DEFAULT_LANGUAGE"],
      effect,
    },
  ),
  notice: setting(textLine.optional(), {
    doc: "Text that everybody sees at the top of a meeting.",
    effect,
  }),
  roomPasswordDigits: setting(whole(1, 100).optional(), {
    doc: "Passwords of rooms are digits, this many at most. Without it they may be any text.",
    env: ["ROOM_PASSWORD_DIGITS"],
    effect,
  }),
  insecureRoomNameWarning: setting(z.boolean().optional(), {
    doc: "Warn people whose room has a name that others guess easily.",
    derivedDefault: "false",
    effect,
  }),
  startWithAudioMuted: setting(z.boolean().default(false), {
    doc: "People enter with their microphone off.",
    env: ["START_WITH_AUDIO_MUTED"],
    effect,
  }),
  startWithVideoMuted: setting(z.boolean().default(false), {
    doc: "People enter with their camera off.",
    env: ["START_WITH_VIDEO_MUTED"],
    effect,
  }),
  startAudioMutedAfter: setting(whole(0).default(10), {
    doc: "Who enters a room with at least this many people in it has the microphone off.",
    unit: "people",
    env: ["START_AUDIO_MUTED"],
    effect,
  }),
  startVideoMutedAfter: setting(whole(0).default(10), {
    doc: "Who enters a room with at least this many people in it has the camera off.",
    unit: "people",
    env: ["START_VIDEO_MUTED"],
    effect,
  }),
  startSilent: setting(z.boolean().default(false), {
    doc: "People hear nothing, and send no sound, until they load the page again.",
    env: ["START_SILENT"],
    effect,
  }),
  startLowBandwidth: setting(z.boolean().default(false), {
    doc: "People enter without video, their own and that of others.",
    effect,
  }),
};
