import { describe, expect, test } from "@jest/globals";
import { configJs } from "../../../config/render/config-js.ts";
import { config, evaluate, include } from "./page.ts";
import { settingsOf } from "./variants.ts";

const codecs = ["AV1", "VP9", "VP8", "H264"];
const mobileCodecs = ["VP8", "VP9", "H264", "AV1"];

const defaults = {
  hosts: { domain: "meet.jitsi", muc: "muc.meet.jitsi" },
  bosh: "https://localhost:8443/http-bind",
  websocket: "wss://localhost:8443/xmpp-websocket",
  bridgeChannel: { preferSctp: true },
  welcomePage: { disabled: false },
  enableClosePage: false,
  prejoinConfig: { enabled: true, hideDisplayName: false, hideExtraJoinButtons: [] },
  hiddenPremeetingButtons: [],
  requireDisplayName: false,
  startWithAudioMuted: false,
  startWithVideoMuted: false,
  startAudioMuted: 10,
  startVideoMuted: 10,
  startSilent: false,
  startLowBandwidthMode: false,
  enableNoAudioDetection: true,
  enableNoisyMicDetection: true,
  enableTalkWhileMuted: false,
  audioQuality: { stereo: false },
  enableOpusRed: false,
  resolution: 720,
  constraints: {
    video: { height: { ideal: 720, max: 720, min: 180 }, width: { ideal: 1280, max: 1280, min: 320 } },
  },
  videoQuality: { codecPreferenceOrder: codecs, mobileCodecPreferenceOrder: mobileCodecs, enableAdaptiveMode: true },
  virtualBackground: { enableV2: true },
  p2p: { enabled: true, codecPreferenceOrder: codecs, mobileCodecPreferenceOrder: mobileCodecs },
  enableTcc: true,
  enableRemb: true,
  enableIceRestart: false,
  enableCalendarIntegration: false,
  giphy: { enabled: false },
  localRecording: { notifyAllParticipants: false, disable: false, disableSelfRecording: false },
  analytics: { rtcstatsEnabled: false },
  e2eping: { enabled: false },
  disableProfile: false,
  disableReactions: false,
  disablePolls: false,
  remoteVideoMenu: { disabled: false, disableKick: false, disableGrantModerator: false },
  disableAudioLevels: false,
  disableAP: false,
  disableAGC: false,
  disableSimulcast: false,
  deeplinking: { disabled: false },
  breakoutRooms: { hideAddRoomButton: false },
  transcription: { enabled: false, disableClosedCaptions: true },
};

describe("config.js", () => {
  test("by default", () => {
    expect(config()).toEqual(defaults);
  });

  test("is one script in which nothing but the tenant's include begins with <", () => {
    const parts = configJs(settingsOf()).split(include);
    expect(parts).toHaveLength(2);
    expect(parts.filter((part) => part.includes("<"))).toEqual([]);
  });

  test("the endpoints are at the public URL, with its scheme and port", () => {
    expect(config({ general: { publicUrl: "https://meet.example.org/" } })).toMatchObject({
      bosh: "https://meet.example.org/http-bind",
      websocket: "wss://meet.example.org/xmpp-websocket",
    });
    expect(config({ tls: { mode: "off" }, http: { port: 8080 } })).toMatchObject({
      bosh: "http://localhost:8080/http-bind",
      websocket: "ws://localhost:8080/xmpp-websocket",
    });
  });

  test("without websocket there is BOSH only", () => {
    const { websocket, ...rest } = defaults;
    expect(websocket).toBe("wss://localhost:8443/xmpp-websocket");
    expect(config({ xmpp: { websocket: false } })).toEqual(rest);
    expect(config({ xmpp: { websocket: false } }, "acme/")).not.toHaveProperty("websocket");
  });

  test("a feature that is off for the stack's rooms is not offered by the page", () => {
    const rooms = { polls: false, breakoutRooms: false, audioTranslation: true };
    expect(config({ rooms })).toEqual({
      ...defaults,
      disablePolls: true,
      breakoutRooms: { hideAddRoomButton: true },
      audioTranslation: { enabled: true },
    });
  });
});

describe("tenants", () => {
  test("a tenant has rooms and endpoints of its own", () => {
    expect(config({}, "My.Team_1/")).toEqual({
      ...defaults,
      hosts: { domain: "meet.jitsi", muc: "muc.my_team_1.meet.jitsi" },
      bosh: "https://localhost:8443/My.Team_1/http-bind",
      websocket: "wss://localhost:8443/My.Team_1/xmpp-websocket",
    });
  });

  test("a copy that did not come through nginx's includes has no tenant", () => {
    expect(evaluate(configJs(settingsOf()))).toEqual(defaults);
  });

  test("without tenants all addresses have the same rooms, and nothing waits for an include", () => {
    const script = configJs(settingsOf({ rooms: { tenants: false } }));
    expect(script.includes("<")).toBe(false);
    expect(evaluate(script)).toEqual(defaults);
  });

  test("a relative BOSH address is relative to the tenant's, too", () => {
    const web = { connection: { relativeBosh: true } };
    expect(config({ web }, "acme/")).toMatchObject({
      bosh: "/acme/http-bind",
      websocket: "wss://localhost:8443/acme/xmpp-websocket",
    });
  });
});

describe("web.extraConfig", () => {
  test("has the last word", () => {
    const extraConfig = 'config.resolution = 1080; config.subject = "a\\x3c/script>"; // end';
    expect(config({ web: { extraConfig, config: { subject: "b" } } })).toEqual({
      ...defaults,
      resolution: 1080,
      subject: "a</script>",
    });
  });

  test.each([
    ['config.subject = "</SCRIPT>";', "web.extraConfig: must not contain </SCRIPT"],
    ['x = "<!--# include virtual=/etc/passwd -->"', "web.extraConfig: must not contain <!--"],
    ["x = '<script>'", "web.extraConfig: must not contain <script"],
    ["config.a = {", "web.extraConfig: is not JavaScript: Unexpected end of input"],
    ["} {", "web.extraConfig: is not JavaScript: Unexpected token '}'"],
  ])("%j is refused", (extraConfig, message) => {
    expect(() => configJs(settingsOf({ web: { extraConfig } }))).toThrow(message);
  });
});
