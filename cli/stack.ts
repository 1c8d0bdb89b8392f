import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectDir } from "./bootstrap.mjs";
import { SetupError } from "./setup/command.ts";
import type { Machine } from "./setup/machine.ts";
import { stackArguments } from "./stack-arguments.ts";
import { stateFolder } from "./workspace.ts";
import { projectName } from "../config/stack-values.ts";

/** Value of the label that everything of a stack carries on the Docker daemon. */
export function stackLabel(stack: string): string {
  return `jitsi.stack=${projectName}-${stack}`;
}

function ready(machine: Machine): Required<Machine> {
  if (machine.engine === undefined || machine.env === undefined) {
    throw new Error("the engine is used before it was chosen");
  }
  return { engine: machine.engine, env: machine.env };
}

/** Runs the engine and returns what it printed. A failure is explained where its cause is a known one. */
export async function engineOutput(machine: Machine, args: readonly string[]): Promise<string> {
  const { engine, env } = ready(machine);
  const result = await execa(engine.pulumi, stackArguments(projectDir, args), {
    cwd: projectDir,
    env,
    reject: false,
    all: true,
  });
  if (result.failed) {
    throw new SetupError(explainEngine(result.all));
  }
  return result.stdout;
}

/** Runs the engine on the person's terminal. Returns its exit code. Ctrl-C is the engine's to handle. */
export async function runEngine(machine: Machine, args: readonly string[]): Promise<number> {
  const { engine, env } = ready(machine);
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  try {
    const result = await execa(engine.pulumi, stackArguments(projectDir, args), {
      cwd: projectDir,
      env,
      stdio: "inherit",
      reject: false,
    });
    return result.exitCode ?? 1;
  } finally {
    process.off("SIGINT", ignore);
  }
}

/** What a failure of the engine means for the person who sees it. */
export function explainEngine(output: string): string {
  if (/incorrect passphrase/.test(output)) {
    return "The passphrase does not fit the stack's secrets. It is in .jitsi/passphrase unless PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE is set: put the right one back.";
  }
  if (/currently locked/.test(output)) {
    return "Another run works on this stack. Wait for it; if there is none, it was ended by force: npm run pulumi -- cancel --yes";
  }
  return output.trim();
}

interface Checkpoint {
  readonly deployment?: { readonly pending_operations?: readonly unknown[]; readonly resources?: readonly Resource[] };
}

interface Resource {
  readonly type: string;
  readonly id?: string;
  readonly outputs?: { readonly hex?: string };
}

async function checkpoint(machine: Machine, stack: string): Promise<Checkpoint> {
  return JSON.parse(await engineOutput(machine, ["stack", "export", "--stack", stack])) as Checkpoint;
}

/** Value of the label that nothing but this very stack carries. Undefined before its first `up`. */
export async function stackInstance(machine: Machine, stack: string): Promise<string | undefined> {
  const { deployment } = await checkpoint(machine, stack);
  return deployment?.resources?.find(({ type }) => type === "random:index/randomId:RandomId")?.outputs?.hex;
}

/** Ids of the containers, networks or volumes that carry a label, as they stand in a checkpoint. */
async function labelled(kind: "container" | "network" | "volume", instance: string): Promise<string[]> {
  const all = kind === "container" ? ["--all", "--no-trunc"] : kind === "network" ? ["--no-trunc"] : [];
  const filter = ["--filter", `label=jitsi.instance=${instance}`];
  const { stdout } = await execa("docker", [kind, "ls", "--quiet", ...all, ...filter]);
  return stdout.split("\n").filter((line) => line !== "");
}

/**
 * Removes what carries the stack's label but is not in its state: left behind where a run was ended by force.
 * @param instance what `stackInstance` says, asked before the stack was destroyed.
 */
export async function removeOrphans(machine: Machine, stack: string, instance: string | undefined): Promise<void> {
  if (instance === undefined) {
    return;
  }
  const known = new Set((await checkpoint(machine, stack)).deployment?.resources?.map(({ id }) => id));
  for (const kind of ["container", "network", "volume"] as const) {
    for (const id of (await labelled(kind, instance)).filter((found) => !known.has(found))) {
      await execa("docker", [kind, "rm", ...(kind === "network" ? [] : ["--force"]), id]);
    }
  }
}

/**
 * Makes the stack unless it is there. From the state folder with a project file of its own: the engine writes a new
 * stack's salt beside the project file, and what is committed must stay as it is.
 */
async function createStack(machine: Machine, stack: string): Promise<void> {
  const { engine, env } = ready(machine);
  const folder = join(projectDir, stateFolder);
  await writeFile(join(folder, "Pulumi.yaml"), `name: ${projectName}\nruntime: nodejs\n`);
  const args = ["stack", "select", "--create", stack, "--non-interactive"];
  const result = await execa(engine.pulumi, args, { cwd: folder, env, reject: false, all: true });
  if (result.failed) {
    throw new SetupError(explainEngine(result.all));
  }
}

/** Makes the stack unless it is there, and clears what an interrupted run has left half done. */
export async function selectStack(machine: Machine, stack: string, report: (line: string) => void): Promise<void> {
  await createStack(machine, stack);
  const { deployment } = await checkpoint(machine, stack);
  if ((deployment?.pending_operations ?? []).length > 0) {
    report("an earlier run was interrupted: clearing what it left half done");
    await engineOutput(machine, ["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack]);
    await removeOrphans(machine, stack, await stackInstance(machine, stack));
  }
}
