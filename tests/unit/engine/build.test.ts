import { existsSync } from "node:fs";
import { chmod, rename, utimes } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { engineFiles, engineFolder, planEngine, type PlannedStep } from "../../../cli/engine/build.ts";
import { inputsDigest } from "../../../cli/engine/inputs.ts";
import { makeScratch, repository, type Scratch } from "./fixture.ts";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(async () => scratch.remove());

test("every input of every step exists, and every step has a digest of its own", async () => {
  const steps = await planEngine(repository);
  const missing = steps.flatMap(({ inputs }) =>
    inputs.filter((input) => !existsSync(join(repository, "engine", input))),
  );
  expect(missing).toEqual([]);
  expect(steps.map(({ name }) => name)).toEqual([
    "pulumi",
    "pulumi-resource-docker",
    "pulumi-resource-random",
    "pulumi-resource-tls",
    "pulumi-resource-command",
    "pulumi-language-nodejs",
  ]);
  expect(new Set(steps.map(({ digest }) => digest)).size).toBe(steps.length);
});

test("executables lie where the engine looks for them", async () => {
  const files = engineFiles("/folder", await planEngine(repository));
  expect(files.get("pulumi")).toBe("/folder/bin/pulumi");
  expect(files.get("pulumi-language-nodejs")).toBe("/folder/bin/pulumi-language-nodejs");
  expect(files.get("pulumi-resource-docker")).toMatch(
    /^\/folder\/home\/plugins\/resource-docker-v[\d.]+\/pulumi-resource-docker$/,
  );
});

test("an engine's folder follows from its steps' digests and from nothing else", () => {
  const step = (digest: string): PlannedStep => ({ name: "x", title: "X", version: "1", inputs: [], digest });
  const folder = engineFolder("/cache", [step("a"), step("b")]);
  expect(folder).toMatch(/^\/cache\/[0-9a-f]{16}$/);
  expect(engineFolder("/cache", [step("a"), step("b")])).toBe(folder);
  expect(engineFolder("/cache", [step("a"), step("c")])).not.toBe(folder);
});

test("a digest changes with a file's content, name and presence, and with the extra facts; not with times or modes", async () => {
  const file = await scratch.write("module/a.go", "package a");
  await scratch.write("go.mod", "module x");
  const digest = async (...extra: string[]): Promise<string> => inputsDigest(scratch.dir, ["go.mod", "module"], extra);
  const first = await digest("v1");
  await utimes(file, 1, 1);
  await chmod(file, 0o600);
  expect(await digest("v1")).toBe(first);
  const seen = [first, await digest("v2")];
  await scratch.write("module/a.go", "package b");
  seen.push(await digest("v1"));
  await rename(file, join(scratch.dir, "module", "b.go"));
  seen.push(await digest("v1"));
  await scratch.write("module/sub/c.go", "");
  seen.push(await digest("v1"));
  expect(new Set(seen).size).toBe(seen.length);
});
