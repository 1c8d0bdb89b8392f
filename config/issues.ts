import { z } from "zod";
import { formatPath, removeCommand, setCommand, setFromFileCommand, setSecretCommand, type Step } from "./commands.ts";
import type { Problem } from "./problems.ts";
import { secretGroup, type Setting } from "./registry.ts";
import { repair } from "./repair.ts";
import { shown } from "./shown.ts";
import { nearest } from "./suggest.ts";
import { bare, schemaAt, typeText, wantedText } from "./type-text.ts";

type Issue = z.core.$ZodIssue;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      at !== null && typeof at === "object" && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** Why a value is wrong, to follow "<path>: ". A message that the schema's author wrote is kept. */
function reasonOf(issue: Issue, schema: z.ZodType | undefined, value: unknown): string {
  const wanted = schema && bare(schema);
  const text =
    issue.message.startsWith("must ") || schema === undefined ? issue.message : `must be ${wantedText(schema)}`;
  const quoted = typeof value === "string" && (wanted instanceof z.ZodNumber || wanted instanceof z.ZodBoolean);
  const number =
    typeof value !== "string" &&
    issue.code === "invalid_type" &&
    !text.includes("text") &&
    wanted instanceof z.ZodString;
  return text + (quoted ? ", and this is text: in the file it stands without quotes" : number ? ", as text" : "");
}

/** Whether a setting takes many lines, so that its value comes from a file. */
function isPem(schema: z.ZodType): boolean {
  return typeText(schema).endsWith("as PEM text");
}

function fixOf(setting: Setting, steps: readonly Step[], schema: z.ZodType | undefined, value: unknown): string {
  const path = formatPath(steps);
  if (isPem(setting.schema)) {
    const hidden = setting.group === secretGroup;
    // A file's name in the place of its text is what people mean by it.
    const named = typeof value === "string" && /^[\w~./-]+\.(pem|crt|cer|key)$/.test(value) ? value : undefined;
    return setFromFileCommand(path, named ?? (hidden ? "privkey.pem" : "fullchain.pem"), hidden);
  }
  if (setting.group === secretGroup) {
    return setSecretCommand(path);
  }
  const whole = steps.length === setting.keys.length;
  const better = schema && repair(whole ? setting.schema : schema, value);
  return better === undefined ? removeCommand(path) : setCommand(path, better as never);
}

function unknownKeys(setting: Setting, issue: Issue & { keys: string[] }, hidden: boolean, value: unknown): Problem[] {
  const at = issue.path as Step[];
  const inner = bare(schemaAt(setting.schema, at) ?? setting.schema);
  const known = inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  return issue.keys.map((key) => {
    const steps: Step[] = [...setting.keys, ...at];
    const path = formatPath([...steps, key]);
    const meant = nearest(key, known);
    const given = valueAt(value, [...at, key]);
    const canMove =
      meant !== undefined && !hidden && schemaAt(setting.schema, [...at, meant])?.safeParse(given).success;
    return {
      path,
      reason: `is no setting. ${meant === undefined ? `There are ${known.join(", ")}.` : `Did you mean ${meant}?`}`,
      fix: removeCommand(path) + (canMove ? ` && ${setCommand(formatPath([...steps, meant]), given as never)}` : ""),
    };
  });
}

/**
 * The problems that a setting's own schema has with a value.
 * @param hidden whether the value may not be shown.
 */
export function issueProblems(setting: Setting, value: unknown, error: z.ZodError, hidden: boolean): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return unknownKeys(setting, issue, hidden, value);
    }
    const at = issue.path as Step[];
    const steps: Step[] = [...setting.keys, ...at];
    const path = formatPath(steps);
    if (issue.code === "invalid_key") {
      return [
        { path, reason: `has a name that ${issue.issues[0]?.message ?? "is not allowed"}`, fix: removeCommand(path) },
      ];
    }
    const schema = schemaAt(setting.schema, at);
    const given = valueAt(value, at);
    const reason = reasonOf(issue, schema, given);
    const visible = hidden || given === undefined ? {} : { value: shown(given) };
    return [
      {
        path,
        ...visible,
        reason,
        fix: hidden && setting.group !== secretGroup ? removeCommand(path) : fixOf(setting, steps, schema, given),
      },
    ];
  });
}
