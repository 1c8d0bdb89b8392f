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
      .array(fc.constantFrom("A", "=", "'", '"', "$", "{", "}", "\\", "#", " ", "\n", "\r", "export ", ":", "-", "\0"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), text), (content) =>
        Array.isArray(parseEnvFile(content)),
      ),
      { numRuns: 2000 },
    );
  });

  it("stops where values that refer to each other would fill the memory", () => {
    const doubled = Array.from({ length: 60 }, (_, step) => `A${String(step + 1)}=$A${String(step)}$A${String(step)}`);
    const last = parseEnvFile(["A0=0123456789", ...doubled].join("\n")).filter(({ error }) => error !== undefined);
    expect(last[0]).toMatchObject({
      name: "A17",
      value: "",
      error: "is longer than a million characters with what it refers to",
    });
  });

  it.each([
    ["one value", `A='${"x".repeat(1_000_000)}'`, 1],
    ["many lines", "A=b # c\n".repeat(125_000), 1],
    ["references", `B=1\nA=${"$B".repeat(400_000)}`, 2],
    ["spaces", `A=${" ".repeat(1_000_000)}`, 1],
    ["quotes that are never closed", "A='\n".repeat(2000), 1000],
  ])("reads a megabyte of %s in a second", (_, text, entries) => {
    const start = performance.now();
    expect(parseEnvFile(text).length).toBeLessThanOrEqual(entries);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((word) => word !== "export");
  // A file's line ends are normalised, so a carriage return cannot come through.
  const text = fc.string({ unit: "binary" }).filter((one) => !one.includes("\r"));

  /** As a careful person writes values: each in the way that the number chooses, as far as it can be written so. */
  function written(key: string, content: string, way: number): string {
    const double = `"${content.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("$", "\\$")}"`;
    const plain = /^[^\s"'#$\\]+$/.test(content) ? content : double;
    const single = /['\\]/.test(content) ? double : `'${content}'`;
    return `${way > 5 ? "export " : ""}${key}=${[double, single, plain][way % 3] ?? double}${way > 8 ? " # a comment" : ""}`;
  }

  it("gives back what was written, in quotes or without, with comments behind", () => {
    const line = fc.tuple(name, text, fc.nat(11));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom("\n", "\r\n"), (lines, end) => {
        const file = lines.map(([key, content, way]) => written(key, content, way)).join(end);
        const wanted = new Map(lines.map(([key, content]) => [key, content]));
        expect(new Map(parseEnvFile(file).map((entry) => [entry.name, entry.value]))).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });
});
