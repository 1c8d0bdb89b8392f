import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "@jest/globals";
import { catalogue } from "../../../config/env/catalogue.ts";
import { variableRules } from "../../../config/env/rules.ts";
import { allSettings, registry } from "../../../config/registry.ts";

/** Every variable that the handbooks and the current release of docker-jitsi-meet know, and where it is from. */
const list = readFileSync(join(import.meta.dirname, "../../fixtures/variables.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));
const names = list.map(([name = ""]) => name);
const all = catalogue();
const entries = new Map(all.map((entry) => [entry.variable, entry]));
const paths = new Set(allSettings().map(({ path }) => path));

describe("the list of variables", () => {
  it("names each once, in order, with its origin", () => {
    expect(names).toEqual([...new Set(names)].sort());
    expect([...new Set(list.map(([, origin]) => origin))].sort()).toEqual(["both", "compose", "handbook", "upstream"]);
  });

  test.each(names)("has an answer to %s", (name) => {
    expect(["setting", "translated", "ignored", "refused"]).toContain(entries.get(name)?.answer);
  });

  it("holds every variable that a setting or a rule names", () => {
    const known = new Set(names);
    const used = [...Object.keys(variableRules()), ...registry().flatMap(({ env }) => env)];
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("has each variable once, in the order of their names", () => {
    const variables = all.map(({ variable }) => variable);
    expect(variables).toEqual([...new Set(variables)].sort());
  });

  it("says which settings a variable sets, and only names settings that exist", () => {
    const setters = all.filter(({ answer }) => answer === "setting" || answer === "translated");
    const wrong = setters.filter(({ setting }) => !setting?.split(", ").every((path) => paths.has(path)));
    expect(wrong).toEqual([]);
  });

  it("says why a variable sets nothing", () => {
    const others = all.filter(({ answer }) => answer === "ignored" || answer === "refused");
    expect(others.filter(({ setting, reason }) => setting !== null || !reason)).toEqual([]);
  });

  it("gives a rule's general answer to variables without a setting, and to those only", () => {
    const withSetting = new Set(registry().flatMap(({ env }) => env));
    const wrong = Object.entries(variableRules()).filter(
      ([name, { answer, reason }]) => (answer === undefined) !== withSetting.has(name) || reason === "",
    );
    expect(wrong).toEqual([]);
  });
});
