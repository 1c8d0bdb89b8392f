import { groupDocs, groupNames, registry, type RegistryEntry, secretGroup } from "../../config/registry.ts";
import { type Effect, effectOnCalls } from "../../config/settings/setting.ts";
import { code, markdownTable, prose } from "./markdown.ts";

function defaultText(value: unknown): string {
  if (value === null) {
    return "";
  }
  return typeof value === "string" && /[<\s]/.test(value)
    ? prose(value)
    : code(typeof value === "string" ? value : JSON.stringify(value));
}

/** What is known of a setting beside its meaning, in one line. */
function facts(entry: RegistryEntry): string {
  const type = /^("|\[|true )/.test(entry.type) ? code(entry.type) : prose(entry.type);
  const unit = entry.unit === null ? "" : `, in ${entry.unit}`;
  const value = defaultText(entry.default);
  return [
    `${type}${unit}`,
    value === "" ? "no default" : `default ${value}`,
    ...(entry.env.length === 0 ? [] : [`replaces ${entry.env.map(code).join(", ")}`]),
    `a change: ${entry.effect.join(", ")}`,
  ].join(" · ");
}

function settingSection(entry: RegistryEntry): string {
  return `### ${code(entry.path)}\n\n${prose(entry.doc)}\n\n${facts(entry)}`;
}

function groupSection(group: string): string {
  const own = registry().filter(({ path }) => path.startsWith(`${group}.`));
  const secret =
    group === secretGroup
      ? "\n\nSet them with `--secret`; the engine asks for the value: `pulumi config set --secret --path secrets.jvbPassword`."
      : "";
  return `## ${group}\n\n${groupDocs[group] ?? ""}.${secret}\n\n${own.map(settingSection).join("\n\n")}`;
}

/** The groups with their number of settings, as a table of contents. */
function contents(): string {
  const rows = groupNames().map((group) => {
    const own = registry().filter(({ path }) => path.startsWith(`${group}.`));
    return [`[${group}](#${group})`, groupDocs[group] ?? "", String(own.length)];
  });
  return markdownTable([["Group", "About", "Settings"], ...rows]);
}

/** docs/reference.md: every setting, group by group. */
export function referencePage(): string {
  const effects = Object.entries(effectOnCalls) as [Effect, string][];
  return `<!-- Made from config/settings by \`node cli/generate.ts\`. Do not edit. -->

# Settings

Every setting of a stack. Set one with \`pulumi config set --path general.publicUrl https://meet.example.org\`, remove it
with \`pulumi config rm --path general.publicUrl\`; where the \`pulumi\` command is not installed, \`npm run pulumi -- config
...\` does the same. \`./jitsi settings\` prints this list, \`./jitsi settings --json\` prints it for programs. "Replaces"
names the docker-jitsi-meet variables that a setting stands for; \`./jitsi import-env FILE\` takes a whole \`.env\` file over,
and [migration.md](migration.md) has the answer to every variable.

An editor that knows JSON schemas completes and checks a stack's file when its first line is
\`# yaml-language-server: $schema=docs/stack.schema.json\`.

${contents()}

## What a change does to running calls

${markdownTable([["A change", "People in a call notice"], ...effects.map(([effect, notice]) => [effect, notice])])}

${groupNames().map(groupSection).join("\n\n")}
`;
}
