import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { engineLimit, makeProject, sharedEngine, up, type Project } from "./project.ts";

jest.setTimeout(180_000);

beforeAll(sharedEngine, engineLimit);

let project: Project | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

const program = (args: string): string => `
  import * as pulumi from "@pulumi/pulumi";
  import * as command from "@pulumi/command";
  const run = new command.local.Command("run", ${args});
  export const stdout = run.stdout;
  export const stderr = run.stderr;
`;

test("a command gets folder, environment, interpreter and standard input, and its output comes back", async () => {
  project = await makeProject(
    program(`{
      create: "cat; echo $NAME; pwd; echo problem >&2",
      dir: "/", environment: { NAME: "value" }, stdin: "from stdin\\n", interpreter: ["/bin/bash", "-c"],
    }`),
  );
  await up(project);
  expect(await project.outputs()).toEqual({ stdout: "from stdin\nvalue\n/", stderr: "problem" });
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
});

test("a changed input runs update with what was printed before; removal runs delete", async () => {
  const args = (word: string): string =>
    `{ create: "echo ${word}", update: "echo $PULUMI_COMMAND_STDOUT then ${word}", delete: "echo gone after $PULUMI_COMMAND_STDOUT > removed" }`;
  project = await makeProject(program(args("one")));
  await up(project);
  await project.write("index.ts", program(args("two")));
  await up(project);
  expect(await project.outputs()).toEqual({ stdout: "one then two", stderr: "" });
  await project.pulumi("destroy", "--yes", "--skip-preview");
  expect(await readFile(join(project.dir, "removed"), "utf8")).toBe("gone after one then two\n");
});

test("a changed trigger runs create again", async () => {
  const args = (trigger: string): string => `{ create: "echo run >> log; wc -l < log", triggers: ["${trigger}"] }`;
  project = await makeProject(program(args("a")));
  await up(project);
  await up(project);
  expect(await project.outputs()).toEqual({ stdout: "1", stderr: "" });
  await project.write("index.ts", program(args("b")));
  expect(await up(project)).toContain("replaced");
  expect(await project.outputs()).toEqual({ stdout: "2", stderr: "" });
});

test("a failed command fails the run with its exit code and what it said", async () => {
  project = await makeProject(program('{ create: "echo the reason >&2; exit 7" }'));
  const { exitCode, all } = await project.pulumi("up", "--yes", "--skip-preview");
  expect(exitCode).toBe(1);
  expect(all).toContain("exit status 7");
  expect(all).toContain("the reason");
  expect(all).not.toContain("goroutine");
});

test("secret standard input is nowhere in the state or on the screen", async () => {
  project = await makeProject(program('{ create: "cat", stdin: pulumi.secret("open-sesame"), logging: "none" }'));
  expect(await up(project)).not.toContain("open-sesame");
  expect((await project.pulumi("stack", "export")).all).not.toContain("open-sesame");
  expect(await project.outputs()).toEqual({ stdout: "open-sesame", stderr: "" });
});
