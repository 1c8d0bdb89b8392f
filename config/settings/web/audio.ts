import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";
import { effect } from "./types.ts";

const sounds = [
  "ASKED_TO_UNMUTE_SOUND",
  "E2EE_OFF_SOUND",
  "E2EE_ON_SOUND",
  "INCOMING_MSG_SOUND",
  "KNOCKING_PARTICIPANT_SOUND",
  "LIVE_STREAMING_OFF_SOUND",
  "LIVE_STREAMING_ON_SOUND",
  "NOISY_AUDIO_INPUT_SOUND",
  "NO_AUDIO_SIGNAL_SOUND",
  "OUTGOING_CALL_EXPIRED_SOUND",
  "OUTGOING_CALL_REJECTED_SOUND",
  "OUTGOING_CALL_RINGING_SOUND",
  "OUTGOING_CALL_START_SOUND",
  "PARTICIPANT_JOINED_SOUND",
  "PARTICIPANT_LEFT_SOUND",
  "RAISE_HAND_SOUND",
  "REACTION_SOUND",
  "RECORDING_OFF_SOUND",
  "RECORDING_ON_SOUND",
  "TALK_WHILE_MUTED_SOUND",
] as const;

/** What browsers do with sound. */
export const audio = group({
  levels: setting(z.boolean().default(true), {
    doc: "Show who speaks how loud. Off saves computing time.",
    effect,
  }),
  noAudioDetection: setting(z.boolean().default(true), {
    doc: "Tell people whose microphone gives no sound.",
    env: ["ENABLE_NO_AUDIO_DETECTION"],
    effect,
  }),
  noisyMicDetection: setting(z.boolean().default(true), {
    doc: "Tell people whose microphone gives nothing but noise.",
    env: ["ENABLE_NOISY_MIC_DETECTION"],
    effect,
  }),
  talkWhileMutedHint: setting(z.boolean().default(false), {
    doc: "Tell people who speak while their microphone is off.",
    env: ["ENABLE_TALK_WHILE_MUTED"],
    effect,
  }),
  processing: setting(z.boolean().default(true), {
    doc: "Browsers work on the sound of a microphone. Off: echo, noise and loudness stay as they are, which suits music.",
    env: ["ENABLE_AUDIO_PROCESSING"],
    effect,
  }),
  gainControl: setting(z.boolean().default(true), {
    doc: "Browsers make quiet voices louder.",
    env: ["ENABLE_AUTOMATIC_GAIN_CONTROL"],
    effect,
  }),
  echoCancellation: setting(z.boolean().optional(), {
    doc: "Browsers take the sound of the loudspeaker out of that of the microphone.",
    derivedDefault: "true",
    effect,
  }),
  noiseSuppression: setting(z.boolean().optional(), {
    doc: "Browsers take noise out of the sound of a microphone.",
    derivedDefault: "true",
    effect,
  }),
  stereo: setting(z.boolean().default(false), {
    doc: "Send sound in stereo, as music wants it. Switches the processing of sound off.",
    env: ["ENABLE_STEREO"],
    effect,
  }),
  opusBitrate: setting(whole(6000, 510000).optional(), {
    doc: "Most that a microphone's sound may take. Without it: what the browser thinks right.",
    unit: "bit/s",
    env: ["AUDIO_QUALITY_OPUS_BITRATE"],
    effect,
  }),
  opusRed: setting(z.boolean().default(false), {
    doc: "Send sound twice, so that lost packets are not heard. Needs more bandwidth.",
    env: ["ENABLE_OPUS_RED"],
    effect,
  }),
  opusDtx: setting(z.boolean().optional(), {
    doc: "Send no sound while nobody speaks.",
    derivedDefault: "false",
    effect,
  }),
  disabledSounds: setting(z.array(z.enum(sounds)).optional(), {
    doc: "Sounds of the page that are not played, such as PARTICIPANT_JOINED_SOUND.",
    effect,
  }),
});
