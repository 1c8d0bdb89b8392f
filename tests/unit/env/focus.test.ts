import { describe, expect, it } from "@jest/globals";
import { focusVariables } from "../../../config/env/focus.ts";
import { allSettings } from "../../../config/registry.ts";
import { importVariables } from "../../../config/env-file.ts";

const none: ReadonlyMap<string, string> = new Map();
const verdict = (name: string, value: string) => focusVariables[name]?.decide?.(value, none);
const made = (name: string, value: string) => {
  const result = verdict(name, value);
  return result?.answer === "translated" ? result.value : result;
};
const refused = (reason: string) => ({ answer: "refused", reason });

describe("time spans", () => {
  const name = "JICOFO_CONF_SINGLE_PARTICIPANT_TIMEOUT";

  it.each([
    ["20 seconds", 20],
    ["20s", 20],
    ["1 minute", 60],
    ["2m", 120],
    ["1.5 minutes", 90],
    ["3 hours", 10800],
    ["1 day", 86400],
    ["20000 ms", 20],
    ["20000 milliseconds", 20],
  ])("%s is %p seconds", (text, seconds) => {
    expect(made(name, text)).toBe(seconds);
  });

  it("without a unit are seconds, not the milliseconds that docker-jitsi-meet makes of them", () => {
    expect(verdict(name, "20")).toEqual({
      answer: "translated",
      setting: "focus.conference.singleParticipantTimeout",
      value: 20,
      reason: "20 seconds are meant; docker-jitsi-meet would make milliseconds of it",
    });
  });

  it.each(["soon", "20 parsecs", "-1 seconds", "0", "10 ms"])("%s is none", (text) => {
    expect(verdict(name, text)).toEqual(refused("must be a time span with its unit, such as 15 seconds"));
  });
});

describe("parts", () => {
  it.each([
    ["BRIDGE_AVG_PARTICIPANT_STRESS", "0.01", 10, "thousandths"],
    ["BRIDGE_AVG_PARTICIPANT_STRESS", "0.0025", 3, "rounded to whole thousandths"],
    ["BRIDGE_STRESS_THRESHOLD", "0.8", 80, "percent"],
    ["BRIDGE_STRESS_THRESHOLD", "1", 100, "percent"],
    ["JICOFO_ICE_FAILURE_THRESHOLD", ".07", 7, "percent"],
  ])("%s=%s is %p", (name, text, value, reason) => {
    expect(verdict(name, text)).toMatchObject({ answer: "translated", value, reason });
  });

  it.each(["0", "1.5", "-0.1", "ten", "1e-2"])("%s is none", (text) => {
    expect(verdict("BRIDGE_STRESS_THRESHOLD", text)).toEqual(refused("must be a number above 0, and 1 at most"));
  });
});

describe("the choice of bridges", () => {
  it.each([
    ["SingleBridgeSelectionStrategy", "singleBridge"],
    ["SplitBridgeSelectionStrategy", "split"],
    ["RegionBasedBridgeSelectionStrategy", "regionBased"],
    ["org.jitsi.jicofo.bridge.IntraRegionBridgeSelectionStrategy", "intraRegion"],
  ])("%s is %s", (text, strategy) => {
    expect(made("OCTO_BRIDGE_SELECTION_STRATEGY", text)).toBe(strategy);
  });

  it("is one of jicofo's classes", () => {
    expect(verdict("OCTO_BRIDGE_SELECTION_STRATEGY", "BestBridge")).toEqual(
      refused(
        "must be one of SingleBridgeSelectionStrategy, SplitBridgeSelectionStrategy, RegionBasedBridgeSelectionStrategy, IntraRegionBridgeSelectionStrategy",
      ),
    );
  });

  it("takes groups of regions, without those of one", () => {
    expect(made("JICOFO_BRIDGE_REGION_GROUPS", '["eu","us"],["ap"], ["af", "sa"]')).toEqual([
      ["eu", "us"],
      ["af", "sa"],
    ]);
    const reason = 'must be lists of regions, such as ["eu","us"],["ap","au"]';
    expect(verdict("JICOFO_BRIDGE_REGION_GROUPS", "eu,us")).toEqual(refused(reason));
    expect(verdict("JICOFO_BRIDGE_REGION_GROUPS", '"eu","us"')).toEqual(refused(reason));
  });
});

