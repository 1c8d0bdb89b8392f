import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { checkSettings, parseSettings, SettingsError } from "../../../config/parse.ts";
import { allSettings, type Branch, isSetting, type Setting, settingTree } from "../../../config/registry.ts";
import { schema } from "../../../config/settings/index.ts";
import { bare, bounds } from "../../../config/type-text.ts";
import { problemsOf, raw } from "./helpers.ts";

/** Properties of the whole registry: whatever is set, all of it is judged, each mistake in a line of its own. */

type Raw = Record<string, unknown>;

function withValue(values: Raw, keys: readonly string[], value: unknown): Raw {
  const [key = "", ...rest] = keys;
  const inner = rest.length === 0 ? value : withValue((values[key] ?? {}) as Raw, rest, value);
  return { ...values, [key]: inner };
}

function valueAt(values: Raw, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (at as Raw | undefined)?.[key], values);
}

/** Settings-like objects: real keys with any value, and keys that nobody knows. */
function like(branch: Branch): fc.Arbitrary<Raw> {
  const members = Object.fromEntries(
    [...branch].map(([key, member]) => [
      key,
      isSetting(member)
        ? fc.jsonValue()
        : fc.oneof({ weight: 4, arbitrary: like(member) }, { weight: 1, arbitrary: fc.jsonValue() }),
    ]),
  );
  return fc
    .tuple(
      fc.record(members, { requiredKeys: [] }),
      fc.dictionary(fc.oneof(fc.constantFrom("__proto__", "constructor"), fc.string()), fc.jsonValue(), { maxKeys: 1 }),
    )
    .map(([known, unknown]) => ({ ...unknown, ...known }));
}

const settingsLike = like(settingTree());
const wrong = [{ wrong: "\0" }];

function groupsOf(branch: Branch, keys: readonly string[] = []): (readonly string[])[] {
  const inner = [...branch].flatMap(([key, member]) => (isSetting(member) ? [] : groupsOf(member, [...keys, key])));
  return keys.length === 0 ? inner : [keys, ...inner];
}

/** Numbers beside what a setting allows. */
function outOfRange(setting: Setting): number[] {
  const inner = bare(setting.schema);
  if (!(inner instanceof z.ZodNumber)) {
    return [];
  }
  const { minimum, maximum } = bounds(inner);
  return [...(minimum === undefined ? [] : [minimum - 1]), ...(maximum === undefined ? [] : [maximum + 1])];
}

describe("any input", () => {
  it("throws nothing but SettingsError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), settingsLike), (value) => {
        try {
          parseSettings(value);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is refused exactly when the schema or a rule refuses it: no problem means that the schema agrees", () => {
    fc.assert(
      fc.property(settingsLike, (value) => {
        const { problems, parsed } = checkSettings(value, { withoutPackages: true });
        const result = schema.safeParse(value);
        if (!result.success) {
          expect(problems.length).toBeGreaterThan(0);
        } else {
          const { secrets, ...settings } = result.data;
          expect(parsed).toEqual({ settings, secrets });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("every setting", () => {
  it.each(allSettings().map((setting) => [setting.path, setting] as const))(
    "%s of a wrong type gives a problem of its own and a command",
    (_, setting) => {
      const problems = problemsOf(withValue(raw(), setting.keys, wrong));
      const own = problems.filter(({ path }) => path.startsWith(setting.path));
      expect(own.map(({ path }) => path)).not.toEqual([]);
      expect(own.every(({ fix, reason }) => fix.startsWith("pulumi config ") && reason !== "")).toBe(true);
    },
  );

  const numbers = allSettings().flatMap((setting) =>
    outOfRange(setting).map((value) => [setting.path, value, setting] as const),
  );

  it.each(numbers)("%s = %p is out of range and named with its value", (path, value, setting) => {
    const problems = problemsOf(withValue(raw(), setting.keys, value));
    expect(problems.filter((problem) => problem.path === path).map((problem) => problem.value)).toEqual([value]);
  });

  it("is in the one report when all of them are wrong at once", () => {
    const all = allSettings().reduce<Raw>((values, { keys }) => withValue(values, keys, wrong), {});
    const paths = problemsOf(all).map(({ path }) => path);
    expect(allSettings().filter((setting) => !paths.some((path) => path.startsWith(setting.path)))).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("is read back as it was given, when its default is given", () => {
    const { settings } = parseSettings(raw());
    expect(allSettings().filter(({ keys }) => valueAt({ ...settings, secrets: {} }, keys) === null)).toEqual([]);
  });
});

describe("every group", () => {
  it.each(groupsOf(settingTree()).map((keys) => [keys.join("."), keys] as const))(
    "%s reports a key that it does not have",
    (path, keys) => {
      const problems = problemsOf(withValue(raw(), [...keys, "noSuchKey"], 1));
      expect(problems.map((problem) => problem.path)).toEqual([`${path}.noSuchKey`]);
    },
  );

  it.each(groupsOf(settingTree()).map((keys) => [keys.join("."), keys] as const))(
    "%s reports that it is a group, when it is given a value",
    (path, keys) => {
      const problems = problemsOf(withValue(raw(), keys, "text"));
      expect(problems.filter((problem) => problem.path === path).map(({ reason }) => reason)).toEqual([
        "must be a group of settings",
      ]);
    },
  );
});
