import { existsSync } from "node:fs";
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { isCollection, isMap, parseDocument } from "yaml";
import { formatPath } from "../config/commands.ts";
import { encrypted } from "../config/encrypted.ts";
import { type Answer, importVariables, type ImportedVariable } from "../config/env-file.ts";
import { checkSettings } from "../config/parse.ts";
import type { Problem } from "../config/problems.ts";
import { isSecretPath } from "../config/registry.ts";
import { readStackValues } from "../config/stack-values.ts";
import { projectDir, projectNode } from "./bootstrap.mjs";
import { readText, readValues, refuseProblems } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import { explainEngine } from "./stack.ts";
import { settingKey } from "./stack-file.ts";
import { table } from "./table.ts";
import { stackConfigFile } from "./workspace.ts";

/** Encrypts a secret into a stack's configuration file. @throws SetupError where the engine refuses. */
export type StoreSecret = (path: string, value: string, stack: string, file: string) => Promise<void>;

/** What an import would do to a stack. */
export interface ImportPlan {
  readonly answers: readonly Answer[];
  /** The stack's configuration file. */
  readonly file: string;
  /** Its text as it is. Empty: there is none. */
  readonly before: string;
  /** Values by setting, secrets among them. */
  readonly values: ReadonlyMap<string, unknown>;
  /** What would be wrong with the stack's settings afterwards. */
  readonly problems: readonly Problem[];
}

function settingValues(variables: readonly ImportedVariable[]): Map<string, unknown> {
  return new Map(
    variables.flatMap(({ answer, value }): [string, unknown][] =>
      answer.setting === null ? [] : [[answer.setting, value]],
    ),
  );
}

/** Raw settings with values put in. A group that is no group stays, so that it is reported. */
function withValues(raw: unknown, values: ReadonlyMap<string, unknown>): unknown {
  const groups: Record<string, unknown> = typeof raw === "object" && raw !== null ? { ...raw } : {};
  for (const [path, value] of values) {
    const [group = "", key = ""] = path.split(".");
    const before = groups[group] ?? {};
    if (typeof before === "object" && (before as unknown) !== encrypted) {
      groups[group] = { ...before, [key]: value };
    }
  }
  return groups;
}

/** Reads a `.env` file and the stack, and works out what would come of it. Writes nothing. */
export async function planImport(envFile: string, stack: string, project = projectDir): Promise<ImportPlan> {
  const variables = importVariables(await readText(envFile));
  const file = stackConfigFile(project, stack);
  const before = existsSync(file) ? await readText(file) : "";
  const values = settingValues(variables);
  const { problems } = checkSettings(withValues(readValues(file, before, readStackValues).raw, values), {
    withoutPackages: true,
  });
  return { answers: variables.map(({ answer }) => answer), file, before, values, problems };
}

/** The stack file's text with the values that are no secret, comments kept. */
function withPlainValues(before: string, values: ReadonlyMap<string, unknown>): string {
  const document = parseDocument(before);
  if (!isMap(document.get("config"))) {
    document.set("config", document.createNode({}));
  }
  for (const [path, value] of values) {
    const [group = "", key = ""] = path.split(".");
    const at = ["config", settingKey(group)];
    if (!isCollection(document.getIn(at))) {
      document.setIn(at, document.createNode({}));
    }
    // A plain scalar is put into the node that is there, with its comment.
    document.setIn([...at, key], Array.isArray(value) ? document.createNode(value) : value);
  }
  return document.toString();
}

const linesOfFailure = 5;

/** The engine's own command. The value goes through standard input: arguments are public. */
const storeByEngine: StoreSecret = async (path, value, stack, file) => {
  const args = [
    "config",
    "set",
    "--secret",
    "--path",
    path,
    "--stack",
    stack,
    "--config-file",
    file,
    "--non-interactive",
  ];
  const result = await execa(projectNode(), [join(projectDir, "cli", "pulumi.mjs"), ...args], {
    input: value,
    reject: false,
    all: true,
  });
  if (result.failed) {
    const said = result.all.trim().split("\n").slice(-linesOfFailure).join("\n");
    const hint = said.includes("no stack named") ? `\nnpm run pulumi -- stack init ${stack} makes it.` : "";
    throw new SetupError(
      `The engine could not store ${path}, so nothing was changed:\n${explainEngine(said).replaceAll(value, "[secret]")}${hint}`,
    );
  }
};

/** Writes a file's successor beside it and puts it in place whole, so that a failure leaves the old one. */
async function replaceFile(file: string, text: string, prepare: (copy: string) => Promise<void>): Promise<void> {
  const copy = join(dirname(file), `Pulumi.import-${String(process.pid)}.yaml`);
  const mode = existsSync(file) ? (await stat(file)).mode : 0o600;
  try {
    await writeFile(copy, text, { mode: 0o600 });
    await prepare(copy);
    await chmod(copy, mode);
    await rename(copy, file);
  } finally {
    await rm(copy, { force: true });
  }
}

/** @throws SetupError if a line of the file, or what comes of it, cannot be used. */
export function refuseImport({ answers, problems }: ImportPlan): void {
  const refused = answers.filter(({ answer }) => answer === "refused");
  if (refused.length > 0) {
    const lines = refused.map(({ variable, reason }) => `  ${variable}: ${reason ?? ""}`);
    throw new SetupError(
      `Nothing was changed. Correct or remove these lines of the file, then import it again:\n${lines.join("\n")}`,
    );
  }
  refuseProblems(problems);
}

/** Carries a plan out. @throws SetupError with the reason, and nothing changed. */
export async function applyImport(plan: ImportPlan, stack: string, storeSecret = storeByEngine): Promise<void> {
  refuseImport(plan);
  const plain = new Map([...plan.values].filter(([path]) => !isSecretPath(path)));
  await replaceFile(plan.file, withPlainValues(plan.before, plain), async (copy) => {
    for (const [path, value] of plan.values) {
      if (isSecretPath(path)) {
        await storeSecret(formatPath(path.split(".")), String(value), stack, copy);
      }
    }
  });
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

function valueText(value: unknown): string {
  return value === null ? "" : typeof value === "string" ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}

/** The answers as a table, and how many there are of each kind. */
export function answersText(answers: readonly Answer[]): string {
  const rows = answers.map((one) => [
    one.variable,
    one.answer,
    one.setting ?? "",
    valueText(one.value),
    one.reason ?? "",
  ]);
  const kinds = ["setting", "translated", "ignored", "refused", "unsupported"] as const;
  const counts = kinds
    .map((kind): [string, number] => [kind, answers.filter(({ answer }) => answer === kind).length])
    .filter(([, count]) => count > 0);
  const total = counts.map(([kind, count]) => `${String(count)} ${kind}`).join(", ");
  return `${table([["VARIABLE", "ANSWER", "SETTING", "VALUE", "REASON"], ...rows])}\n\n${String(answers.length)} variables: ${total}`;
}
