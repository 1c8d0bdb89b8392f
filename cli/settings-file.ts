import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { YAMLParseError } from "yaml";
import { setSecretCommand } from "../config/commands.ts";
import { readPackages } from "../config/packages.ts";
import { checkSettings, type ParseOptions } from "../config/parse.ts";
import { type Problem, report } from "../config/problems.ts";
import type { Settings } from "../config/settings/index.ts";
import { readSettingsFile, readStackValues, type StackValues } from "../config/stack-values.ts";
import { projectDir } from "./bootstrap.mjs";
import { SetupError } from "./setup/command.ts";
import { stackConfigFile } from "./workspace.ts";

/** A file's text. @throws SetupError that says why it cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SetupError(code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${message}`);
  }
}

/** Reads YAML settings. @throws SetupError with line and column where the file is no YAML. */
export function readValues(file: string, text: string, read: (text: string) => StackValues): StackValues {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof YAMLParseError) {
      // The rest of the message quotes the line, which may hold a secret.
      throw new SetupError(`${file} is no YAML: ${error.message.split("\n")[0] ?? ""}`);
    }
    throw error;
  }
}

/** @throws SetupError with the whole report, if there is a problem. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new SetupError(report(problems));
  }
}

function checked(raw: unknown, options: ParseOptions): Settings {
  const { problems, parsed } = checkSettings(raw, options);
  refuseProblems(problems);
  return parsed.settings;
}

/**
 * Settings for rendering, of a file with plain groups or of a stack's file. Encrypted values stay encrypted: no rendered
 * file holds a secret.
 * @throws SetupError with every problem at once.
 */
export async function loadSettingsFile(file: string): Promise<Settings> {
  const { raw } = readValues(file, await readText(file), readSettingsFile);
  return checked(raw, { withoutPackages: true });
}

/** Settings of a stack for rendering. @throws SetupError where the stack has no file, or with every problem at once. */
export async function loadStack(stack: string): Promise<Settings> {
  const file = stackConfigFile(projectDir, stack);
  if (!existsSync(file)) {
    throw new SetupError(
      `There is no stack ${stack}: neither .jitsi/Pulumi.${stack}.yaml nor Pulumi.${stack}.yaml exists.`,
    );
  }
  const { raw } = readValues(file, await readText(file), readStackValues);
  return checked(raw, { withoutPackages: true });
}

/**
 * Settings of a stack's file as `pulumi up` will take them: packages and secrecy are checked, too.
 * @throws SetupError with every problem at once.
 */
export async function loadStackSettings(file: string): Promise<Settings> {
  const { raw, plainSecrets } = readValues(file, await readText(file), readStackValues);
  const { problems, parsed } = checkSettings(raw);
  const plain = plainSecrets.map(({ path }) => ({
    path,
    reason: "is a secret and stored in plain text",
    fix: setSecretCommand(path),
  }));
  const packages = problems.some(({ path }) => path.startsWith("images"))
    ? []
    : readPackages(parsed.settings, projectDir).problems;
  refuseProblems([...problems, ...plain, ...packages]);
  return parsed.settings;
}
