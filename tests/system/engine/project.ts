import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { chooseEngine, type Engine } from "../../../cli/engine/index.ts";

/** The folder of this repository. */
export const repository = join(import.meta.dirname, "..", "..", "..");

/** What one run of the engine said. `all` is what a person sees. */
export interface Run {
  readonly exitCode: number;
  readonly all: string;
}

/** A Pulumi project of its own, in a folder and with a state that last for one test. */
export interface Project {
  readonly dir: string;
  /** Name that no other test uses, for what is made on the daemon. */
  readonly name: string;
  readonly write: (path: string, content: string, mode?: number) => Promise<void>;
  readonly pulumi: (...args: string[]) => Promise<Run>;
  readonly outputs: () => Promise<Record<string, unknown>>;
  readonly remove: () => Promise<void>;
}

let engine: Promise<Engine> | undefined;

/** Time in which even a machine that has nothing builds an engine, in milliseconds. */
export const engineLimit = 3_600_000;

/** The engine that this machine's runs use; built first where it has to be. */
export async function sharedEngine(): Promise<Engine> {
  engine ??= chooseEngine({ projectDir: repository, report: () => undefined });
  return engine;
}

async function writeProjectFile(file: string, content: string, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, mode);
}

/** Makes a project whose program is `program` (TypeScript, an ES module). */
export async function makeProject(program: string): Promise<Project> {
  const { pulumi, env } = await sharedEngine();
  const dir = await mkdtemp(join(tmpdir(), "engine-test-"));
  const name = `engine-test-${randomBytes(4).toString("hex")}`;
  const write = async (path: string, content: string, mode = 0o644): Promise<void> =>
    writeProjectFile(join(dir, path), content, mode);
  await write(
    "Pulumi.yaml",
    `{ name: ${name}, main: index.ts, runtime: { name: nodejs, options: { typescript: false } } }\n`,
  );
  await write("package.json", '{ "type": "module" }\n');
  await write("index.ts", program);
  await mkdir(join(dir, "state"));
  await symlink(join(repository, "node_modules"), join(dir, "node_modules"));

  // A test may put programs of its own in bin/.
  const path = [join(dir, "bin"), env["PATH"]].join(delimiter);
  const run = async (args: readonly string[], buffer: "all" | "stdout"): Promise<Run> => {
    const result = await execa(pulumi, [...args, "--non-interactive", "--color=never"], {
      cwd: dir,
      env: { ...env, PATH: path, PULUMI_BACKEND_URL: `file://${join(dir, "state")}`, PULUMI_CONFIG_PASSPHRASE: "test" },
      reject: false,
      all: true,
    });
    return { exitCode: result.exitCode ?? -1, all: result[buffer] };
  };
  await run(["stack", "init", "dev"], "all");
  return {
    dir,
    name,
    write,
    pulumi: async (...args) => run(args, "all"),
    outputs: async () =>
      JSON.parse((await run(["stack", "output", "--json", "--show-secrets"], "stdout")).all) as Record<string, unknown>,
    remove: async () => {
      await run(["destroy", "--yes", "--skip-preview"], "all");
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Runs `pulumi up`, and fails with what it said unless it succeeds. */
export async function up(project: Project, ...args: string[]): Promise<string> {
  const { exitCode, all } = await project.pulumi("up", "--yes", "--skip-preview", ...args);
  if (exitCode !== 0) {
    throw new Error(`pulumi up failed:\n${all}`);
  }
  return all;
}
