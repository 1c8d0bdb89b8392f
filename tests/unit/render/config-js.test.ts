import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { configJs } from "../../../config/render/config-js.ts";
import { settingsOf } from "./variants.ts";

const include = '<!--# echo var="subdir" default="" -->';

/** The configuration that a browser gets when nginx puts `subdir` in. */
function config(input: object = {}, subdir = ""): unknown {
  const script = configJs(settingsOf(input));
  expect(script.split(include)).toHaveLength(2);
  return evaluate(script.replace(include, subdir));
}

function evaluate(script: string): unknown {
  return JSON.parse(String(runInNewContext(`${script}\nJSON.stringify(config)`)));
}

const defaults = {
  hosts: { domain: "meet.jitsi", muc: "muc.meet.jitsi" },
  bosh: "https://localhost:8443/http-bind",
  websocket: "wss://localhost:8443/xmpp-websocket",
  bridgeChannel: { preferSctp: true },
  resolution: 720,
  constraints: {
    video: { height: { ideal: 720, max: 720, min: 180 }, width: { ideal: 1280, max: 1280, min: 320 } },
  },
  startWithAudioMuted: false,
  startWithVideoMuted: false,
  p2p: { enabled: true },
  welcomePage: { disabled: false },
  prejoinConfig: { enabled: true },
  requireDisplayName: false,
};

describe("config.js", () => {
  test("by default", () => {
    expect(config()).toEqual(defaults);
  });

  test("each web setting has its key", () => {
    const web = {
      welcomePage: false,
      prejoinPage: false,
      requireDisplayName: true,
      defaultLanguage: "pt-BR",
      startWithAudioMuted: true,
      startWithVideoMuted: true,
      resolution: 240,
      peerToPeer: false,
    };
    expect(config({ web })).toEqual({
      ...defaults,
      welcomePage: { disabled: true },
      prejoinConfig: { enabled: false },
      requireDisplayName: true,
      defaultLanguage: "pt-BR",
      startWithAudioMuted: true,
      startWithVideoMuted: true,
      resolution: 240,
      constraints: { video: { height: { ideal: 240, max: 240, min: 180 }, width: { ideal: 427, max: 427, min: 320 } } },
      p2p: { enabled: false },
    });
  });

  test("people log in on the main domain, and guests on theirs", () => {
    const { hosts } = defaults;
    expect(config({ auth: { type: "internal" } })).toEqual({
      ...defaults,
      hosts: { ...hosts, authdomain: "meet.jitsi" },
    });
    expect(config({ auth: { type: "internal", guests: true } })).toEqual({
      ...defaults,
      hosts: { ...hosts, authdomain: "meet.jitsi", anonymousdomain: "guest.meet.jitsi" },
    });
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

  test("web.extraConfig has the last word", () => {
    const extraConfig = 'config.resolution = 1080; config.subject = "a\\x3c/script>"; // end';
    expect(config({ web: { extraConfig } })).toEqual({ ...defaults, resolution: 1080, subject: "a</script>" });
  });

  test.each([
    ['config.subject = "</SCRIPT>";', "web.extraConfig: must not contain </SCRIPT"],
    ['x = "<!--# include virtual=/etc/passwd -->"', "web.extraConfig: must not contain <!--"],
    ["x = '<script>'", "web.extraConfig: must not contain <script"],
    ["config.a = {", "web.extraConfig: is not JavaScript: Unexpected end of input"],
    ["} {", "web.extraConfig: is not JavaScript: Unexpected token '}'"],
  ])("web.extraConfig %j is refused", (extraConfig, message) => {
    expect(() => configJs(settingsOf({ web: { extraConfig } }))).toThrow(message);
  });
});
