import { parse } from "yaml";
import { formatPath, type Step } from "./commands.ts";
import { encrypted } from "./encrypted.ts";
import { secretGroup } from "./registry.ts";

/** Name of the project in Pulumi.yaml. The stack's configuration keys begin with it: `jitsi-meet:http`. */
export const projectName = "jitsi-meet";

/** Settings as a file holds them. */
export interface StackValues {
  /** Groups of values, for parseSettings. Encrypted ones are the symbol `encrypted`. */
  readonly raw: unknown;
  /** Secrets that stand in the file in plain text, with their paths. */
  readonly plainSecrets: readonly { readonly path: string; readonly value: unknown }[];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The engine stores an encrypted value as a mapping with the one key `secure`. */
function markEncrypted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(markEncrypted);
  }
  if (!isMapping(value)) {
    return value;
  }
  const entries = Object.entries(value);
  return entries.length === 1 && typeof value["secure"] === "string"
    ? encrypted
    : Object.fromEntries(entries.map(([key, member]) => [key, markEncrypted(member)]));
}

/** All values of a tree that have no members, with their paths. */
export function leaves(value: unknown, steps: readonly Step[] = []): { path: string; value: unknown }[] {
  if (typeof value !== "object" || value === null) {
    return value === undefined ? [] : [{ path: formatPath(steps), value }];
  }
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, member]) => leaves(member, [...steps, key]));
}

/** Keys of this project without its name; a key that another program owns (`aws:region`) is none of our settings. */
function ownGroups(config: Record<string, unknown>): Record<string, unknown> {
  const prefix = `${projectName}:`;
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** Settings of a stack's configuration file. An empty text is a stack without settings. Throws what the YAML parser throws. */
export function readStackValues(text: string): StackValues {
  const file: unknown = parse(text) ?? {};
  const config = isMapping(file) ? file["config"] : file;
  const raw = markEncrypted(isMapping(config) ? ownGroups(config) : (config ?? {}));
  const secrets = isMapping(raw) ? raw[secretGroup] : undefined;
  return { raw, plainSecrets: leaves(secrets, [secretGroup]).filter(({ value }) => value !== encrypted) };
}

/** Settings of a file with plain groups, or of a stack's configuration file. Only the latter must encrypt its secrets. */
export function readSettingsFile(text: string): StackValues {
  const file: unknown = parse(text) ?? {};
  const keys = isMapping(file) ? Object.keys(file) : [];
  const isStackFile = keys.some((key) => ["config", "encryptionsalt", "encryptedkey", "secretsprovider"].includes(key));
  return isStackFile ? readStackValues(text) : { raw: markEncrypted(file), plainSecrets: [] };
}
