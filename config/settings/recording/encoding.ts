import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

const effect = ["restart jibri"] as const;

const preset = z.enum([
  "ultrafast",
  "superfast",
  "veryfast",
  "faster",
  "fast",
  "medium",
  "slow",
  "slower",
  "veryslow",
  "placebo",
]);

/** Width and height, even: the encoder stores colours for squares of four pixels. */
const resolution = z.string().refine((text) => {
  const [, width = "", height = ""] = /^(\d{3,4})x(\d{3,4})$/.exec(text) ?? [];
  const [w, h] = [Number(width), Number(height)];
  return w >= 640 && w <= 3840 && h >= 360 && h <= 2160 && w % 2 === 0 && h % 2 === 0;
}, "must be width and height, even numbers from 640x360 to 3840x2160, such as 1280x720");

/** How a recording looks, and what it takes. */
export const encoding = {
  resolution: setting(resolution.default("1280x720"), {
    doc: "Size of the picture that is recorded and streamed.",
    env: ["JIBRI_RECORDING_RESOLUTION"],
    effect,
  }),
  framerate: setting(whole(1, 60).default(30), {
    doc: "Pictures a second in a recording or live stream.",
    env: ["JIBRI_RECORDING_FRAMERATE"],
    effect,
  }),
  queueSize: setting(whole(8, 65536).default(4096), {
    doc: "Pictures and pieces of sound that may wait for the encoder.",
    env: ["JIBRI_RECORDING_QUEUE_SIZE"],
    effect,
  }),
  streamingMaxBitrate: setting(whole(100, 50000).default(2976), {
    doc: "Highest bit rate of a live stream. Its buffer holds two seconds of it.",
    unit: "kbit/s",
    effect,
  }),
  encodePreset: group({
    recording: setting(preset.default("ultrafast"), {
      doc: "x264 preset of recordings: a slower one takes more processor time and makes smaller files.",
      env: ["JIBRI_RECORDING_VIDEO_ENCODE_PRESET_RECORDING"],
      effect,
    }),
    streaming: setting(preset.default("veryfast"), {
      doc: "x264 preset of live streams: a slower one takes more processor time and looks better.",
      env: ["JIBRI_RECORDING_VIDEO_ENCODE_PRESET_STREAMING"],
      effect,
    }),
  }),
  constantRateFactor: setting(whole(0, 51).default(25), {
    doc: "Quality of the picture: 0 loses nothing, 51 is the worst.",
    env: ["JIBRI_RECORDING_CONSTANT_RATE_FACTOR"],
    effect,
  }),
};
