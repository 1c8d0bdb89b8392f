import { stringify } from "yaml";
import { groupDocs, groupNames, registry, type RegistryEntry, secretGroup } from "../config/registry.ts";
import { type Effect, effectOnCalls } from "../config/settings/setting.ts";
import { projectName } from "../config/stack-values.ts";

/** A table in the form that prettier leaves as it is. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = (escaped[0] ?? []).map((_, column) => Math.max(3, ...escaped.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill: string): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  const [head = [], ...body] = escaped;
  return [
    line(head, " "),
    line(
      head.map(() => "-"),
      "-",
    ),
    ...body.map((row) => line(row, " ")),
  ].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Text with its placeholders, such as `auth.<xmpp.domain>`, as code: Markdown would take them for HTML. */
function prose(text: string): string {
  return text.replace(/[^\s`]*<[^>\s]+>[^\s`,.]*/g, code);
}

function defaultText(value: unknown): string {
  if (value === null) {
    return "";
  }
  return typeof value === "string" && /[<\s]/.test(value)
    ? prose(value)
    : code(typeof value === "string" ? value : JSON.stringify(value));
}

function settingRow(entry: RegistryEntry): string[] {
  const type = /^("|\[|true )/.test(entry.type) ? code(entry.type) : entry.type;
  return [
    code(entry.path),
    prose(entry.doc),
    type,
    defaultText(entry.default),
    entry.unit ?? "",
    entry.env.map(code).join(", "),
    entry.effect.join(", "),
  ];
}

const head = ["Setting", "Meaning", "Type", "Default", "Unit", "Variable", "A change"];

function groupSection(group: string): string {
  const own = registry().filter(({ path }) => path.startsWith(`${group}.`));
  const secret =
    group === secretGroup
      ? "\n\nSet them with `--secret`; the engine asks for the value: `pulumi config set --secret --path secrets.jvbPassword`."
      : "";
  return `## ${group}\n\n${groupDocs[group] ?? ""}.${secret}\n\n${markdownTable([head, ...own.map(settingRow)])}`;
}

/** docs/reference.md: every setting, group by group. */
export function referencePage(): string {
  const effects = Object.entries(effectOnCalls) as [Effect, string][];
  return `<!-- Made from config/settings by \`node cli/generate.ts\`. Do not edit. -->

# Settings

Every setting of a stack. Set one with \`pulumi config set --path general.publicUrl https://meet.example.org\`, remove it
with \`pulumi config rm --path general.publicUrl\`; where the \`pulumi\` command is not installed, \`npm run pulumi -- config
...\` does the same. \`./jitsi settings\` prints this list, \`./jitsi settings --json\` prints it for programs. The column
Variable names the docker-jitsi-meet variables that a setting replaces; \`./jitsi import-env FILE\` takes a whole \`.env\` file
over.

## What a change does to running calls

${markdownTable([["A change", "People in a call notice"], ...effects.map(([effect, notice]) => [effect, notice])])}

${groupNames().map(groupSection).join("\n\n")}
`;
}

/** Pulumi.yaml: the project, with the settings groups as declared configuration. */
export function projectFile(): string {
  const declared = groupNames().map((group) => [group, { type: "object", description: groupDocs[group], default: {} }]);
  const project = {
    name: projectName,
    description: "Jitsi Meet: builds, configures and runs the whole stack",
    runtime: { name: "nodejs", options: { typescript: false } },
    main: "index.ts",
    requiredPulumiVersion: ">=3.227.0",
    config: Object.fromEntries(declared) as unknown,
  };
  return `# Made from config/settings by \`node cli/generate.ts\`. Do not edit.\n${stringify(project, { lineWidth: 0 })}`;
}

/** The files that are made from the settings, by their path in the project. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return { "Pulumi.yaml": projectFile(), "docs/reference.md": referencePage() };
}
