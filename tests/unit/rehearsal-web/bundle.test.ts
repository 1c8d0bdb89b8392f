import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { bundleWeb } from "../../../rehearsal/web/bundle.ts";

let parent: string;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "rehearsal-bundle-"));
  await bundleWeb(join(parent, "first"));
  await bundleWeb(join(parent, "second"));
});
afterAll(() => rm(parent, { recursive: true }));

async function tree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = paths.map(async (path) => [
    path.slice(folder.length + 1),
    createHash("sha256")
      .update(await readFile(path))
      .digest("hex"),
  ]);
  return Object.fromEntries(await Promise.all(hashes)) as Record<string, string>;
}

test("the same sources give the same bytes", async () => {
  expect(await tree(join(parent, "second"))).toEqual(await tree(join(parent, "first")));
});

test("the files lie where the real package has them", async () => {
  expect(Object.keys(await tree(join(parent, "first")))).toEqual(
    expect.arrayContaining([
      "index.html",
      "interface_config.js",
      "libs/app.bundle.min.js",
      "libs/lib-jitsi-meet.min.js",
      "libs/external_api.min.js",
      "css/all.css",
      "images/favicon.svg",
      "images/watermark.svg",
      "static/404.html",
      "static/close.html",
      "manifest.json",
      "robots.txt",
      "pwa-worker.js",
    ]),
  );
});

test("index.html includes what a server can change, and every included file but config.js is there", async () => {
  const index = await readFile(join(parent, "first/index.html"), "utf8");
  const included = [...index.matchAll(/<!--#include virtual="\/?([^"]+)" -->/g)].map((match) => match[1] ?? "");
  expect(included).toEqual([
    "head.html",
    "base.html",
    "fonts.html",
    "config.js",
    "interface_config.js",
    "title.html",
    "plugin.head.html",
    "static/welcomePageAdditionalContent.html",
    "static/welcomePageAdditionalCard.html",
    "static/settingsToolbarAdditionalContent.html",
    "body.html",
  ]);
  const there = Object.keys(await tree(join(parent, "first")));
  expect(included.filter((path) => !there.includes(path))).toEqual(["config.js"]);
});

test("assets carry a fingerprint in their address", async () => {
  const index = await readFile(join(parent, "first/index.html"), "utf8");
  const versions = [...index.matchAll(/\?v=([^"]+)"/g)].map((match) => match[1]);
  expect(versions).toHaveLength(4);
  expect(new Set(versions).size).toBe(1);
  expect(versions[0]).toMatch(/^[0-9a-f]{12}$/);
});

test("every page and script says that it is a rehearsal", async () => {
  const scripts = ["app.bundle", "lib-jitsi-meet", "external_api"].map((name) => `libs/${name}.min.js`);
  for (const path of [...scripts, "title.html", "static/404.html", "static/close.html"]) {
    expect(await readFile(join(parent, "first", path), "utf8")).toMatch(/REHEARSAL/);
  }
});
