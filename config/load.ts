import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { removeCommand, setSecretCommand } from "./commands.ts";
import { readPackages } from "./packages.ts";
import { checkSettings } from "./parse.ts";
import { type Problem, report } from "./problems.ts";
import { groupNames, secretGroup } from "./registry.ts";
import type { SecretSettings, Settings } from "./settings/index.ts";
import { leaves, projectName, readStackValues } from "./stack-values.ts";
import { warnings } from "./warnings.ts";

/** A value with each text in it as an Output that the engine keeps secret. */
export type Secret<T> = T extends string
  ? pulumi.Output<string>
  : T extends object
    ? { readonly [K in keyof T]: Secret<T[K]> }
    : T;

export type SecretOutputs = Secret<SecretSettings>;

export interface LoadedSettings {
  readonly settings: Settings;
  readonly secrets: SecretOutputs;
}

export interface LoadOptions {
  /** The project's folder, which image directories and stack files are relative to. Default: the one this file is in. */
  readonly projectDir?: string;
}

/** The engine names the configuration keys that hold an encrypted value, whole groups that is. The SDK's types leave it out. */
function isEncryptedKey(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret: (key: string) => boolean }).isConfigSecret(key);
}

/** A structured value reaches the program as JSON; what is none is a text that was set without `--path`. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Raw groups of this project's configuration. */
function rawGroups(config: pulumi.Config): Record<string, unknown> {
  const prefix = `${config.name}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), parseValue(text)]),
  );
}

function inPlainText(path: string): Problem {
  return { path, reason: "is a secret and stored in plain text", fix: setSecretCommand(path) };
}

/**
 * Secrets that stand in plain text beside encrypted ones: the engine only says that the group holds an encrypted value,
 * so the stack's file is asked, where it is one of those that this project keeps.
 */
function plainBesideEncrypted(raw: unknown, projectDir: string): Problem[] {
  const values = new Map(leaves(raw, [secretGroup]).map(({ path, value }) => [path, value]));
  const files = [
    join(projectDir, ".jitsi", `Pulumi.${pulumi.getStack()}.yaml`),
    join(projectDir, `Pulumi.${pulumi.getStack()}.yaml`),
  ];
  const plain = files
    .filter((file) => existsSync(file))
    .flatMap((file) => readStackValues(readFileSync(file, "utf8")).plainSecrets)
    .filter(({ path, value }) => values.get(path) === value);
  return [...new Set(plain.map(({ path }) => path))].map(inPlainText);
}

/** Every secret is encrypted, and nothing else is: all other settings stay readable in files and diffs. */
function secrecyProblems(config: pulumi.Config, raw: Record<string, unknown>, projectDir: string): Problem[] {
  const encryptedKeys = Object.keys(raw).filter((group) => isEncryptedKey(`${config.name}:${group}`));
  const elsewhere = encryptedKeys
    .filter((group) => group !== secretGroup && groupNames().includes(group))
    .map((group) => ({
      path: group,
      reason:
        "holds an encrypted value, which only the group secrets may: set the group's values anew without --secret",
      fix: removeCommand(group),
    }));
  const secrets = encryptedKeys.includes(secretGroup)
    ? plainBesideEncrypted(raw[secretGroup], projectDir)
    : leaves(raw[secretGroup], [secretGroup]).map(({ path }) => inPlainText(path));
  return [...elsewhere, ...secrets];
}

function toSecrets(value: unknown): unknown {
  if (typeof value === "string") {
    return pulumi.secret(value);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toSecrets(member)]))
    : value;
}

/**
 * Reads the stack's settings. Nothing else reads its configuration.
 * @throws pulumi.RunError with every problem at once, which the engine shows without a stack trace.
 */
export function loadSettings(config = new pulumi.Config(projectName), options: LoadOptions = {}): LoadedSettings {
  const projectDir = options.projectDir ?? dirname(import.meta.dirname);
  const raw = rawGroups(config);
  const hiddenGroups = new Set(Object.keys(raw).filter((group) => isEncryptedKey(`${config.name}:${group}`)));
  const { problems, parsed } = checkSettings(raw, { hiddenGroups });
  const imagesWrong = problems.some(({ path }) => path.startsWith("images"));
  const all = [
    ...problems,
    ...secrecyProblems(config, raw, projectDir),
    ...(imagesWrong ? [] : readPackages(parsed.settings, projectDir).problems),
  ];
  if (all.length > 0) {
    throw new pulumi.RunError(report(all));
  }
  for (const warning of warnings(parsed.settings)) {
    void pulumi.log.warn(warning);
  }
  return { settings: parsed.settings, secrets: toSecrets(parsed.secrets) as SecretOutputs };
}
