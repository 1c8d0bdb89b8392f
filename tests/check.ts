import { execa } from "execa";
import { projectDir, projectEnvironment } from "../cli/bootstrap.mjs";
import { jest } from "./jest.ts";

/** Runs one of the npm scripts. Returns whether it succeeded, having printed what it found. */
async function script(name: string): Promise<boolean> {
  const options = { cwd: projectDir, env: projectEnvironment(), reject: false, all: true } as const;
  const { failed, all } = await execa("npm", ["run", "--silent", name], options);
  console.log(failed ? `${name}: failed\n${all}` : `${name}: fine`);
  return !failed;
}

/** Types, lint and format run beside the tests, which leave a core to them. */
const scripts = ["types", "lint", "format"].map(script);
const tests = await jest([...process.argv.slice(2), "--selectProjects", "unit", "program"]);
process.exitCode = (await Promise.all(scripts)).every(Boolean) ? tests : 1;
