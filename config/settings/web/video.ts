import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";
import { codec, codecs, effect } from "./types.ts";

/** Upper limits of what one person sends, for one codec. Docker-jitsi-meet's variables for them never reached the page. */
function bitrates(name: "AV1" | "H264" | "VP8" | "VP9") {
  const limit = (doc: string, variable: string) =>
    setting(whole(1000, 100_000_000).optional(), {
      doc: `Most that ${doc} may take in ${name}.`,
      unit: "bit/s",
      env: [`VIDEOQUALITY_BITRATE_${name}_${variable}`],
      effect,
    });
  return group({
    low: limit("video of 180 lines", "LOW"),
    standard: limit("video of 360 lines", "STANDARD"),
    high: limit("video of 720 lines", "HIGH"),
    fullHd: limit("video of 1080 lines", "FULL"),
    ultraHd: limit("video of 2160 lines", "ULTRA"),
    screenShareHigh: limit("a shared screen", "SS_HIGH"),
  });
}

/** What browsers do with the video of cameras. */
export const video = group({
  height: setting(z.int().min(180).max(2160).default(720), {
    doc: "Height of the video that browsers are asked to send.",
    unit: "pixels",
    env: ["RESOLUTION"],
    effect,
  }),
  width: setting(whole(180, 3840).optional(), {
    doc: "Width of that video.",
    unit: "pixels",
    env: ["RESOLUTION_WIDTH"],
    derivedDefault: "16/9 of web.video.height",
    effect,
  }),
  minHeight: setting(whole(1, 2160).default(180), {
    doc: "Cameras that cannot give this height are not used.",
    unit: "pixels",
    env: ["RESOLUTION_MIN"],
    effect,
  }),
  minWidth: setting(whole(1, 3840).default(320), {
    doc: "Cameras that cannot give this width are not used.",
    unit: "pixels",
    env: ["RESOLUTION_WIDTH_MIN"],
    effect,
  }),
  simulcast: setting(z.boolean().default(true), {
    doc: "Send video in several sizes at once, so that each receiver gets one that suits. Off only for a lab.",
    env: ["ENABLE_SIMULCAST"],
    effect,
  }),
  adaptiveMode: setting(z.boolean().default(true), {
    doc: "A browser whose processor is too slow changes to a lighter codec, or receives less video.",
    env: ["ENABLE_ADAPTIVE_MODE"],
    effect,
  }),
  codecs: setting(codecs.default(["AV1", "VP9", "VP8", "H264"]), {
    doc: "Codecs on computers, the best one first. What not everybody in a call can do is left out there.",
    effect,
  }),
  mobileCodecs: setting(codecs.default(["VP8", "VP9", "H264", "AV1"]), {
    doc: "Codecs on telephones, the best one first.",
    effect,
  }),
  screenShareCodec: setting(codec.optional(), {
    doc: "Codec of shared screens on computers.",
    derivedDefault: "AV1 where the browser has it",
    effect,
  }),
  mobileScreenShareCodec: setting(codec.optional(), {
    doc: "Codec of shared screens on telephones.",
    effect,
  }),
  maxBitrates: group({
    av1: bitrates("AV1"),
    h264: bitrates("H264"),
    vp8: bitrates("VP8"),
    vp9: bitrates("VP9"),
  }),
  receiveLastN: setting(whole(-1).optional(), {
    doc: "A browser receives the video of at most this many people: those who spoke last. -1: of all.",
    unit: "people",
    derivedDefault: "-1",
    effect,
  }),
  fullResolutionTiles: setting(whole(-1).optional(), {
    doc: "With at most this many tiles, video comes in its full size. -1: a tile's size alone decides.",
    unit: "people",
    derivedDefault: "2",
    effect,
  }),
});

/** The background behind a person. */
export const virtualBackground = group({
  enabled: setting(z.boolean().optional(), {
    doc: "People can blur or replace what is behind them.",
    derivedDefault: "true",
    effect,
  }),
  ownImages: setting(z.boolean().optional(), {
    doc: "People can use images of their own for that.",
    derivedDefault: "true",
    effect,
  }),
  v2: setting(z.boolean().default(true), {
    doc: "The newer way to find the person in the picture, which is finer and needs less computing time.",
    env: ["ENABLE_VIRTUAL_BACKGROUND_V2"],
    effect,
  }),
});
