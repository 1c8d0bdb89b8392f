import { describe, expect, it } from "@jest/globals";
import { programKeys } from "../../../config/render/hocon-keys.ts";
import { jicofoKeys } from "../../../config/render/jicofo-keys.ts";
import { jvbKeys } from "../../../config/render/jvb-keys.ts";
import { problemsOf, raw } from "./helpers.ts";

const jicofo = (options: object) => problemsOf(raw({ focus: { options } }));
const jvb = (options: object) => problemsOf(raw({ bridge: { options } }));

describe("further keys of a program's file", () => {
  it("are those that the program reads", () => {
    expect(
      jicofo({
        "jicofo.conference.min-participants": 1,
        "jicofo.conference.enable-ice-restart": false,
        "jicofo.bridge.participant-rampup-interval": "30 seconds",
        "jicofo.transcription.http-headers.Authorization": "x",
        "tracing.enabled": true,
      }),
    ).toEqual([]);
    expect(
      jvb({
        "videobridge.ssrc-limit.video": 80,
        "videobridge.cc.assumed-bandwidth-limit": "10 mbps",
        "videobridge.load-management.conference-last-n-limits.20": 10,
        "jmt.debug.packet-loss.incoming.uniform-rate": "5 %",
        "jmt.srtp.protection-profiles": ["SRTP_AEAD_AES_128_GCM"],
        "ice4j.consent-freshness.interval": "3s",
      }),
    ).toEqual([]);
  });

  it("are not misspelt", () => {
    expect(jicofo({ "jicofo.conference.min-participant": 1 })).toEqual([
      {
        path: 'focus.options["jicofo.conference.min-participant"]',
        reason: "is no key that jicofo reads. Did you mean jicofo.conference.min-participants?",
        fix: `pulumi config rm --path 'focus.options["jicofo.conference.min-participant"]' && pulumi config set --path 'focus.options["jicofo.conference.min-participants"]' 1`,
      },
    ]);
  });

  it("are not those of the other program, and no dead ones", () => {
    expect(jvb({ "videobridge.sctp.use-usrsctp": true, "jibri.id": "x" }).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^is no key that jvb reads\./),
      "is no key that jvb reads.",
    ]);
  });

  it("are not those that a setting writes", () => {
    expect(jicofo({ "jicofo.conference.enable-auto-owner": false })).toEqual([
      {
        path: 'focus.options["jicofo.conference.enable-auto-owner"]',
        reason: "is what focus.conference.autoOwner is for",
        fix: `pulumi config rm --path 'focus.options["jicofo.conference.enable-auto-owner"]'`,
      },
    ]);
    const own = (keys: typeof jicofoKeys, problems: typeof jicofo) =>
      keys.map(({ key, setting }) => [setting, problems({ [key]: "x" }).map(({ reason }) => reason)]);
    const said = (keys: typeof jicofoKeys) => keys.map(({ setting }) => [setting, [`is what ${setting} is for`]]);
    expect(own(jicofoKeys, jicofo)).toEqual(said(jicofoKeys));
    expect(own(jvbKeys, jvb)).toEqual(said(jvbKeys));
  });

  it("are not those that the stack's parts rely on", () => {
    const keys = ["jicofo.xmpp.client.password", "jicofo.rest.host", "jicofo.health.enabled"];
    expect(jicofo(Object.fromEntries(keys.map((key) => [key, "x"]))).map(({ reason }) => reason)).toEqual(
      keys.map(() => "is set by the stack: its services rely on it"),
    );
    expect(jvb({ "videobridge.apis.xmpp-client.configs.prosody.PASSWORD": "x" }).map(({ reason }) => reason)).toEqual([
      "is set by the stack: its services rely on it",
    ]);
  });

  it.each([
    [
      "videobridge.health.interval",
      30,
      "a time span with its unit, such as 30 seconds: a bare number would be milliseconds",
      "set --path 'bridge.options[\"videobridge.health.interval\"]' '30 seconds'",
    ],
    [
      "videobridge.health.interval",
      "30 parsecs",
      "a time span with its unit, such as 30 seconds: a bare number would be milliseconds",
      "rm --path 'bridge.options[\"videobridge.health.interval\"]'",
    ],
    [
      "videobridge.version.announce",
      1,
      "true or false",
      "set --path 'bridge.options[\"videobridge.version.announce\"]' true",
    ],
    [
      "jmt.bwe.estimator.max-bw",
      20,
      "a bandwidth with its unit, such as 2500 kbps",
      "rm --path 'bridge.options[\"jmt.bwe.estimator.max-bw\"]'",
    ],
    [
      "videobridge.ssrc-limit.audio",
      "many",
      "a number",
      "rm --path 'bridge.options[\"videobridge.ssrc-limit.audio\"]'",
    ],
    [
      "ice4j.harvest.allowed-interfaces",
      "eth0",
      "a list",
      "rm --path 'bridge.options[\"ice4j.harvest.allowed-interfaces\"]'",
    ],
    ["jmt.audio.red.policy", true, "text", "rm --path 'bridge.options[\"jmt.audio.red.policy\"]'"],
  ])("have a value that the program can read: %s = %p is none", (key, value, text, fix) => {
    expect(jvb({ [key]: value })).toEqual([
      { path: `bridge.options["${key}"]`, value, reason: `must be ${text}`, fix: `pulumi config ${fix}` },
    ]);
  });

  it("have names that stand in no other key's way", () => {
    expect(jicofo({ jicofo: "x", "a.b = 1, c": "x" }).map(({ path, reason }) => [path, reason])).toEqual([
      [
        "focus.options.jicofo",
        "has a name that must be a dotted path of names, such as jicofo.conference.min-participants",
      ],
      [
        'focus.options["a.b = 1, c"]',
        "has a name that must be a dotted path of names, such as jicofo.conference.min-participants",
      ],
    ]);
  });

  it("are found among several hundred", () => {
    expect([programKeys("jicofo").size, programKeys("jvb").size].map((size) => size > 150)).toEqual([true, true]);
  });
});
