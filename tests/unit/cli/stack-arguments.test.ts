import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { stackArguments } from "../../../cli/stack-arguments.ts";

let project: string;
let own: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "jitsi-arguments-"));
  await mkdir(join(project, ".jitsi"));
  own = join(project, ".jitsi", "Pulumi.dev.yaml");
  await writeFile(own, "config: {}\n");
});
afterAll(async () => {
  await rm(project, { recursive: true });
});

test("a command without a stack means the stack of npm start, with its configuration", () => {
  expect(stackArguments(project, ["preview", "--diff"])).toEqual([
    "preview",
    "--diff",
    "--stack",
    "dev",
    "--config-file",
    own,
  ]);
});

test("what is added stands before --, behind which everything is a value", () => {
  expect(stackArguments(project, ["config", "set", "--path", "a.b", "--", "-1"])).toEqual([
    "config",
    "set",
    "--path",
    "a.b",
    "--stack",
    "dev",
    "--config-file",
    own,
    "--",
    "-1",
  ]);
});

test.each([
  { args: ["up", "--stack", "prod"] },
  { args: ["up", "-s", "prod"] },
  { args: ["stack", "init", "prod"] },
  { args: ["version"] },
])("$args are left as they are: they name another stack, or none", ({ args }) => {
  expect(stackArguments(project, args)).toEqual(args);
});

test("a command on the stack that has no configuration gets the stack alone", () => {
  expect(stackArguments(project, ["stack", "output", "url"])).toEqual(["stack", "output", "url", "--stack", "dev"]);
});
