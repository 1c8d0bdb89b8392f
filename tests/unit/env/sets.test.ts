import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "@jest/globals";
import type { EnvValues, VariableRule, Verdict } from "../../../config/env/answer.ts";
import { catalogue } from "../../../config/env/catalogue.ts";
import { variableRules } from "../../../config/env/rules.ts";
import { parseEnvFile } from "../../../config/env-file.ts";
import { allSettings } from "../../../config/registry.ts";

const handbook = readFileSync(join(import.meta.dirname, "../../fixtures/handbook.env"), "utf8");

/** Values of which each rule that sets something takes those that show all it may set. */
const examples = [
  "1",
  "0",
  "10",
  "0.5",
  "300000",
  "true",
  "internal",
  "stable",
  "10 seconds",
  "5 - 200",
  "10kb/s",
  "5.0 - 200.0",
  "G1GC",
  "meet.example.org",
  "meet.example.org:443",
  "letsencrypt_test",
  "https://meet.example.org",
  "ldaps://one.example.org ldaps://two.example.org",
  "192.0.2.1",
  "192.0.2.0/24",
  'option = "text"',
  "key=value",
  "muc_wait_for_host,some_module",
  "camera,info",
  '["eu","us"]',
  "{ 50: 500 }",
  "SplitBridgeSelectionStrategy",
  '{ "url": "https://a", "edgeUrl": "https://b", "chromeExtensionsInfo": [{ "id": "c", "path": "d" }] }',
  ...parseEnvFile(handbook).map(({ value }) => value),
];

/** A file in which every variable is on. */
class EverythingOn extends Map<string, string> {
  override get(): string {
    return "1";
  }

  override has(): boolean {
    return true;
  }
}

/** What else may be in the file: a rule may look at what is on. */
const surroundings: readonly EnvValues[] = [
  new Map(),
  new Map([["ENABLE_AUTH", "1"]]),
  new Map([["ENABLE_LETSENCRYPT", "1"]]),
  new EverythingOn(),
  ...["ldap", "jwt", "matrix", "hybrid_matrix_token"].map(
    (type) =>
      new Map([
        ["ENABLE_AUTH", "1"],
        ["AUTH_TYPE", type],
        ["XMPP_MUC_MODULES", "muc_allowners"],
      ]),
  ),
];

function pathsOf(verdict: Verdict | undefined): readonly string[] {
  switch (verdict?.answer) {
    case "translated":
      return [verdict.setting, ...Object.keys(verdict.also ?? {})];
    case "text":
      return [verdict.setting];
    default:
      return [];
  }
}

/** Settings that a rule sets with any of the examples. */
function foundOf({ decide }: VariableRule): ReadonlySet<string> {
  return new Set(surroundings.flatMap((file) => examples.flatMap((value) => pathsOf(decide?.(value, file)))));
}

const settings = allSettings();
const paths = new Set(settings.map(({ path }) => path));
const rules = Object.entries(variableRules());

function ownOf(variable: string): readonly string[] {
  return settings.filter(({ info }) => info.env?.includes(variable)).map(({ path }) => path);
}

describe("the settings that a rule declares", () => {
  const declaring = rules.filter(([, { sets }]) => sets !== undefined);

  test.each(rules.filter(([, { decide }]) => decide !== undefined))("are all that %s sets", (variable, rule) => {
    const own = ownOf(variable);
    const found = [...foundOf(rule)].filter((path) => !own.includes(path));
    expect(found.sort()).toEqual([...(rule.sets ?? [])].sort());
  });

  it("are settings, each named once", () => {
    const wrong = declaring.filter(
      ([, { sets = [] }]) => !sets.every((path, at) => paths.has(path) && sets.indexOf(path) === at),
    );
    expect(wrong.map(([variable]) => variable)).toEqual([]);
  });

  it("are some wherever the general answer is that the variable is translated", () => {
    const without = rules.filter(([, { answer, sets = [] }]) => answer === "translated" && sets.length === 0);
    expect(without.map(([variable]) => variable)).toEqual([]);
  });

  it("are in the catalogue in their order", () => {
    const { setting } = catalogue().find(({ variable }) => variable === "JIGASI_SENTRY_DSN") ?? {};
    expect(setting).toBe("secrets.jigasiSentryDsn, telephony.sentry, transcription.sentry");
  });
});
