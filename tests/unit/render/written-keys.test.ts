import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { allSettings } from "../../../config/registry.ts";
import { programKeys } from "../../../config/render/hocon-keys.ts";
import { jicofoKeys } from "../../../config/render/jicofo-keys.ts";
import { jvbKeys } from "../../../config/render/jvb-keys.ts";
import { fraction, withKey } from "../../../config/render/written-keys.ts";

const paths = new Set(allSettings().map(({ path }) => path));

/** Keys that the table of the programs' sources names, with a kind of value that can be told. */
const declared = readFileSync(join(import.meta.dirname, "hocon-keys.tsv"), "utf8")
  .split("\n")
  .filter((line) => /^(jicofo|jvb|ice4j)\t/.test(line))
  .map((line) => line.split("\t"));

describe.each([
  ["jicofo", jicofoKeys, ["jicofo"]],
  ["jvb", jvbKeys, ["jvb", "ice4j"]],
] as const)("the keys of %s", (program, keys, services) => {
  test("name settings that exist", () => {
    expect(keys.map(({ setting }) => setting).filter((setting) => !paths.has(setting))).toEqual([]);
  });

  test("are written from one setting each", () => {
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
  });

  test("that people may set by name are all that the program declares", () => {
    const names = declared
      .filter(([service = "", key = "", , type = ""]) => {
        const told = type !== "object" && !type.startsWith("list<list");
        return (services as readonly string[]).includes(service) && told && !key.includes("[]");
      })
      .map(([, key = ""]) => key);
    expect([...programKeys(program).keys()].sort()).toEqual([...new Set(names)].sort());
  });
});

test("a key is added without touching those beside it", () => {
  const before = { a: { b: { c: 1 } }, d: 2 };
  expect(withKey(before, "a.b.e", "x")).toEqual({ a: { b: { c: 1, e: "x" } }, d: 2 });
  expect(Object.keys(withKey(before, "__proto__.polluted", true))).toEqual(["a", "d", "__proto__"]);
  expect(before).toEqual({ a: { b: { c: 1 } }, d: 2 });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("percent and thousandths become the number that people would write", () => {
  expect(
    Array.from({ length: 1000 }, (_, i) => String(fraction(i + 1, 1000))).filter((text) => text.length > 5),
  ).toEqual([]);
  expect([fraction(7, 100), fraction(29, 100), fraction(100, 100), fraction(3, 1000)]).toEqual([0.07, 0.29, 1, 0.003]);
});
