import { Listr } from "listr2";
import { projectDir } from "../cli/bootstrap.mjs";
import { explain } from "../cli/explain.ts";
import { require } from "../cli/setup/apt.ts";
import { machineSteps, reporter, stepOptions, type Machine } from "../cli/setup/machine.ts";
import { buildRehearsalPackages } from "../rehearsal/build.ts";
import { jest } from "./jest.ts";
import { checkPrograms, testPrograms } from "./programs.ts";

/** Prepares what the system tests need. Each step is quick when done before. */
async function prepare(): Promise<void> {
  await new Listr<Machine>(
    [
      { title: "Programs for the tests", task: async () => require(testPrograms, "to run the tests") },
      ...machineSteps<Machine>(projectDir),
      {
        title: "Rehearsal packages",
        task: async (_, task) => {
          await buildRehearsalPackages({ projectDir, report: reporter(task) });
        },
      },
    ],
    stepOptions,
  ).run();
}

const quickTests = ["--passWithNoTests", "--selectProjects", "unit", "program"];

/** System tests share one daemon and this machine's ports, so they run one after the other. */
const systemTests = ["--passWithNoTests", "--runInBand", "--selectProjects", "system"];

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  try {
    await prepare();
  } catch (error) {
    explain(error);
    if (process.env["CI"] === "true") {
      console.error("With CI=true every test has to run.");
      return;
    }
    await require(checkPrograms, "to run the other tests");
    console.error("The system tests cannot run on this machine; the others can.");
    process.exitCode = await jest([...args, ...quickTests]);
    return;
  }
  const quick = await jest([...args, ...quickTests]);
  const system = await jest([...args, ...systemTests]);
  process.exitCode = quick === 0 ? system : quick;
}

await main().catch(explain);
