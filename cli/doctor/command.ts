import { existsSync } from "node:fs";
import { Command } from "commander";
import { projectDir } from "../bootstrap.mjs";
import { json, type Output, stackName } from "../command-line.ts";
import { SetupError } from "../setup/command.ts";
import { devStack, stackConfigFile } from "../workspace.ts";
import { examine } from "./index.ts";
import { realMachine } from "./machine.ts";
import { findingsText, verdict } from "./report.ts";

/** `./jitsi doctor` */
export function doctorCommand({ out }: Output): Command {
  return new Command("doctor")
    .description(
      "Look for what breaks calls, on this machine and in a stack. Changes nothing; fails if something does.",
    )
    .option("--stack <name>", "the stack", stackName, devStack)
    .option("--settings <file>", "the stack's configuration file, where it is not in the project's folder")
    .option(
      "--json",
      "print {stack, well, seconds, checks: [{title, skipped, findings: [{severity, problem, effect, fix}]}]}",
    )
    .action(async ({ stack, settings, json: asJson }: { stack: string; settings?: string; json?: boolean }) => {
      const file = settings ?? stackConfigFile(projectDir, stack);
      if (settings === undefined && !existsSync(file)) {
        throw new SetupError(`There is no stack ${stack}: ${file} does not exist. --settings names another file.`);
      }
      const diagnosis = await examine(
        { stack, file, machine: realMachine, dockerHost: process.env["DOCKER_HOST"] },
        { quiet: asJson === true },
      );
      out(asJson ? json(diagnosis) : findingsText(diagnosis));
      if (!diagnosis.well) {
        throw new SetupError(verdict(diagnosis));
      }
      if (!asJson) {
        out(verdict(diagnosis));
      }
    });
}
