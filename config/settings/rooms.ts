import { z } from "zod";
import { messageLimit, rateLimits, resourceValidation } from "./rooms/guards.ts";
import { visitors } from "./rooms/visitors.ts";
import { group, setting } from "./setting.ts";
import { whole } from "./types.ts";

/** What moderators may do by themselves, in the plugins' words. */
const features = z.enum([
  "create-polls",
  "file-upload",
  "flip",
  "live-translation",
  "live-translation-subscribe",
  "livestreaming",
  "outbound-call",
  "recording",
  "send-groupchat",
  "transcription",
]);

/** What people can do in a room. */
export const rooms = group({
  lobby: setting(z.boolean().default(true), {
    doc: "Moderators can make people wait in a lobby until they let them in.",
    env: ["ENABLE_LOBBY"],
    effect: ["restart prosody"],
  }),
  breakoutRooms: setting(z.boolean().default(true), {
    doc: "Moderators can split a meeting into breakout rooms.",
    env: ["ENABLE_BREAKOUT_ROOMS"],
    effect: ["reload web", "restart prosody"],
  }),
  avModeration: setting(z.boolean().default(true), {
    doc: "Moderators can keep microphones and cameras off until they allow them.",
    env: ["ENABLE_AV_MODERATION"],
    effect: ["restart prosody"],
  }),
  endConference: setting(z.boolean().default(true), {
    doc: "Moderators can end a meeting for everybody.",
    env: ["ENABLE_END_CONFERENCE"],
    effect: ["restart prosody"],
  }),
  polls: setting(z.boolean().default(true), {
    doc: "People can make polls.",
    effect: ["reload web", "restart prosody"],
  }),
  tenants: setting(z.boolean().default(true), {
    doc: "Rooms may stand below a name: https://meet.example.org/tenant/room is another room than /room.",
    env: ["ENABLE_SUBDOMAINS"],
    effect: ["reload web", "restart prosody"],
  }),
  audioTranslation: setting(z.boolean().default(false), {
    doc: "Speech can be translated in a call, by the service at focus.translation.urlTemplate.",
    env: ["ENABLE_AUDIO_TRANSLATION"],
    effect: ["reload web", "restart prosody"],
  }),
  maxParticipants: setting(whole(1, 100_000).optional(), {
    doc: "People that a room takes. The stack's own recorders and transcribers do not count.",
    unit: "people",
    env: ["MAX_PARTICIPANTS"],
    effect: ["restart prosody"],
  }),
  permissions: setting(z.array(features).optional(), {
    doc: "What moderators may do whose token says nothing of it. Without the setting: everything but file-upload.",
    effect: ["restart prosody"],
  }),
  waitForHost: group({
    enabled: setting(z.boolean().default(false), {
      doc: "Guests wait in the lobby until somebody who has logged in opens the room. Needs auth.guests and rooms.lobby.",
      effect: ["restart prosody"],
    }),
    autoOwners: setting(z.boolean().default(true), {
      doc: "Who has logged in becomes moderator by that.",
      effect: ["restart prosody"],
    }),
  }),
  filterMessages: setting(z.boolean().default(false), {
    doc: "In rooms that restrict their chat, only those may write whose token allows it.",
    env: ["PROSODY_ENABLE_FILTER_MESSAGES"],
    effect: ["restart prosody"],
  }),
  recordingMetadata: setting(z.boolean().default(true), {
    doc: "Recordings are told who started them and the meeting's number, where people log in with tokens.",
    env: ["PROSODY_ENABLE_RECORDING_METADATA"],
    effect: ["restart prosody"],
  }),
  messageLimit,
  rateLimits,
  resourceValidation,
  visitors,
});
