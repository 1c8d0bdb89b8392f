import { Command } from "commander";
import { Listr } from "listr2";
import { buildRehearsalPackages } from "../rehearsal/build.ts";
import type { Answer } from "../config/env-file.ts";
import { projectDir } from "./bootstrap.mjs";
import { explain } from "./explain.ts";
import { answersText, importIntoStack } from "./import-env.ts";
import { loadStackSettings } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import { checkDisk } from "./setup/disk.ts";
import { machineSteps, reporter, stepOptions, type Machine } from "./setup/machine.ts";
import { choosePackages } from "./setup/packages.ts";
import { checkPorts } from "./setup/ports.ts";
import { runEngine, selectStack, stackLabel } from "./stack.ts";
import { statusText, waitUntilHealthy } from "./status.ts";
import { summary } from "./summary.ts";
import { devStack, prepareStackConfig } from "./workspace.ts";

interface Context extends Machine {
  configFile: string;
  answers: readonly Answer[];
}

/** How long services may take to become healthy after the engine is done. Seconds. */
const healthSeconds = 120;

/** Everything before the engine runs. Nothing of the stack changes here. */
async function prepare(context: Context, envFile: string | undefined): Promise<void> {
  await new Listr<Context>(
    [
      ...machineSteps<Context>(projectDir),
      {
        title: `Stack ${devStack}`,
        task: async (_, task) => {
          context.configFile = await prepareStackConfig(projectDir, devStack);
          await selectStack(context, devStack, reporter(task));
        },
      },
      {
        title: `Settings of ${envFile ?? ""}`,
        enabled: envFile !== undefined,
        task: async () => {
          context.answers = await importIntoStack(envFile ?? "", devStack);
        },
      },
      {
        title: "Jitsi packages",
        task: async (_, task) => {
          const packages = await choosePackages(context.configFile);
          task.title = `Jitsi packages: ${packages}`;
          if (packages === "rehearsal") {
            await buildRehearsalPackages({ projectDir, report: reporter(task) });
          }
        },
      },
      {
        title: "Settings, ports, disk",
        task: async () => {
          await checkPorts(await loadStackSettings(context.configFile), stackLabel(devStack));
          await checkDisk();
        },
      },
    ],
    { ...stepOptions, ctx: context },
  ).run();
}

async function start({ envFile }: { envFile?: string }): Promise<void> {
  const started = Date.now();
  const context: Context = { configFile: "", answers: [] };
  await prepare(context, envFile);
  if (context.answers.length > 0) {
    console.log(`\n${answersText(context.answers)}\n`);
  }
  const code = await runEngine(context, ["up", "--yes", "--skip-preview", "--stack", devStack]);
  if (code !== 0) {
    throw new SetupError(
      "The stack is not up. What failed is above; when it is mended, npm start goes on where it stopped. Health: ./jitsi status",
    );
  }
  const status = await waitUntilHealthy(devStack, healthSeconds);
  if (!status.healthy) {
    throw new SetupError(`The stack is up, but not healthy:\n${statusText(status)}`);
  }
  const settings = await loadStackSettings(context.configFile);
  const services = status.services.map(({ service }) => service);
  console.log(summary(settings, services, (Date.now() - started) / 1000));
}

await new Command("npm start --")
  .description("Sets this machine up, then builds and runs the stack `dev` on its Docker daemon.")
  .option("--env-file <file>", "take the settings of a docker-jitsi-meet .env file")
  .action(start)
  .parseAsync()
  .catch(explain);
