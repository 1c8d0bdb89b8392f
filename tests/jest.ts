import { join } from "node:path";
import { execa } from "execa";
import { projectDir, projectEnvironment, projectNode } from "../cli/bootstrap.mjs";

/** Runs jest on the project's Node, with native ES modules. Returns its exit code. */
export async function jest(args: readonly string[]): Promise<number> {
  const options = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  const result = await execa(projectNode(), [...options, join(projectDir, "node_modules/jest/bin/jest.js"), ...args], {
    cwd: projectDir,
    env: projectEnvironment(),
    stdio: "inherit",
    reject: false,
  });
  return result.exitCode ?? 1;
}
