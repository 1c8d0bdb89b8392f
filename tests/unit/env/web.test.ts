import { describe, expect, test } from "@jest/globals";
import { importVariables } from "../../../config/env-file.ts";

/** The settings that a file comes to. */
function settings(text: string): Record<string, unknown> {
  return Object.fromEntries(importVariables(text).flatMap(({ values }) => [...values]));
}

/** Answers by variable, without their reasons. */
function answers(text: string): Record<string, string> {
  return Object.fromEntries(importVariables(text).map(({ answer }) => [answer.variable, answer.answer]));
}

describe("variables of the web page", () => {
  test("buttons, with those left out that the page no longer has", () => {
    expect(settings("TOOLBAR_BUTTONS=microphone,camera,hangup")).toEqual({
      "web.toolbarButtons": ["microphone", "camera", "hangup"],
    });
    expect(settings("TOOLBAR_BUTTONS=microphone,videobackgroundblur")).toEqual({
      "web.toolbarButtons": ["microphone"],
    });
    expect(answers("TOOLBAR_BUTTONS=microfone")).toEqual({ TOOLBAR_BUTTONS: "refused" });
  });

  test("what is switched off by name is a setting that is false", () => {
    const text = "DISABLE_DEEP_LINKING=1\nDISABLE_KICKOUT=true\nDISABLE_AUDIO_LEVELS=0\nDISABLE_LOCAL_RECORDING=yes";
    expect(settings(text)).toEqual({
      "web.deepLinking.enabled": false,
      "web.participantMenu.kick": false,
      "web.audio.levels": true,
      "web.localRecording.enabled": false,
    });
  });

  test("codecs, as docker-jitsi-meet pastes them", () => {
    expect(
      settings(`CODEC_ORDER_JVB='["VP9", "VP8"]'\nCODEC_ORDER_JVB_MOBILE=["H264"]\nCODEC_ORDER_P2P=AV1,VP8`),
    ).toEqual({
      "web.video.codecs": ["VP9", "VP8"],
      "web.video.mobileCodecs": ["H264"],
      "web.peerToPeer.codecs": ["AV1", "VP8"],
    });
    expect(answers('CODEC_ORDER_JVB=["VP10"]')).toEqual({ CODEC_ORDER_JVB: "refused" });
  });

  test("the 24 bitrates take effect here, each in the place that the page reads", () => {
    const codecs = ["AV1", "H264", "VP8", "VP9"];
    const levels = ["LOW", "STANDARD", "HIGH", "FULL", "ULTRA", "SS_HIGH"];
    const names = codecs.flatMap((codec) => levels.map((level) => `VIDEOQUALITY_BITRATE_${codec}_${level}`));
    const text = names.map((name, index) => `${name}=${String(100000 + index)}`).join("\n");
    expect(new Set(Object.values(answers(text)))).toEqual(new Set(["translated"]));
    expect(Object.keys(settings(text))).toHaveLength(24);
    expect(settings("VIDEOQUALITY_BITRATE_VP9_SS_HIGH=2500000")).toEqual({
      "web.video.maxBitrates.vp9.screenShareHigh": 2500000,
    });
  });

  test("frame rates count only where they are not left to the browser", () => {
    const rates = "DESKTOP_SHARING_FRAMERATE_MIN=10\nDESKTOP_SHARING_FRAMERATE_MAX=20";
    expect(settings(rates)).toEqual({});
    expect(settings(`DESKTOP_SHARING_FRAMERATE_AUTO=1\n${rates}`)).toEqual({});
    expect(settings(`DESKTOP_SHARING_FRAMERATE_AUTO=0\n${rates}`)).toEqual({
      "web.screenSharing.minFrameRate": 10,
      "web.screenSharing.maxFrameRate": 20,
    });
    expect(settings("DESKTOP_SHARING_FRAMERATE_AUTO=0\nDESKTOP_SHARING_FRAMERATE_MAX=30")).toEqual({
      "web.screenSharing.minFrameRate": 5,
      "web.screenSharing.maxFrameRate": 30,
    });
  });

  test("the recommended extension is taken apart", () => {
    const id = "abcdefgh".repeat(4);
    const banner = { url: "https://example.org/x", chromeExtensionsInfo: [{ id, path: "icon.png" }] };
    expect(settings(`CHROME_EXTENSION_BANNER_JSON='${JSON.stringify(banner)}'`)).toEqual({
      "web.integrations.chromeExtension.url": "https://example.org/x",
      "web.integrations.chromeExtension.known": [`${id}/icon.png`],
    });
    expect(answers("CHROME_EXTENSION_BANNER_JSON='{url: x}'")).toEqual({ CHROME_EXTENSION_BANNER_JSON: "refused" });
  });

  test("names that the page has changed since, and slips of docker-jitsi-meet", () => {
    const text = [
      "START_AUDIO_ONLY=1",
      "E2EPING_MAX_MESSAGE_PER_SECOND=100",
      "ENABLE_LOCAL_RECORDING_SELF_START=1",
      "DISABLE_PRIVATE_CHAT=1",
    ].join("\n");
    expect(settings(text)).toEqual({
      "web.startLowBandwidth": true,
      "web.e2ePing.maxMessagesPerSecond": 100,
      "web.localRecording.ownStreams": true,
      "web.participantMenu.privateChat": "nobody",
    });
    expect(new Set(Object.values(answers(text)))).toEqual(new Set(["translated"]));
  });

  test("what the page no longer reads is ignored, whatever it is", () => {
    const names = [
      "GOOGLE_ANALYTICS_ID",
      "ENABLE_ICE_RESTART_ON_NETWORK_CHANGE",
      "ENABLE_STATS_ID",
      "JVB_PREFER_SCTP",
      "ENABLE_AUTH_DOMAIN",
      "P2P_PREFERRED_CODEC",
      "VIDEOQUALITY_PREFERRED_CODEC",
      "WEB_CONFIG_PREFIX",
    ];
    const text = names.map((name) => `${name}=1`).join("\n");
    expect(answers(text)).toEqual(Object.fromEntries(names.map((name) => [name, "ignored"])));
  });

  test("of two sources of branding, the one that docker-jitsi-meet reads", () => {
    const data = "BRANDING_DATA_URL=https://example.org/data";
    expect(settings(data)).toEqual({ "web.branding.dataUrl": "https://example.org/data" });
    expect(settings(`DYNAMIC_BRANDING_URL=https://example.org/b.json\n${data}`)).toEqual({
      "web.branding.dynamicUrl": "https://example.org/b.json",
    });
  });
});
