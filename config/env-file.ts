import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Answer, EnvValues, VariableRule, VariableRules, Verdict } from "./env/answer.ts";
import { variableRules } from "./env/rules.ts";
import { type EnvEntry, parseEnvFile } from "./env/syntax.ts";
import { allSettings, isSecretPath, secretGroup, type Setting } from "./registry.ts";
import { shown } from "./shown.ts";
import { nearest, toBoolean, toList } from "./suggest.ts";
import { bare, schemaAt, typeText, wantedText } from "./type-text.ts";

export type { Answer } from "./env/answer.ts";
export { parseEnvFile } from "./env/syntax.ts";

/** What is shown in place of a secret's value. */
export const secretMark = "[secret]";

/** A variable's answer with the values that go into the stack: the answer alone does not hold a secret's. */
export interface ImportedVariable {
  readonly answer: Answer;
  /** By path of the setting. Empty: the variable sets nothing. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Names of variables whose values are secrets wherever they belong. */
const secretName = /PASSW|SECRET|BINDPW|TOKEN$|CREDENTIALS|PRIVATE_KEY$|DSN$|KEY_ID$/;

/** What Compose's text means for a setting. The schema judges the outcome. */
function fromText(schema: z.ZodType, text: string): unknown {
  const inner = bare(schema);
  if (inner instanceof z.ZodBoolean) {
    return toBoolean(text) ?? text;
  }
  if (inner instanceof z.ZodNumber) {
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  if (inner instanceof z.ZodArray) {
    return toList(text).map((element) => fromText(inner.element as z.ZodType, element));
  }
  // Without double quotes, \n stays two characters, in which no PEM text is ever written.
  return typeText(schema).endsWith("as PEM text") ? text.replaceAll("\\n", "\n") : text;
}

function reasonAgainst(setting: Setting, value: unknown, error: z.ZodError): string {
  const [issue] = error.issues;
  const schema = schemaAt(setting.schema, issue?.path ?? []);
  const message = issue?.message.startsWith("must ")
    ? issue.message
    : `must be ${wantedText(schema ?? setting.schema)}`;
  const elements: readonly unknown[] = Array.isArray(value) && setting.group !== secretGroup ? value : [];
  const element = elements[Number(issue?.path[0])];
  return typeof element === "string" ? `${element}: ${message}` : message;
}

/** One import: the file, and what is known about variables. */
class Import {
  private readonly settings = allSettings();
  private readonly rules: ReadonlyMap<string, VariableRule>;
  private readonly file: EnvValues;
  /** By variable: the setting that names it. */
  private readonly settingOf: ReadonlyMap<string, Setting>;
  private readonly names: readonly string[];

  constructor(entries: readonly EnvEntry[], rules: VariableRules) {
    this.rules = new Map(Object.entries(rules));
    const named = this.settings.flatMap((setting) => (setting.info.env ?? []).map((name) => [name, setting] as const));
    this.settingOf = new Map(named.reverse());
    this.names = [...this.rules.keys(), ...this.settingOf.keys()];
    const usable = entries.filter(({ value, error, unresolved }) => value !== "" && error === undefined && !unresolved);
    this.file = new Map(usable.map(({ name, value }) => [name, value]));
  }

  private none(
    entry: EnvEntry,
    answer: "ignored" | "refused" | "unsupported",
    reason: string,
    settings: readonly string[] = [],
  ): ImportedVariable {
    const own = this.settingOf.get(entry.name)?.path ?? "";
    const secret = secretName.test(entry.name) || [own, ...settings].some(isSecretPath);
    const value = answer !== "refused" || entry.value === "" ? null : secret ? secretMark : shown(entry.value);
    return { answer: { variable: entry.name, answer, setting: null, value, reason }, values: new Map() };
  }

  private takes(
    entry: EnvEntry,
    wanted: Readonly<Record<string, unknown>>,
    answer: "setting" | "translated",
    reason: string | null,
  ): ImportedVariable {
    const values = new Map<string, unknown>();
    for (const [path, value] of Object.entries(wanted)) {
      const setting = this.settings.find((one) => one.path === path);
      if (setting === undefined) {
        throw new Error(`The rule for ${entry.name} names ${path}, which is no setting`);
      }
      const result = setting.schema.safeParse(value);
      if (!result.success) {
        return this.none(entry, "refused", reasonAgainst(setting, value, result.error), Object.keys(wanted));
      }
      values.set(path, result.data);
    }
    const visible = [...values].map(([path, value]) => [path, isSecretPath(path) ? secretMark : value] as const);
    const value = visible.length === 1 ? visible[0]?.[1] : Object.fromEntries(visible);
    const setting = [...values.keys()].join(", ");
    return { answer: { variable: entry.name, answer, setting, value, reason }, values };
  }

  private fromVerdict(entry: EnvEntry, verdict: Verdict): ImportedVariable {
    if (verdict.answer === "translated") {
      return this.takes(entry, { [verdict.setting]: verdict.value, ...verdict.also }, "translated", verdict.reason);
    }
    if (verdict.answer === "text") {
      const schema = this.settings.find(({ path }) => path === verdict.setting)?.schema ?? z.string();
      return this.takes(entry, { [verdict.setting]: fromText(schema, verdict.text) }, "translated", verdict.reason);
    }
    return this.none(entry, verdict.answer, verdict.reason);
  }

  private fromSetting(entry: EnvEntry, setting: Setting): ImportedVariable {
    const names = setting.info.env ?? [];
    const before = names.slice(0, names.indexOf(entry.name)).find((name) => this.file.has(name));
    if (before !== undefined) {
      return this.none(entry, "ignored", `${before} is set, which wins`);
    }
    const value = fromText(setting.schema, entry.value);
    const unlike = value === false && /^(no|n|off)$/i.test(entry.value.trim());
    const renamed = names[0] === entry.name ? null : `the old name of ${names[0] ?? ""}`;
    const reason = unlike ? `${entry.value} means false here; docker-jitsi-meet reads it as true` : renamed;
    return this.takes(entry, { [setting.path]: value }, renamed === null ? "setting" : "translated", reason);
  }

  private unknown(entry: EnvEntry): ImportedVariable {
    // A name of quite another length is not meant: a file of strangers must not cost minutes.
    const alike = this.names.filter(({ length }) => Math.abs(length - entry.name.length) <= Math.max(2, length / 3));
    const meant = nearest(entry.name, alike);
    const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return this.none(entry, "unsupported", `no variable of docker-jitsi-meet that is known here.${hint}`);
  }

  private answerValue(entry: EnvEntry, rule: VariableRule | undefined): ImportedVariable {
    const verdict = rule?.decide?.(entry.value, this.file);
    if (verdict !== undefined) {
      return this.fromVerdict(entry, verdict);
    }
    const setting = this.settingOf.get(entry.name);
    if (setting !== undefined) {
      return this.fromSetting(entry, setting);
    }
    if (rule?.answer === undefined || rule.answer === "translated") {
      return this.unknown(entry);
    }
    return this.none(entry, rule.answer, rule.reason);
  }

  private answerOnce(entry: EnvEntry): ImportedVariable {
    if (entry.error !== undefined) {
      return this.none(entry, "refused", entry.error);
    }
    if (entry.unresolved) {
      // Not which one: in a secret with a $ in it, the "name" is part of the secret.
      return this.none(
        entry,
        "refused",
        "holds a $ that stands for a variable which the file does not set before. Where a $ is meant, put the " +
          "value in single quotes",
      );
    }
    return entry.value === ""
      ? this.none(entry, "ignored", "empty, which is as good as unset")
      : this.answerValue(entry, this.rules.get(entry.name));
  }

  answer(entry: EnvEntry): ImportedVariable {
    const imported = this.answerOnce(entry);
    if (entry.lines.length < 2) {
      return imported;
    }
    const again = `set on lines ${entry.lines.join(", ")}: the last one counts`;
    const reason = imported.answer.reason === null ? again : `${imported.answer.reason}; ${again}`;
    return { ...imported, answer: { ...imported.answer, reason } };
  }

  /** The answer to a variable that sets what others set, too, to something else. */
  conflict(entry: EnvEntry, path: string, others: readonly string[]): ImportedVariable {
    const names = `${others.length > 1 ? "do" : "does"} ${others.join(" and ")}`;
    const reason = `sets ${path}, and so ${names}, to another value. Keep one of them`;
    return this.none(entry, "refused", reason, [path]);
  }
}

/** By path: the variables that set it, where they do not agree. */
function disagreements(variables: readonly ImportedVariable[]): ReadonlyMap<string, readonly string[]> {
  const setters = Map.groupBy(
    variables.flatMap(({ answer, values }) =>
      [...values].map(([path, value]) => ({ path, value, name: answer.variable })),
    ),
    ({ path }) => path,
  );
  const differing = [...setters].filter(([, all]) => all.some(({ value }) => !isDeepStrictEqual(value, all[0]?.value)));
  return new Map(differing.map(([path, all]) => [path, all.map(({ name }) => name)]));
}

/** Every variable of a docker-jitsi-meet `.env` file, answered once, with the values that go into a stack. */
export function importVariables(text: string, rules: VariableRules = variableRules()): readonly ImportedVariable[] {
  const entries = parseEnvFile(text);
  const file = new Import(entries, rules);
  const variables = entries.map((entry) => ({ entry, imported: file.answer(entry) }));
  const conflicts = disagreements(variables.map(({ imported }) => imported));
  return variables.map(({ entry, imported }) => {
    const path = [...imported.values.keys()].find((one) => conflicts.has(one));
    const others = conflicts.get(path ?? "")?.filter((name) => name !== entry.name) ?? [];
    return path === undefined ? imported : file.conflict(entry, path, others);
  });
}

/** Every variable of a docker-jitsi-meet `.env` file, answered once. No secret's value is in it. */
export function importEnv(text: string): readonly Answer[] {
  return importVariables(text).map(({ answer }) => answer);
}