describe("delays", () => {
  it.each([
    ["{ 50: 500 }", { "50": 500 }],
    ['{ 50 = 500, "100": 1000 }', { "50": 500, "100": 1000 }],
    ["{\n 50: 500\n 100: 1000\n}", { "50": 500, "100": 1000 }],
    ["{}", {}],
  ])("%s are numbers of people and milliseconds", (text, value) => {
    expect(made("JICOFO_CONF_SOURCE_SIGNALING_DELAYS", text)).toEqual(value);
  });

  it.each(["500", "{ 50: 5 seconds }", "{ include }"])("%s are none", (text) => {
    expect(verdict("JICOFO_CONF_SOURCE_SIGNALING_DELAYS", text)).toEqual(
      refused("must be numbers of people and milliseconds, such as { 50: 500 }"),
    );
  });
});

describe("error reports", () => {
  it("go where the DSN says, and are on then", () => {
    expect(verdict("JICOFO_SENTRY_DSN", '"https://a@sentry.example.org/1"')).toEqual({
      answer: "translated",
      setting: "secrets.jicofoSentryDsn",
      value: "https://a@sentry.example.org/1",
      also: { "focus.sentry": true },
      reason: "turns focus.sentry on",
    });
  });

  it.each(["0", '"0"', "false"])("are off with %s", (text) => {
    expect(verdict("JICOFO_SENTRY_DSN", text)).toEqual({ answer: "ignored", reason: "0 reports to nobody" });
  });
});

describe("memory", () => {
  it.each([
    ["3072m", 4389],
    ["1g", 1463],
    ["1G", 1463],
    ["2097152k", 2926],
    ["1073741824", 1463],
  ])("a Java heap of %s is 70 %% of %p MiB", (text, value) => {
    expect(made("JICOFO_MAX_MEMORY", text)).toBe(value);
  });

  it("is at least what jicofo needs, and a size", () => {
    expect(made("JICOFO_MAX_MEMORY", "128m")).toBe(384);
    expect(verdict("JICOFO_MAX_MEMORY", "lots")).toEqual(refused("must be a size as Java writes it, such as 3072m"));
  });
});

describe("every variable that is translated", () => {
  it("becomes a value that its setting takes", () => {
    const file = [
      "JICOFO_CONF_INITIAL_PARTICIPANT_WAIT_TIMEOUT=30 seconds",
      "JICOFO_CONF_SOURCE_SIGNALING_DELAYS={ 50: 500 }",
      "BRIDGE_AVG_PARTICIPANT_STRESS=0.005",
      "BRIDGE_STRESS_THRESHOLD=0.7",
      "JICOFO_ICE_FAILURE_THRESHOLD=0.2",
      "OCTO_BRIDGE_SELECTION_STRATEGY=SplitBridgeSelectionStrategy",
      'JICOFO_BRIDGE_REGION_GROUPS=["eu","us"]',
      "JICOFO_MAX_MEMORY=3072m",
      "JICOFO_SENTRY_DSN=https://a@sentry.example.org/1",
    ].join("\n");
    const answers = importVariables(file).map(({ answer }) => [answer.variable, answer.answer]);
    expect(answers.filter(([, answer]) => answer !== "translated")).toEqual([]);
  });

  it("names a setting that exists", () => {
    const known = new Set(allSettings().map(({ path }) => path));
    const samples = ["1", "0.5", "10 seconds", "{ 50: 500 }", '["a","b"]', "1g", "SplitBridgeSelectionStrategy"];
    const settings = Object.keys(focusVariables).flatMap((name) =>
      samples.flatMap((value) => {
        const result = verdict(name, value);
        return result?.answer === "translated" ? [result.setting, ...Object.keys(result.also ?? {})] : [];
      }),
    );
    expect(settings.length).toBeGreaterThan(8);
    expect(settings.filter((path) => !known.has(path))).toEqual([]);
  });
});
