import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { Listr } from "listr2";
import { projectDir } from "./bootstrap.mjs";
import { explain } from "./explain.ts";
import { machineSteps, stepOptions, type Machine } from "./setup/machine.ts";
import { removeOrphans, runEngine, selectStack, stackInstance } from "./stack.ts";
import { devStack, stackConfigFile, stateFolder } from "./workspace.ts";

/** `npm stop`: destroys the stack with everything it put on the Docker daemon, images and caches excepted. */
async function stop(options: { forget?: boolean }): Promise<void> {
  const folder = join(projectDir, stateFolder);
  if (existsSync(join(folder, "passphrase"))) {
    const machine: Machine = {};
    await new Listr<Machine>(machineSteps<Machine>(projectDir), { ...stepOptions, ctx: machine }).run();
    await selectStack(machine, devStack, console.log);
    const instance = await stackInstance(machine, devStack);
    const code = await runEngine(machine, ["destroy", "--yes", "--skip-preview", "--stack", devStack]);
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
    await removeOrphans(machine, devStack, instance);
  }
  if (options.forget === true) {
    await rm(folder, { recursive: true, force: true });
    console.log("The stack is gone, and with it its settings, secrets and state.");
    return;
  }
  console.log(
    `The stack is gone. Its settings stay in ${stackConfigFile(projectDir, devStack)}; npm start brings it back.`,
  );
}

await new Command("npm stop --")
  .description("Destroys the stack `dev`: containers, volumes with the accounts in them, networks. Images stay.")
  .option("--forget", "also delete its settings, secrets and state")
  .action(stop)
  .parseAsync()
  .catch(explain);
