import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { properties } from "../../../config/write/properties.ts";
import { JavaParser } from "./real/java.ts";
import { anyText } from "./real/texts.ts";

const java = new JavaParser();
afterAll(() => java.stop());

describe("properties", () => {
  test("any key and value come back from java.util.Properties as they were", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(anyText, anyText, { maxKeys: 5 }), async (entries) => {
        expect(await java.properties(properties(entries))).toEqual(entries);
      }),
      { numRuns: 250 },
    );
  });

  test("an entry cannot become two", async () => {
    const entries = { "a=b": "c\nd=e", "# x": "\\", " k": " v " };
    expect(await java.properties(properties(entries))).toEqual(entries);
  });

  test("plain entries are written plainly, in order", () => {
    expect(properties({ ".level": "INFO", "java.util.logging.ConsoleHandler.level": "ALL" })).toBe(
      ".level=INFO\njava.util.logging.ConsoleHandler.level=ALL\n",
    );
  });
});
