import { execa } from "execa";
import { projectDir, projectEnvironment } from "../cli/bootstrap.mjs";
import { explain } from "../cli/explain.ts";
import { require } from "../cli/setup/apt.ts";
import { jest } from "./jest.ts";
import { checkPrograms } from "./programs.ts";

/** Runs one of the npm scripts. Returns whether it succeeded, having printed what it found. */
async function script(name: string): Promise<boolean> {
  const options = { cwd: projectDir, env: projectEnvironment(), reject: false, all: true } as const;
  const { failed, all } = await execa("npm", ["run", "--silent", name], options);
  console.log(failed ? `${name}: failed\n${all}` : `${name}: fine`);
  return !failed;
}

async function check(): Promise<number> {
  // Without one of them a test fails for a reason that is not the project's, or waits for ever.
  await require(checkPrograms, "to compare with");
  // Types, lint and format run beside the tests, which leave a core to them.
  const scripts = ["types", "lint", "format"].map(script);
  const tests = await jest([...process.argv.slice(2), "--selectProjects", "unit", "program"]);
  return (await Promise.all(scripts)).every(Boolean) ? tests : 1;
}

try {
  process.exitCode = await check();
} catch (error) {
  explain(error);
}
