import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { allSettings } from "../../../config/registry.ts";
import { renderAll } from "../../../config/render/index.ts";
import { schema } from "../../../config/settings/index.ts";
import { anyText } from "../write/real/texts.ts";
import { FileParsers, type Flat } from "./flatten.ts";
import { hoconVariables, type Raw, rows, withValue } from "./rows.ts";
import type { EffectRow } from "./row.ts";

/** No text in a setting becomes part of a file's structure: it stays one value, whatever is in it. */

const parsers = new FileParsers(hoconVariables);
afterAll(() => parsers.stop());

/** Settings whose text is configuration in the file's own language. It is checked by the program before it is used. */
const raw = new Set(["web.extraConfig", "web.extraNginxConfig", "xmpp.extraConfig"]);

const nasty = [
  '"',
  "'",
  "\\",
  '\\"',
  "`${1}`",
  "$uri",
  "${XMPP_PASSWORD}",
  "a\nb = 1",
  "a\r\nb",
  '";} server { listen 1; #',
  '"; error_page 404 /x; "',
  "]] .. os.exit() .. [[",
  '" } os.exit() --',
  "</script><script>alert(1)</script>",
  "<!--#exec cmd=x -->",
  "*/ alert(1) /*",
  "include required(x)",
  "{ a = 1 }",
  "#comment",
  "; comment",
  "a=b",
  "a: b",
  " lead and trail ",
  "ünïcödé ✓",
  "\u2028",
  "%u)(uid=*",
  "x".repeat(3000),
];

/** The value with every text in it replaced. Keys stay. */
function withText(value: unknown, text: string): unknown {
  if (typeof value === "string") {
    return text;
  }
  if (Array.isArray(value)) {
    return value.map((member: unknown) => withText(member, text));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withText(member, text)]))
    : value;
}

function hasText(value: unknown): boolean {
  return (
    typeof value === "string" || (typeof value === "object" && value !== null && Object.values(value).some(hasText))
  );
}

/** nginx has no escape for a dollar sign: the writer adds this variable where a value holds one. */
function isDollar(key: string): boolean {
  return key.startsWith("http.geo($dollar)");
}

/** Keys, and what kind of value each has. */
function skeleton(files: ReadonlyMap<string, Flat>): string[] {
  const kind = (value: unknown) => (Array.isArray(value) ? `list of ${String(value.length)}` : typeof value);
  return [...files]
    .flatMap(([file, flat]) =>
      [...flat].filter(([key]) => !isDollar(key)).map(([key, value]) => `${file} ${key}: ${kind(value)}`),
    )
    .sort();
}

function files(settings: Raw): ReturnType<typeof parsers.all> {
  return parsers.all(renderAll(schema.parse(settings)));
}

/**
 * Texts that the setting accepts in place of those in its row's value. Plain words are left out: they have nothing that could be
 * structure, and some are names that Prosody's file calls its parts by.
 */
function accepted(row: EffectRow): string[] {
  const setting = allSettings().find(({ path }) => path === row.path);
  return [...nasty, ...fc.sample(anyText, 25)].filter(
    (text) => !/^[a-z0-9.-]*$/.test(text) && setting?.schema.safeParse(withText(row.value, text)).success,
  );
}

const withTexts = rows.filter(({ path, value, changes }) => changes !== undefined && !raw.has(path) && hasText(value));

describe("any text that a setting accepts stays a value:", () => {
  test.each(withTexts.map((row) => [row.path, row] as const))("%s", async (_, row) => {
    const given: Raw = { ...row.given };
    const keys = row.path.split(".");
    const wanted = skeleton(await files(withValue(given, keys, row.value)));
    for (const text of accepted(row)) {
      const actual = skeleton(await files(withValue(given, keys, withText(row.value, text))));
      expect({ text, skeleton: actual }).toEqual({ text, skeleton: wanted });
    }
  });
});

test("settings that take any text are among them", () => {
  const open = withTexts.filter((row) => accepted(row).length >= nasty.length / 2);
  expect(open.length).toBeGreaterThan(0);
});
