import type { Settings } from "../../settings/index.ts";
import { type JsObject, present } from "./object.ts";

/** What browsers are asked of cameras, screens and each other, as far as it is made of several settings. */
export function mediaConfig({ web }: Settings): JsObject {
  const { peerToPeer, video } = web;
  return present({
    constraints: constraints(video),
    desktopSharingFrameRate: frameRate(web),
    p2p: present({
      codecPreferenceOrder: peerToPeer.codecs ?? video.codecs,
      mobileCodecPreferenceOrder: peerToPeer.mobileCodecs ?? video.mobileCodecs,
      stunServers: peerToPeer.stunServers?.map((server) => ({ urls: `stun:${server}` })),
    }),
  });
}

/** Width of a picture of this height, in the shape of a screen. */
export function usualWidth(height: number): number {
  return Math.round((height * 16) / 9);
}

function constraints({ height, minHeight, minWidth, ...video }: Settings["web"]["video"]): JsObject {
  const width = video.width ?? usualWidth(height);
  return {
    video: {
      height: { ideal: height, max: height, min: minHeight },
      width: { ideal: width, max: width, min: minWidth },
    },
  };
}

function frameRate({ screenSharing: { minFrameRate, maxFrameRate } }: Settings["web"]): JsObject | undefined {
  return minFrameRate === undefined && maxFrameRate === undefined
    ? undefined
    : {
        min: minFrameRate ?? Math.min(5, maxFrameRate ?? 5),
        max: maxFrameRate ?? Math.max(5, minFrameRate ?? 5),
      };
}
