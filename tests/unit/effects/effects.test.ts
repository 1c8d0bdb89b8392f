import { afterAll, describe, expect, test } from "@jest/globals";
import { renderAll } from "../../../config/render/index.ts";
import { allSettings, defaultOf } from "../../../config/registry.ts";
import { schema } from "../../../config/settings/index.ts";
import { type Difference, difference, summary, wanted } from "./difference.ts";
import { FileParsers } from "./flatten.ts";
import { effectsOfFiles, effectsOfResources } from "./observed.ts";
import { resources } from "./resources.ts";
import { hoconVariables, type Raw, rows, withValue } from "./rows.ts";

const parsers = new FileParsers(hoconVariables);
afterAll(() => parsers.stop());

async function fileChanges(before: Raw, after: Raw): Promise<{ changed: Difference; effects: readonly string[] }> {
  const [old, now] = [
    await parsers.all(renderAll(schema.parse(before))),
    await parsers.all(renderAll(schema.parse(after))),
  ];
  const changed = difference(old, now);
  return { changed, effects: effectsOfFiles(changed, [...old.keys()], [...now.keys()]) };
}

const named = rows.map((row) => [row.path, row] as const);
const settingAt = (path: string) => allSettings().find((one) => one.path === path);

describe("one setting changed", () => {
  test.each(named)("%s: files change as its row says, and nothing else", async (_, row) => {
    const before: Raw = { ...row.given };
    const { changed, effects } = await fileChanges(before, withValue(before, row.path.split("."), row.value));
    const shown = Object.entries(changed).map(([file, keys]) =>
      row.changes?.[file] === "made" ? Object.entries(summary({ [file]: keys }))[0] : [file, keys],
    ) as [string, unknown][];
    expect(Object.fromEntries(shown)).toEqual(wanted(row.changes ?? {}, changed));
    if (row.resources === undefined) {
      expect(effects).toEqual([...(row.effects ?? settingAt(row.path)?.info.effect ?? [])].sort());
    }
  });

  test.each(named.filter(([, row]) => row.resources !== undefined))(
    "%s: resources change as its row says, and nothing else",
    async (_, row) => {
      const before: Raw = { ...row.given };
      const old = await resources(before);
      const now = await resources(withValue(before, row.path.split("."), row.value));
      const changed = difference(old, now);
      expect(summary(changed)).toEqual(wanted(row.resources ?? {}, changed));
      expect(effectsOfResources(changed, old, now)).toEqual(
        [...(row.effects ?? settingAt(row.path)?.info.effect ?? [])].sort(),
      );
    },
  );

  test.each(named)("%s: its row's value is a good one, and not the default", (path, row) => {
    const setting = settingAt(path);
    expect(setting?.schema.safeParse(row.value).error).toBeUndefined();
    expect(row.value).not.toEqual(setting && defaultOf(setting));
  });
});

test("every setting has one row, and every row a setting", () => {
  expect(rows.map(({ path }) => path).sort()).toEqual(
    allSettings()
      .map(({ path }) => path)
      .sort(),
  );
});

test("every row says what changes, in files or in resources", () => {
  expect(rows.filter(({ changes, resources: made }) => changes === undefined && made === undefined)).toEqual([]);
});
