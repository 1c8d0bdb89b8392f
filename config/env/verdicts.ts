import { toBoolean } from "../suggest.ts";
import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";

/*
 * Verbs make the verdict on one value (ignore, refuse, translate), participles the rule for a variable (ignored,
 * refused, translated).
 */

/** What a rule makes of a value of its variable. */
type Decide = NonNullable<VariableRule["decide"]>;

/** The value makes no difference here. */
export function ignore(reason: string): Verdict {
  return { answer: "ignored", reason };
}

/** The value cannot be taken over; the reason says what to do instead. */
export function refuse(reason: string): Verdict {
  return { answer: "refused", reason };
}

/** The value becomes a setting, and others beside it. */
export function translate(
  setting: string,
  value: unknown,
  reason: string,
  also: Readonly<Record<string, unknown>> = {},
): Verdict {
  return { answer: "translated", setting, value, reason, ...(Object.keys(also).length === 0 ? {} : { also }) };
}

/** The value becomes a setting, as text that is read as the setting's type says. */
export function asText(setting: string, text: string, reason: string): Verdict {
  return { answer: "text", setting, text, reason };
}

/** The verdict on a switch. Text that is neither yes nor no is refused. */
export function bySwitch(text: string, verdict: (on: boolean) => Verdict, wanted = "0 or 1"): Verdict {
  const on = toBoolean(text);
  return on === undefined ? refuse(`must be ${wanted}`) : verdict(on);
}

/** Whether the file has a variable, and it says yes. */
export function isOn(file: EnvValues, name: string): boolean {
  return toBoolean(file.get(name) ?? "") ?? false;
}

/** A variable that makes no difference here, unless `decide` says more of a value. */
export function ignored(reason: string, decide?: Decide): VariableRule {
  return { answer: "ignored", reason, ...(decide === undefined ? {} : { decide }) };
}

/** A variable that is not taken over, unless `decide` says more of a value. */
export function refused(reason: string, decide?: Decide): VariableRule {
  return { answer: "refused", reason, ...(decide === undefined ? {} : { decide }) };
}

/** A variable that names a file in a container of docker-jitsi-meet. `instead` says what takes its place. */
export function oldPath(instead: string): VariableRule {
  return refused(`a path inside the old container. ${instead}`);
}

/** A variable that becomes settings of other names or another form. `sets` holds the path of each, in order. */
export function translated(sets: readonly string[], reason: string, decide: Decide): VariableRule {
  return { answer: "translated", sets, reason, decide };
}

/** A variable with a setting of its own, and more to say of some values. `sets` holds the paths of other settings. */
export function noted(reason: string, decide: Decide, sets: readonly string[] = []): VariableRule {
  return { reason, decide, ...(sets.length === 0 ? {} : { sets }) };
}

/** A variable with a setting of its own that means nothing where the rest of the file says so. */
export function notedUnless(reason: string, idle: (file: EnvValues) => boolean, why: string): VariableRule {
  return noted(reason, (_, file) => (idle(file) ? ignore(why) : undefined));
}

/** A name that is the same in every stack here: the same value is no loss, another one would be. */
export function fixed(value: string, reason: string): VariableRule {
  return ignored(reason, (given) =>
    given === value ? ignore(reason) : refuse(`must be ${value}, or be left out: ${reason}`),
  );
}

/** Something that is not built: refused where it is on. */
export function unlessOn(reason: string, off = "off, as it is here"): VariableRule {
  return refused(reason, (text) => bySwitch(text, (on) => (on ? refuse(reason) : ignore(off))));
}

/** A switch whose two positions are two values of a setting. */
export function choice(setting: string, on: unknown, off: unknown, reason: string): VariableRule {
  return translated([setting], reason, (text) =>
    bySwitch(text, (isYes) => translate(setting, isYes ? on : off, reason)),
  );
}

/** A switch that says the opposite of a setting. */
export function inverted(setting: string, reason: string): VariableRule {
  return choice(setting, false, true, reason);
}

/** The same rule for several variables. Their names have white space between them. */
export function each(names: string, rule: VariableRule): VariableRules {
  const list = names.trim().split(/\s+/);
  return Object.fromEntries(list.map((name) => [name, rule]));
}
