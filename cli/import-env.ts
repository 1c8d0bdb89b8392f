import { readFile } from "node:fs/promises";
import { type Answer, importVariables, type ImportedVariable } from "../config/env-file.ts";
import { checkSettings } from "../config/parse.ts";
import type { Problem } from "../config/problems.ts";
import { projectDir } from "./bootstrap.mjs";
import { type AccountAnswer, planUsers } from "./import-users.ts";
import { refuseProblems } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import {
  changeStack,
  readStackFile,
  type SettingValue,
  type StackFile,
  type StoreSecret,
  withValues,
} from "./stack-change.ts";
import { table } from "./table.ts";

export type { StoreSecret } from "./stack-change.ts";

export interface ImportOptions {
  /** Import the rest of a file with lines that are refused. */
  readonly skipRefused?: boolean;
  /** Folder of a Prosody's data whose accounts are taken over, too. */
  readonly users?: string;
  readonly project?: string;
}

/** What an import would do to a stack. */
export interface ImportPlan {
  readonly answers: readonly Answer[];
  /** The answers to the accounts of options.users. */
  readonly accounts: readonly AccountAnswer[];
  readonly stackFile: StackFile;
  /** What would be set, secrets among it. */
  readonly values: readonly SettingValue[];
  /** What would be wrong with the stack's settings afterwards. */
  readonly problems: readonly Problem[];
  /** Variables that are refused and left out. */
  readonly leftOut: readonly string[];
}

/** A file that somebody named by mistake is not worth reading to its end. */
const largestFile = 4_000_000;

/** @throws SetupError where the file cannot be a `.env` file. */
async function readEnvFile(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SetupError(
      code === "ENOENT"
        ? `There is no file ${file}.`
        : code === "EISDIR"
          ? `${file} is a folder. Name the .env file in it.`
          : `${file} cannot be read: ${message}`,
    );
  }
  if (bytes.length > largestFile) {
    throw new SetupError(`${file} is larger than 4 MB, which no .env file is.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SetupError(`${file} is not UTF-8 text. Save it as UTF-8, then import it again.`);
  }
}

function settingValues(variables: readonly ImportedVariable[]): SettingValue[] {
  return variables.flatMap(({ values }) => [...values].map(([path, value]) => ({ keys: path.split("."), value })));
}

/** Whether a problem is about a setting: it is its path, lies in it, or is named in the reason. */
function isAbout({ path, reason }: Problem, setting: string): boolean {
  const named = reason.split(/[^\w.]+/).map((word) => word.replace(/\.$/, ""));
  return (
    path === setting || path.startsWith(`${setting}.`) || path.startsWith(`${setting}[`) || named.includes(setting)
  );
}

/** The problem with the variables that brought it about. */
function withVariables(problem: Problem, variables: readonly ImportedVariable[]): Problem {
  const names = variables
    .filter(({ values }) => [...values.keys()].some((setting) => isAbout(problem, setting)))
    .map(({ answer }) => answer.variable);
  return names.length === 0 ? problem : { ...problem, reason: `${problem.reason} (set by ${names.join(", ")})` };
}

/** Reads a `.env` file and the stack, and works out what would come of it. Writes nothing. @throws SetupError */
export async function planImport(envFile: string, stack: string, options: ImportOptions = {}): Promise<ImportPlan> {
  const variables = importVariables(await readEnvFile(envFile));
  const answers = variables.map(({ answer }) => answer);
  const stackFile = await readStackFile(stack, options.project ?? projectDir);
  const ofFile = settingValues(variables);
  const users =
    options.users === undefined ? undefined : await planUsers(options.users, withValues(stackFile.raw, ofFile));
  const values = [...ofFile, ...(users?.values ?? [])];
  const { problems } = checkSettings(withValues(stackFile.raw, values), { withoutPackages: true });
  return {
    answers,
    accounts: users?.answers ?? [],
    stackFile,
    values,
    problems: problems.map((problem) => withVariables(problem, variables)),
    leftOut: options.skipRefused
      ? answers.filter(({ answer }) => answer === "refused").map(({ variable }) => variable)
      : [],
  };
}

/** @throws SetupError if a line of the file, or what comes of it, cannot be used. */
export function refuseImport({ answers, problems, leftOut }: ImportPlan): void {
  const refused = answers.filter(({ answer, variable }) => answer === "refused" && !leftOut.includes(variable));
  if (refused.length > 0) {
    const lines = refused.map(({ variable, reason }) => `  ${variable}: ${reason ?? ""}`);
    throw new SetupError(
      `Nothing was changed. Correct or remove these lines of the file, then import it again; or leave them out with --skip-refused:\n${lines.join("\n")}`,
    );
  }
  refuseProblems(problems);
}

/** Carries a plan out. @throws SetupError with the reason, and nothing changed. */
export async function applyImport(plan: ImportPlan, stack: string, storeSecret?: StoreSecret): Promise<void> {
  refuseImport(plan);
  await changeStack(plan.stackFile, plan.values, stack, storeSecret);
}

/**
 * Takes a docker-jitsi-meet `.env` file over into a stack.
 * @returns the answer to each of its variables, for people to see.
 * @throws SetupError with every reason, and nothing changed.
 */
export async function importIntoStack(envFile: string, stack: string): Promise<readonly Answer[]> {
  const plan = await planImport(envFile, stack);
  await applyImport(plan, stack);
  return plan.answers;
}

const longestValue = 60;

function valueText(value: unknown): string {
  const text =
    value === null ? "" : typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}...` : text;
}

/** The values of several settings stand in the settings' order. */
function valuesText({ setting, value }: Answer): string {
  return setting?.includes(", ") && typeof value === "object" && value !== null
    ? Object.values(value).map(valueText).join(", ")
    : valueText(value);
}

/** The answers as a table, and how many there are of each kind. */
export function answersText(answers: readonly Answer[]): string {
  const rows = answers.map((one) => [one.variable, one.answer, one.setting ?? "", valuesText(one), one.reason ?? ""]);
  const kinds = ["setting", "translated", "ignored", "refused", "unsupported"] as const;
  const counts = kinds
    .map((kind): [string, number] => [kind, answers.filter(({ answer }) => answer === kind).length])
    .filter(([, count]) => count > 0);
  const total = counts.map(([kind, count]) => `${String(count)} ${kind}`).join(", ");
  return `${table([["VARIABLE", "ANSWER", "SETTING", "VALUE", "REASON"], ...rows])}\n\n${String(answers.length)} variables: ${total}`;
}
