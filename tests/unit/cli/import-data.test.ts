import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { accountSecret } from "../../../cli/prosody-data.ts";
import { isStoredPassword, looksStored, storedPasswordText } from "../../../config/scram.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** A text as Prosody writes it: control characters, quotes and bytes beyond ASCII are escaped. */
function luaString(latin1: string): string {
  const escaped = latin1.replace(/[^ -~]|["'\\]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, "0")}`);
  return `"${escaped}"`;
}

describe("an account's file of Prosody", () => {
  it("gives back what was stored, whatever the bytes are", () => {
    const any = fc.record({
      iterations: fc.integer({ min: 1, max: 9_999_999 }),
      salt: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      storedKey: bytes(20),
      serverKey: bytes(20),
    });
    fc.assert(
      fc.property(any, (stored) => {
        const salt = luaString(Buffer.from(stored.salt).toString("latin1"));
        const [storedKey, serverKey] = [stored.storedKey, stored.serverKey].map((key) =>
          Buffer.from(key).toString("hex"),
        );
        const text = `return {\n\t["salt"] = ${salt};\n\t["iteration_count"] = ${String(stored.iterations)};\n\t["stored_key"] = "${storedKey ?? ""}";\n\t["server_key"] = "${serverKey ?? ""}";\n};\n`;
        expect(accountSecret(text)).toEqual({ secret: storedPasswordText(stored), hashed: true });
      }),
    );
  });

  it.each([
    ["the server's own escapes", 'return {\n\t["password"] = "a\\"b\\\\c\\\'d\\te\\195\\164";\n};\n', "a\"b\\c'd\te\u00e4"],
    ["keys without brackets and a comma", "return { password = \"x\", created = 1.5e9 }", "x"],
    ["a table in the table", 'return { ["meta"] = { "a"; { ["b"] = true; }; }; ["password"] = "x"; };', "x"],
    ["the end of a line in a text", 'return { ["other"] = "a\\\nb"; ["password"] = "x"; };', "x"],
  ])("may have %s", (_, text, secret) => {
    expect(accountSecret(text)).toEqual({ secret, hashed: false });
  }); // prettier-ignore

  it.each([
    ["a call", 'return { ["password"] = os.getenv("HOME"); };'],
    ["a call before", 'print("x") return { ["password"] = "x"; };'],
    ["a call behind", 'return { ["password"] = "x"; }; print("x")'],
    ["two texts put together", 'return { ["password"] = "x" .. "y"; };'],
    ["a text in long brackets", 'return { ["password"] = [[x]]; };'],
    ["a comment", 'return { --x\n["password"] = "x"; };'],
    ["no end", 'return { ["password"] = "x";'],
    ["a text without an end", 'return { ["password"] = "x'],
    ["nothing", ""],
    ["tables without an end", "return {".repeat(10_000)],
    ["tables too deep", `return ${"{".repeat(10_000)}${"}".repeat(10_000)}`],
  ])("is refused with %s in it", (_, text) => {
    expect(accountSecret(text)).toEqual({ problem: "its file is no data file of Prosody" });
  });

  it("never throws, whatever it is", () => {
    const parts = fc.array(
      fc.constantFrom("return", " ", "{", "}", "[", "]", '"', "=", ";", ",", "\\", "x", "1", "\n"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          parts.map((all) => `return {${all.join("")}`),
        ),
        (text) => {
          expect(typeof accountSecret(text)).toBe("object");
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a stored password in a secret", () => {
  const good = storedPasswordText({
    iterations: 4096,
    salt: Buffer.from("salt"),
    storedKey: new Uint8Array(20),
    serverKey: new Uint8Array(20).fill(255),
  });

  it("has the form of RFC 5803", () => {
    expect(good).toBe("SCRAM-SHA-1$4096:c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAA=://////////////////////////8=");
    expect(looksStored(good) && isStoredPassword(good)).toBe(true);
  });

  it.each([
    good.replace("SHA-1", "SHA-256"),
    good.replace("4096", "0"),
    good.replace("4096", "99999999"),
    good.replace("c2FsdA==", ""),
    good.replace("c2FsdA==", "c2Fsd"),
    good.replace("AAA=:", "AAA:"),
    good.slice(0, -4),
    `${good}\n`,
    "SCRAM-SHA-1$",
  ])("is not complete as %j", (secret) => {
    expect(looksStored(secret)).toBe(true);
    expect(isStoredPassword(secret)).toBe(false);
  });

  it.each(["scram-sha-1$x", "SCRAM", "SCRAM-SHA-1", "my SCRAM-SHA-1$x", "{SCRAM-SHA-1}x"])(
    "is not what the password %s looks like",
    (secret) => {
      expect(looksStored(secret)).toBe(false);
    },
  );
});
