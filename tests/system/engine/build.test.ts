import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { buildEngine } from "../../../cli/engine/build.ts";
import { engineCache } from "../../../cli/engine/store.ts";
import { repository, sharedEngine } from "./project.ts";

jest.setTimeout(180_000);

// A machine with Pulumi of its own has nothing built to look at.
const whenBuilt = (await sharedEngine()).kind === "built" ? test : test.skip;

let folder: string;
let cache: string;
let lines: string[];
const build = async (): Promise<string> => {
  lines = [];
  return (await buildEngine(repository, cache, (line) => lines.push(line))).pulumi;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-test-"));
  cache = join(folder, "cache");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await cp(join(engineCache(), "binaries"), join(cache, "binaries"), { recursive: true, preserveTimestamps: true });
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

/** The first line that a program prints. */
async function firstLine(file: string): Promise<string> {
  const child = spawn(file, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
  const [data] = (await once(child.stdout, "data")) as [Buffer];
  child.kill();
  return data.toString();
}

whenBuilt("what is kept is used as it is, from any folder", async () => {
  const pulumi = await build();
  expect(lines).toEqual([]);
  expect(await firstLine(join(dirname(pulumi), "pulumi-language-nodejs"))).toMatch(/^\d+\n$/);
});

whenBuilt("a binary that is not what was built is built again, and no other", async () => {
  const pulumi = await build();
  await truncate(join(dirname(pulumi), "pulumi-language-nodejs"), 100);
  expect(await build()).toBe(pulumi);
  expect(lines.map((line) => line.replace(/\d+ s$/, "N s"))).toEqual([
    "language host (6 of 6): building",
    "language host (6 of 6): built in N s",
  ]);
  expect(await firstLine(join(dirname(pulumi), "pulumi-language-nodejs"))).toMatch(/^\d+\n$/);
  expect((await readdir(join(cache, "binaries"))).filter((name) => name.includes("tmp"))).toEqual([]);
});
