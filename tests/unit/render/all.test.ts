import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { renderAll } from "../../../config/render/index.ts";
import { settingsOf } from "./variants.ts";

describe("renderAll", () => {
  const all = renderAll(settingsOf());

  test("renders each service's files", () => {
    expect(Object.entries(all).map(([service, files]) => [service, Object.keys(files)])).toEqual([
      ["web", ["nginx.conf", "config.js"]],
      ["prosody", ["prosody.cfg.lua", "accounts.cfg.lua", "extra.cfg.lua"]],
      ["jicofo", ["jicofo.conf", "logging.properties", "environment"]],
      ["jvb-1", ["jvb.conf", "logging.properties", "environment"]],
    ]);
  });

  test("one more bridge changes no file of the others", () => {
    const { "jvb-200": last, ...before } = renderAll(settingsOf({ bridge: { count: 200 } }));
    expect(Object.keys(before)).toHaveLength(3 + 199);
    expect(last).toEqual(renderAll(settingsOf({ bridge: { port: 10199 } }))["jvb-1"]);
    expect(before).toEqual(renderAll(settingsOf({ bridge: { count: 199 } })));
    expect(before).toMatchObject(all);
  });

  /** What a change of a renderer does to the files, for people to read. `UPDATE_GOLDEN=1` writes them anew. */
  test.each(Object.keys(all))("the default files of %s are those in golden/", (service) => {
    const file = join(import.meta.dirname, "golden", `${service}.txt`);
    const text = Object.entries(all[service] ?? {})
      .map(([path, content]) => `=== ${path} ===\n${content}`)
      .join("\n");
    if (process.env["UPDATE_GOLDEN"] !== undefined) {
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});
