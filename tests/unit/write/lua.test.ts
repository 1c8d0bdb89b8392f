import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type LuaValue, credential, fileLine, prosodyConfig } from "../../../config/write/lua.ts";
import { LuaParser } from "./real/lua.ts";
import { anyNumber, wellFormed } from "./real/texts.ts";

const lua = new LuaParser();
afterAll(() => lua.stop());

const { value } = fc.letrec<{ value: LuaValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    wellFormed,
    anyNumber,
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(wellFormed, tie("value"), { minKeys: 1, maxKeys: 4 }),
  ),
}));

function global(options: Readonly<Record<string, LuaValue>>): string {
  return prosodyConfig([{ kind: "global", options }]);
}

describe("prosodyConfig", () => {
  test("any value comes back from Lua as it was", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (option) => {
        const [section] = await lua.sections(global({ option }));
        expect(section?.options).toEqual({ option });
      }),
      { numRuns: 250 },
    );
  });

  test("any host, component and module name comes back, with its options below it", async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed, wellFormed, wellFormed, async (host, module, text) => {
        const sections = await lua.sections(
          prosodyConfig([
            { kind: "host", name: host, options: { a: text } },
            { kind: "component", name: host, module, options: { b: text } },
            { kind: "include", file: text },
          ]),
        );
        expect(sections.slice(1)).toEqual([
          { kind: "host", name: host, options: { a: text } },
          { kind: "component", name: host, module, options: { b: text } },
          { kind: "include", name: text, options: {} },
        ]);
      }),
    );
  });

  test("a digit after a control character is no part of its escape", async () => {
    const [section] = await lua.sections(global({ a: "\u00017\u001b0" }));
    expect(section?.options).toEqual({ a: "\u00017\u001b0" });
  });

  test("files and credentials are read by Prosody, not written into the file", async () => {
    const [section] = await lua.sections(global({ a: credential('x"y'), b: [fileLine("/secrets/key")] }));
    expect(section?.options).toEqual({
      a: { call: "Credential", name: 'x"y' },
      b: [{ call: "FileLine", path: "/secrets/key" }],
    });
  });

  test("minus zero keeps its sign", async () => {
    const [section] = await lua.sections(global({ a: -0 }));
    expect(section?.options).toEqual({ a: -0 });
  });

  test("half a surrogate pair is refused: UTF-8 has none", () => {
    expect(() => global({ a: "\ud83d" })).toThrow("half a surrogate pair");
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])("%p is refused", (number) => {
    expect(() => global({ a: number })).toThrow(`no number ${String(number)}`);
  });

  test.each(["", "A", "Include", "end", "a-b", "a = 1\nb", "ENV_X"])("%p is refused as an option's name", (name) => {
    expect(() => global({ [name]: 1 })).toThrow("not the name of a Prosody option");
  });

  test("each entry of a list has a line of its own", () => {
    const config = prosodyConfig([
      { kind: "global", options: { ports: [5222], none: [], list: ["a", "b"] } },
      { kind: "host", name: "meet.example.org", options: { modules_enabled: ["bosh", "smacks"] } },
      { kind: "component", name: "polls.example.org", module: "polls_component", options: {} },
    ]);
    expect(config).toBe(`ports = { 5222 }
none = {}
list = {
  "a";
  "b";
}

VirtualHost "meet.example.org"
  modules_enabled = {
    "bosh";
    "smacks";
  }

Component "polls.example.org" "polls_component"
`);
  });
});
