import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type JsValue, js } from "../../../config/write/js.ts";
import { Nginx, get, removeFolder, temporaryFolder, workerUser } from "./real/nginx.ts";
import { anyNumber, anyText } from "./real/texts.ts";

const { value } = fc.letrec<{ value: JsValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    anyText,
    anyNumber.map((number) => (number === 0 ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(anyText, fc.constant("__proto__")), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** JSON made where the script ran: objects of another engine context are never equal to ours. */
function evaluate(expression: string): unknown {
  return runInNewContext(`JSON.stringify((${expression}))`);
}

describe("js", () => {
  test("any value comes back from a JavaScript engine as it was", () => {
    fc.assert(
      fc.property(value, (anything) => {
        expect(evaluate(js(anything))).toBe(JSON.stringify(anything));
      }),
      { numRuns: 400 },
    );
  });

  test("nothing in it can leave the script element: it holds no <", () => {
    fc.assert(
      fc.property(value, (anything) => {
        expect(js(anything).includes("<")).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test("values come through nginx's includes and out of the page's script element as they were", async () => {
    const folder = await temporaryFolder();
    const socket = join(folder, "http.sock");
    const sample = fc.sample(value, 200);
    await writeFile(join(folder, "config.js"), `var config = ${js(sample)};`);
    await writeFile(join(folder, "index.html"), '<script><!--#include virtual="/config.js" --></script><p>');
    const nginx = await Nginx.start(folder, includingServer(folder, socket), [socket]);
    try {
      const { body } = await get(socket, "/index.html");
      const script = /^<script>([^]*?)<\/script/i.exec(body)?.[1] ?? "";
      expect(runInNewContext(`${script}; JSON.stringify(config)`)).toBe(JSON.stringify(sample));
    } finally {
      await nginx.stop();
      await removeFolder(folder);
    }
  });

  test("minus zero keeps its sign", () => {
    expect(js(-0)).toBe("-0");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("%p is refused", (number) => {
    expect(() => js(number)).toThrow(`config.js has no number ${String(number)}`);
  });

  test("each member has a line of its own", () => {
    expect(js({ a: 1, "b-c": ["x"], none: {}, list: [] })).toBe(
      '{\n  a: 1,\n  "b-c": [\n    "x",\n  ],\n  none: {},\n  list: [],\n}',
    );
  });
});

function includingServer(folder: string, socket: string): string {
  return `${workerUser}daemon off; pid ${folder}/pid; events {}
    http { access_log off; types { text/html html; application/javascript js; }
    server { listen unix:${socket}; root ${folder}; ssi on; ssi_types application/javascript; } }`;
}
