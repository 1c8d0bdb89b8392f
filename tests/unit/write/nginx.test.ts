import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Node, block, directive, expression, nginx, verbatim } from "../../../config/write/nginx.ts";
import { Nginx, get, removeFolder, temporaryFolder, workerUser } from "./real/nginx.ts";
import { withoutNul } from "./real/texts.ts";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => removeFolder(folder));

/** What nginx answers to /0, /1, ... when `locations` are in its server block. */
async function answers(count: number, locations: readonly Node[], http: readonly Node[] = []): Promise<string[]> {
  const socket = join(folder, "http.sock");
  const server = [directive("listen", `unix:${socket}`), directive("default_type", "text/plain"), ...locations];
  const config = nginx([
    directive("daemon", "off"),
    directive("pid", join(folder, "pid")),
    block("events", [], []),
    block("http", [], [directive("access_log", "off"), ...http, block("server", [], server)]),
  ]);
  const running = await Nginx.start(folder, workerUser + config, [socket]);
  try {
    const all = Array.from({ length: count }, (_, i) => get(socket, `/${String(i)}?a=1`));
    return (await Promise.all(all)).map(({ body }) => body);
  } finally {
    await running.stop();
  }
}

function answering(text: Parameters<typeof directive>[1], index = 0): Node {
  return block("location", [verbatim("="), `/${String(index)}`], [directive("return", 200, text)]);
}

describe("nginx", () => {
  test("any text comes back from nginx as it was, and nothing in it is expanded", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(withoutNul, { minLength: 50, maxLength: 80 }), async (texts) => {
        expect(
          await answers(
            texts.length,
            texts.map((text, i) => answering(text, i)),
          ),
        ).toEqual(texts);
      }),
      { numRuns: 15 },
    );
  });

  test("any text comes back from a map", async () => {
    const texts = fc.sample(withoutNul, 100);
    const entries = texts.map((text, i) => directive(`/${String(i)}`, text));
    const map = block("map", [verbatim("$uri"), verbatim("$mapped")], entries);
    const location = block("location", ["/"], [directive("return", 200, verbatim("$mapped"))]);
    expect(await answers(texts.length, [location], [map])).toEqual(texts);
  });

  test("an expression expands its own variables and not those in its values", async () => {
    const [body] = await answers(1, [answering(expression`${"$uri {"}|$uri|${"\\"}`)]);
    expect(body).toBe("$uri {|/0|\\");
  });

  test("verbatim text is given to nginx character for character", async () => {
    const regex = block(
      "location",
      [verbatim("~"), verbatim('^/[0-9"; {}#\\\\]{1,2}$')],
      [directive("return", 200, "it")],
    );
    expect(await answers(1, [regex])).toEqual(["it"]);
  });

  test("a parameter of 4000 bytes is carried, and a longer one refused", async () => {
    const longest = `${"é".repeat(1998)} x`;
    expect(await answers(1, [answering(longest)])).toEqual([longest]);
    expect(() => nginx([answering(`${longest}y`)])).toThrow("more than 4000 bytes");
  });

  test.each(["\0", "a\0b", "\ud83d", "\ude00"])("%j is refused: nginx cannot carry it", (text) => {
    expect(() => nginx([directive("return", 200, text)])).toThrow("nginx cannot carry NUL or half a surrogate pair");
  });

  test("a comment cannot become a directive", () => {
    expect(nginx([{ comment: "a\r\nb" }, directive("x")])).toBe("# a\n# b\nx;\n");
  });

  test("raw text ends in a line of its own", () => {
    expect(nginx([block("server", [], [{ raw: "a b; # c" }])])).toBe("server {\na b; # c\n}\n");
  });
});
