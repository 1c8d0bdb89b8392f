import { execa } from "execa";
import { projectDir } from "./bootstrap.mjs";
import { chooseEngine } from "./engine/index.ts";
import { explain } from "./explain.ts";
import { stackArguments } from "./stack-arguments.ts";
import { engineEnvironment } from "./workspace.ts";

/** `npm run pulumi -- ARGS`: the engine that `npm start` chose, on the stacks that it made. */
async function main(): Promise<void> {
  const engine = await chooseEngine({
    projectDir,
    report: (line) => {
      console.error(line);
    },
  });
  const args = stackArguments(projectDir, process.argv.slice(2));
  const result = await execa(engine.pulumi, args, {
    cwd: projectDir,
    env: await engineEnvironment(projectDir, engine),
    stdio: "inherit",
    reject: false,
  });
  process.exitCode = result.exitCode ?? 1;
}

// The engine handles Ctrl-C itself and ends the update in good order; this process only waits for it.
process.on("SIGINT", () => undefined);
await main().catch(explain);
