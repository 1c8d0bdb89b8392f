import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type HoconObject, duration, env, hocon } from "../../../config/write/hocon.ts";
import { JavaParser } from "./real/java.ts";
import { anyNumber, anyText } from "./real/texts.ts";

const java = new JavaParser({ XMPP_PASSWORD: 'a"b\\c ${d}' });
afterAll(() => java.stop());

const { object } = fc.letrec<{ object: HoconObject; value: HoconObject[string] }>((tie) => ({
  object: fc.dictionary(anyText, tie("value"), { maxKeys: 4 }),
  value: fc.oneof(
    { depthSize: "small" },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
}));

describe("hocon", () => {
  test("any value comes back from Typesafe Config as it was", async () => {
    await fc.assert(
      fc.asyncProperty(object, async (value) => {
        expect(await java.hocon(hocon(value))).toEqual(withoutMinusZero(value));
      }),
      { numRuns: 250 },
    );
  });

  test("keys that mean something to HOCON are plain keys", async () => {
    const value = { include: "x", "a.b": 1, "": 2, "a b": 3, "${x}": 4, true: 5, "10": 6, "x{": 7 };
    expect(await java.hocon(hocon(value))).toEqual(value);
  });

  test.each([2 ** 63, -(2 ** 63), 1e20, 1e300, Number.MAX_SAFE_INTEGER, 5e-324])(
    "the number %p stays a number",
    async (n) => {
      expect(await java.hocon(hocon({ n }))).toEqual({ n });
    },
  );

  test("an environment variable's value is taken as it is", async () => {
    expect(await java.hocon(hocon({ password: env("XMPP_PASSWORD") }))).toEqual({ password: 'a"b\\c ${d}' });
  });

  test("a missing environment variable is refused by the reader", async () => {
    await expect(java.hocon(hocon({ password: env("NO_SUCH_VARIABLE") }))).rejects.toThrow("NO_SUCH_VARIABLE");
  });

  test("text that looks like a variable stays text", async () => {
    expect(await java.hocon(hocon({ text: "${XMPP_PASSWORD}" }))).toEqual({ text: "${XMPP_PASSWORD}" });
  });

  test("a time span has its unit", async () => {
    const spans = {
      a: duration(90, "seconds"),
      b: duration(2, "minutes"),
      c: duration(250, "milliseconds"),
      d: duration(1, "hours"),
    };
    expect(await java.seconds(hocon(spans))).toEqual({ a: 90, b: 120, c: 0.25, d: 3600 });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("%p is refused", (value) => {
    expect(() => hocon({ value })).toThrow(`HOCON has no number ${String(value)}`);
    expect(() => duration(value, "seconds")).toThrow(`HOCON has no number ${String(value)}`);
  });

  test.each(["", "A B", "A}", "1A", "A.B"])("%p is refused as the name of an environment variable", (name) => {
    expect(() => env(name)).toThrow("not the name of an environment variable");
  });

  test("each key has a line of its own", () => {
    expect(hocon({ a: { b: 1, list: ["x", "y"], none: [], empty: {} } })).toBe(
      'a {\n  b = 1\n  list = [\n    "x",\n    "y",\n  ]\n  none = []\n  empty {}\n}\n',
    );
  });
});

/** JSON, in which the answer comes, has no -0. */
function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
