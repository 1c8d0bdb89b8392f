import { existsSync, statSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { engineCache, isIntact, keepExecutable } from "../../../cli/engine/store.ts";
import { makeScratch, type Scratch } from "./fixture.ts";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(async () => scratch.remove());

test("the cache is in XDG_CACHE_HOME, and without it in the home folder", () => {
  expect(engineCache({ XDG_CACHE_HOME: "/caches" })).toBe("/caches/jitsi-meet-pulumi/engine");
  expect(engineCache({ XDG_CACHE_HOME: "" })).toMatch(/\/\.cache\/jitsi-meet-pulumi\/engine$/);
});

test("what was made is executable and intact, until a byte of it changes", async () => {
  const file = join(scratch.dir, "binaries", "tool");
  expect(await isIntact(file)).toBe(false);
  await keepExecutable(file, async (path) => writeFile(path, "#!/bin/sh\n"));
  expect(statSync(file).mode & 0o777).toBe(0o755);
  expect(await isIntact(file)).toBe(true);
  await writeFile(file, "#!/bin/sH\n");
  expect(await isIntact(file)).toBe(false);
});

test("a build that fails leaves what was there before, and nothing else", async () => {
  const file = join(scratch.dir, "tool");
  await keepExecutable(file, async (path) => writeFile(path, "old"));
  const failing = keepExecutable(file, async (path) => {
    await writeFile(path, "half");
    expect(existsSync(path)).toBe(true);
    throw new Error("compiler says no");
  });
  await expect(failing).rejects.toThrow("compiler says no");
  expect(await readFile(file, "utf8")).toBe("old");
  expect(await isIntact(file)).toBe(true);
  expect((await readdir(scratch.dir)).sort()).toEqual(["tool", "tool.sha256"]);
});
