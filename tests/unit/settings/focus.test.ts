import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const focus = (settings: object, more: object = {}) => problemsOf(raw({ focus: settings, ...more }));

describe("jicofo", () => {
  it("keeps a codec for video", () => {
    expect(focus({ codecs: { vp8: false, vp9: false, av1: false, h264: false } })).toEqual([
      {
        path: "focus.codecs.vp8",
        value: false,
        reason: "leaves no codec for video: vp9, av1 and h264 are off, too",
        fix: "pulumi config set --path focus.codecs.vp8 true",
      },
    ]);
    expect(focus({ codecs: { vp8: false, vp9: false, av1: false } })).toEqual([]);
  });

  it("allows no more groups of streams than streams", () => {
    expect(focus({ conference: { maxSsrcsPerUser: 10, maxSsrcGroupsPerUser: 11 } })).toEqual([
      {
        path: "focus.conference.maxSsrcGroupsPerUser",
        value: 11,
        reason: "is more than focus.conference.maxSsrcsPerUser (10): a group has two streams at least",
        fix: "pulumi config set --path focus.conference.maxSsrcGroupsPerUser 10",
      },
    ]);
  });

  it("believes a bridge's word only where it checks bridges", () => {
    expect(focus({ bridgeHealth: { checks: false, usePresence: true } })).toEqual([
      {
        path: "focus.bridgeHealth.usePresence",
        value: true,
        reason: "needs focus.bridgeHealth.checks, which is off",
        fix: "pulumi config set --path focus.bridgeHealth.checks true",
      },
    ]);
  });

  it.each([
    [{ strategy: "regionBased" }, "strategy", "europe"],
    [{ strategy: "intraRegion" }, "strategy", "europe"],
    [{ regionGroups: [["eu", "us"]] }, "regionGroups", "eu"],
  ])("goes by regions, %p, only where the bridges have one", (bridgeSelection, asked, example) => {
    expect(focus({ bridgeSelection })).toEqual([
      {
        path: "bridge.region",
        reason: `is missing: focus.bridgeSelection.${asked} goes by it`,
        fix: `pulumi config set --path bridge.region ${example}`,
      },
    ]);
    expect(focus({ bridgeSelection }, { bridge: { region: "eu" } })).toEqual([]);
  });

  it("puts a region into one group", () => {
    const regionGroups = [
      ["eu", "us"],
      ["ap", "eu"],
    ];
    expect(focus({ bridgeSelection: { regionGroups } }, { bridge: { region: "eu" } })).toEqual([
      {
        path: "focus.bridgeSelection.regionGroups[1][1]",
        value: "eu",
        reason: "is named twice",
        fix: "pulumi config rm --path 'focus.bridgeSelection.regionGroups[1][1]'",
      },
    ]);
  });

  it("does not take recorders for people", () => {
    const problems = focus({ trustedDomains: ["a.example.org"] }, { transcription: { enabled: true } });
    expect(problems.filter(({ path }) => path.startsWith("focus."))).toEqual([
      {
        path: "focus.trustedDomains",
        value: ["a.example.org"],
        reason: "must hold hidden.meet.jitsi: else jicofo takes recorders and transcribers for people",
        fix: "pulumi config rm --path focus.trustedDomains && pulumi config set --path 'focus.trustedDomains[0]' a.example.org && pulumi config set --path 'focus.trustedDomains[1]' hidden.meet.jitsi",
      },
    ]);
    expect(focus({ trustedDomains: ["a.example.org"] })).toEqual([]);
  });

  it("has a service to send speech to, and the secret that opens it", () => {
    expect(focus({ translation: { accessClientId: "id" } })).toEqual([
      {
        path: "focus.translation.accessClientId",
        reason: "has no use: focus.translation.urlTemplate names no service",
        fix: "pulumi config rm --path focus.translation.accessClientId",
      },
    ]);
    const translation = { urlTemplate: "wss://translate.example.org/{{MEETING_ID}}", accessClientId: "id" };
    expect(focus({ translation })).toEqual([
      {
        path: "secrets.translationAccessSecret",
        reason: "is missing: focus.translation.accessClientId is of no use without it",
        fix: "pulumi config set --secret --path secrets.translationAccessSecret",
      },
    ]);
    expect(focus({ translation }, { secrets: { translationAccessSecret: encrypted } })).toEqual([]);
    expect(problemsOf(raw({ rooms: { audioTranslation: true } }))).toEqual([
      {
        path: "focus.translation.urlTemplate",
        reason: "is missing: rooms.audioTranslation needs the service that translates",
        fix: "pulumi config set --path focus.translation.urlTemplate 'wss://translate.example.org/{{MEETING_ID}}'",
      },
    ]);
  });

  it.each(["translate.example.org", "wss://translate.example.org/", "wss://translate.example.org/ {{MEETING_ID}}"])(
    "does not send speech to %p",
    (urlTemplate) => {
      expect(focus({ translation: { urlTemplate } }).map(({ path, reason }) => [path, reason])).toEqual([
        [
          "focus.translation.urlTemplate",
          "must be a WebSocket URL with {{MEETING_ID}} in it, such as wss://translate.example.org/{{MEETING_ID}}",
        ],
      ]);
    },
  );
});
