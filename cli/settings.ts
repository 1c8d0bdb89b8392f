import { catalogue } from "../config/env/catalogue.ts";
import { groupDocs, groupNames, registry, type RegistryEntry } from "../config/registry.ts";

function block(entry: RegistryEntry): string {
  const unit = entry.unit === null ? "" : ` ${entry.unit}`;
  const value =
    entry.default === null ? "none" : typeof entry.default === "string" ? entry.default : JSON.stringify(entry.default);
  const env = entry.env.length === 0 ? "" : `\n    replaces: ${entry.env.join(", ")}`;
  return `  ${entry.path}\n    ${entry.doc}\n    type: ${entry.type}${unit}\n    default: ${value}${env}\n    a change: ${entry.effect.join(", ")}`;
}

/** A docker-jitsi-meet variable that is no setting of its own. */
export interface OtherVariable {
  readonly env: readonly string[];
  readonly answer: "translated" | "ignored" | "refused";
  /** Settings that it becomes, joined with a comma and a space. */
  readonly setting: string | null;
  readonly reason: string | null;
}

/** Every variable that is answered by a rule. */
export function otherVariables(): readonly OtherVariable[] {
  return catalogue().flatMap(({ variable, answer, setting, reason }) =>
    answer === "setting" ? [] : [{ env: [variable], answer: answer as OtherVariable["answer"], setting, reason }],
  );
}

/** Every setting, group by group, for people. */
export function settingsText(): string {
  const all = registry();
  return groupNames()
    .map((group) => {
      const own = all.filter(({ path }) => path.startsWith(`${group}.`));
      return [`${group}: ${groupDocs[group] ?? ""}`, ...own.map(block)].join("\n\n");
    })
    .join("\n\n");
}
