import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { lockedJars, mavenCache } from "../../../rehearsal/maven.ts";

let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "maven-"));
});

afterEach(async () => {
  await rm(cache, { recursive: true });
});

test("a jar with another checksum than the locked one is refused and not kept", async () => {
  const forged = (): Promise<Buffer> => Promise.resolve(Buffer.from("not the jar"));
  await expect(lockedJars(cache, forged)).rejects.toThrow(/has the checksum [0-9a-f]{64}, not the locked [0-9a-f]{64}/);
  expect(await readdir(cache)).toEqual([]);
});

test("without a network the message names the file and where to put it", async () => {
  const offline = (): Promise<Buffer> => Promise.reject(new Error("fetch failed", { cause: new Error("ENOTFOUND") }));
  await expect(lockedJars(cache, offline)).rejects.toThrow(
    /^Cannot download https:.*\.jar: ENOTFOUND\. .*put the file into /,
  );
});

test("a damaged jar in the cache is downloaded again", async () => {
  const asked: string[] = [];
  await writeFile(join(cache, "config-1.4.9.jar"), "cut off");
  const remember = (url: string): Promise<Buffer> => {
    asked.push(url);
    return Promise.reject(new Error("no network in this test"));
  };
  await expect(lockedJars(cache, remember)).rejects.toThrow("no network in this test");
  expect(asked).toContain("https://repo1.maven.org/maven2/com/typesafe/config/1.4.9/config-1.4.9.jar");
});

test("every library is locked by a SHA-256 of its own, and Smack is the version of the real programs", async () => {
  const text = await readFile(join(import.meta.dirname, "../../../rehearsal/maven.lock.json"), "utf8");
  const { artifacts } = JSON.parse(text) as { artifacts: { group: string; version: string; sha256: string }[] };
  expect(new Set(artifacts.map(({ sha256 }) => sha256)).size).toBe(artifacts.length);
  const smack = artifacts.filter(({ group }) => group === "org.igniterealtime.smack");
  expect(new Set(smack.map(({ version }) => version))).toEqual(new Set(["4.4.8"]));
});

test("the cache is outside of the project, where the user keeps caches", () => {
  const before = process.env["XDG_CACHE_HOME"];
  process.env["XDG_CACHE_HOME"] = "/caches";
  try {
    expect(mavenCache()).toBe("/caches/jitsi-meet-pulumi/maven");
  } finally {
    if (before === undefined) {
      delete process.env["XDG_CACHE_HOME"];
    } else {
      process.env["XDG_CACHE_HOME"] = before;
    }
  }
});
