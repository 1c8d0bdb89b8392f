import { existsSync } from "node:fs";
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { isCollection, isMap, parseDocument } from "yaml";
import { formatPath } from "../config/commands.ts";
import { encrypted } from "../config/encrypted.ts";
import { secretGroup } from "../config/registry.ts";
import { readStackValues } from "../config/stack-values.ts";
import { projectDir, projectNode } from "./bootstrap.mjs";
import { readText, readValues } from "./settings-file.ts";
import { SetupError } from "./setup/command.ts";
import { explainEngine } from "./stack.ts";
import { settingKey } from "./stack-file.ts";
import { stackConfigFile } from "./workspace.ts";

/** One value for a stack's settings. */
export interface SettingValue {
  /** The steps of its path: `["secrets", "users", "a.b"]`. */
  readonly keys: readonly string[];
  readonly value: unknown;
}

/** A stack's configuration file as it is. */
export interface StackFile {
  readonly file: string;
  /** Empty: there is none. */
  readonly text: string;
  /** Its settings, for checkSettings. */
  readonly raw: unknown;
}

/** Encrypts a secret into a stack's configuration file. @throws SetupError where the engine refuses. */
export type StoreSecret = (path: string, value: string, stack: string, file: string) => Promise<void>;

/** @throws SetupError where the file cannot be read. */
export async function readStackFile(stack: string, project: string): Promise<StackFile> {
  const file = stackConfigFile(project, stack);
  const text = existsSync(file) ? await readText(file) : "";
  return { file, text, raw: readValues(file, text, readStackValues).raw };
}

function withValue(raw: unknown, [key, ...below]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  const isGroup = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  // What is no group stays, so that it is reported.
  if (raw === encrypted || (raw !== undefined && raw !== null && !isGroup)) {
    return raw;
  }
  const group = isGroup ? (raw as Record<string, unknown>) : {};
  return { ...group, [key]: withValue(Object.hasOwn(group, key) ? group[key] : undefined, below, value) };
}

/** Raw settings with values put in. */
export function withValues(raw: unknown, values: readonly SettingValue[]): unknown {
  return values.reduce<unknown>((groups, { keys, value }) => withValue(groups, keys, value), raw ?? {});
}

/** Whether the value is one that the engine has to encrypt, which takes about a second. */
export function isSecret({ keys }: SettingValue): boolean {
  return keys[0] === secretGroup;
}

/** The stack file's text with the values that are no secret, comments kept. */
function withPlainValues(before: string, values: readonly SettingValue[]): string {
  const document = parseDocument(before);
  if (!isMap(document.get("config"))) {
    document.set("config", document.createNode({}));
  }
  for (const { keys, value } of values) {
    const [group = "", ...below] = keys;
    const steps = ["config", settingKey(group), ...below];
    for (let depth = 2; depth < steps.length; depth++) {
      if (!isCollection(document.getIn(steps.slice(0, depth)))) {
        document.setIn(steps.slice(0, depth), document.createNode({}));
      }
    }
    // A plain scalar is put into the node that is there, with its comment.
    document.setIn(steps, typeof value === "object" ? document.createNode(value) : value);
  }
  return document.toString();
}

const linesOfFailure = 5;

/** The engine's own command. The value goes through standard input: arguments are public. */
export const storeByEngine: StoreSecret = async (path, value, stack, file) => {
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

/**
 * Writes values into a stack's configuration file, secrets encrypted by the engine: all of them, or none.
 * @throws SetupError with the reason, and nothing changed.
 */
export async function changeStack(
  { file, text }: Pick<StackFile, "file" | "text">,
  values: readonly SettingValue[],
  stack: string,
  storeSecret: StoreSecret = storeByEngine,
): Promise<void> {
  const plain = values.filter((value) => !isSecret(value));
  await replaceFile(file, withPlainValues(text, plain), async (copy) => {
    for (const { keys, value } of values.filter(isSecret)) {
      await storeSecret(formatPath(keys), String(value), stack, copy);
    }
  });
}
