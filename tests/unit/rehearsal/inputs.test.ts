import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { checksumOf } from "../../../rehearsal/inputs.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "inputs-"));
  await mkdir(join(root, "folder/below"), { recursive: true });
  await writeFile(join(root, "folder/below/a"), "1");
  await writeFile(join(root, "folder/b"), "2");
  await writeFile(join(root, "file"), "3");
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

const names = ["folder", "file"];

test("the checksum stays the same until a file changes", async () => {
  const before = await checksumOf(root, names);
  expect(await checksumOf(root, names)).toBe(before);
  await writeFile(join(root, "folder/below/a"), "changed");
  expect(await checksumOf(root, names)).not.toBe(before);
});

test("a renamed and an added file change the checksum", async () => {
  const before = await checksumOf(root, names);
  await rename(join(root, "folder/b"), join(root, "folder/c"));
  const renamed = await checksumOf(root, names);
  expect(renamed).not.toBe(before);
  await writeFile(join(root, "folder/new"), "");
  expect(await checksumOf(root, names)).not.toBe(renamed);
});

test("a file beside the named ones does not", async () => {
  const before = await checksumOf(root, names);
  await writeFile(join(root, "other"), "");
  expect(await checksumOf(root, names)).toBe(before);
});

test("a missing input is an error", async () => {
  await expect(checksumOf(root, ["absent"])).rejects.toThrow("absent");
});
