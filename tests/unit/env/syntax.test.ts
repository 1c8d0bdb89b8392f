import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseEnvFile } from "../../../config/env/syntax.ts";

const value = (text: string) => parseEnvFile(text).at(-1)?.value;

describe("a .env file, as Docker Compose reads it", () => {
  it.each([
    ["a plain value", "A=b", "b"],
    ["spaces around", "  A = b c  ", "b c"],
    ["export", "export A=b", "b"],
    ["a colon for =", "A: b", "b"],
    ["a comment behind a space", "A=b # c", "b"],
    ["# inside a value", "A=b#c", "b#c"],
    ["nothing but a comment", "A= # c", ""],
    ["single quotes", "A='b # $c \\n'", "b # $c \\n"],
    ["a single quote in single quotes", "A='it\\'s'", "it's"],
    ["double quotes", 'A="b # c" # d', "b # c"],
    ["escapes in double quotes", 'A="b\\n\\t\\"c\\" \\\\ \\$d"', 'b\n\t"c" \\ $d'],
    ["a backslash without quotes", "A=b\\nc", "b\\nc"],
    ["an unknown escape", 'A="172\\.18"', "172\\.18"],
    ["several lines in quotes", 'A="b\nc"', "b\nc"],
    ["a second = ", "A=DC=b,DC=c", "DC=b,DC=c"],
    ["two dollars", "A=b$$c", "b$c"],
    ["a dollar that begins no name", "A=b$ 5$", "b$ 5$"],
    ["another variable", "B=x\nA=${B}-$B", "x-x"],
    ["a default", "A=${B:-y}", "y"],
    ["a default for an empty variable", "B=\nA=${B:-y}${B-z}", "y"],
    ["a replacement", "B=x\nA=${B:+y}${C+z}", "y"],
    ["Windows line ends", "A=b\r\n", "b"],
    ["a byte order mark", "\uFEFFA=b", "b"],
    ["no value", "A=", ""],
  ])("understands %s", (_, text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it("names lines as they are in the file, behind values of several lines, too", () => {
    expect(parseEnvFile('# c\n\nA="1\n2"\r\nB=3\nA=4\n').map(({ name, lines }) => [name, lines])).toEqual([
      ["A", [3, 6]],
      ["B", [5]],
    ]);
  });

  it("takes the last of several values, at the place of the first", () => {
    expect(parseEnvFile("A=1\nB=2\nA=3").map((entry) => [entry.name, entry.value])).toEqual([
      ["A", "3"],
      ["B", "2"],
    ]);
  });

  it("says where a value depends on the shell", () => {
    expect(parseEnvFile("A=x$B\nC=${D?no}\nE='$F'").map(({ name, unresolved }) => [name, unresolved])).toEqual([
      ["A", true],
      ["C", true],
      ["E", false],
    ]);
  });

  it("says which lines cannot be read, without what is in them", () => {
    expect(parseEnvFile("A\nthis is hunter2\nMIIE+/x==\nB='x\nC=1").map(({ name, error }) => [name, error])).toEqual([
      ["A", "has no value: Docker Compose would take it from the shell"],
      ["line 2", "is no NAME=value"],
      ["line 3", "is no NAME=value"],
      ["B", "has a quote that is never closed"],
      ["C", undefined],
    ]);
  });

  it("never fails, whatever the text is", () => {
    const text = fc
      .array(fc.constantFrom("A", "=", "'", '"', "$", "{", "}", "\\", "#", " ", "\n", "\r", "export ", ":", "-"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), text), (content) => Array.isArray(parseEnvFile(content))),
      { numRuns: 2000 },
    );
  });

  it("gives back any value in single quotes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (secret) => {
        // A file's line ends are normalised, so a carriage return cannot come through; a last backslash would escape the quote.
        fc.pre(!secret.includes("\r") && !secret.includes("\\"));
        expect(value(`A='${secret.replaceAll("'", "\\'")}'`)).toBe(secret);
      }),
    );
  });
});
