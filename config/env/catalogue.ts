import { allSettings } from "../registry.ts";
import type { AnswerKind, VariableRule } from "./answer.ts";
import { variableRules } from "./rules.ts";

/** The answer to a variable in general, whatever its value is. */
export interface CatalogueEntry {
  readonly variable: string;
  readonly answer: AnswerKind;
  /** Path of the setting it sets; of several, joined with a comma and a space. */
  readonly setting: string | null;
  readonly reason: string | null;
}

function ofRule(variable: string, { answer, sets = [], reason }: VariableRule): CatalogueEntry {
  const setting = answer === "translated" ? sets.join(", ") : null;
  return { variable, answer: answer ?? "unsupported", setting, reason };
}

/** The answer to every variable that is known, in the order of their names. */
export function catalogue(): readonly CatalogueEntry[] {
  const rules = variableRules();
  const ofSettings = allSettings().flatMap(({ path, info: { env = [] } }) =>
    env.map((variable, index): CatalogueEntry => {
      const old = index === 0 ? [] : [`The old name of ${env[0] ?? ""}`];
      const answer = index === 0 ? "setting" : "translated";
      const notes = [...old, ...(rules[variable] === undefined ? [] : [rules[variable].reason])];
      return { variable, answer, setting: path, reason: notes.length === 0 ? null : notes.join(". ") };
    }),
  );
  const named = new Set(ofSettings.map(({ variable }) => variable));
  const others = Object.entries(rules)
    .filter(([variable]) => !named.has(variable))
    .map(([variable, rule]) => ofRule(variable, rule));
  return [...ofSettings, ...others].sort((a, b) => (a.variable < b.variable ? -1 : 1));
}
