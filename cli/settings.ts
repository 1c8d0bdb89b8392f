import { groupDocs, groupNames, registry, type RegistryEntry } from "../config/registry.ts";

function block(entry: RegistryEntry): string {
  const unit = entry.unit === null ? "" : ` ${entry.unit}`;
  const value =
    entry.default === null ? "none" : typeof entry.default === "string" ? entry.default : JSON.stringify(entry.default);
  const env = entry.env.length === 0 ? "" : `\n    replaces: ${entry.env.join(", ")}`;
  return `  ${entry.path}\n    ${entry.doc}\n    type: ${entry.type}${unit}\n    default: ${value}${env}\n    a change: ${entry.effect.join(", ")}`;
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
