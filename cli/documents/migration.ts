import { catalogue, type CatalogueEntry } from "../../config/env/catalogue.ts";
import { code, markdownTable, prose } from "./markdown.ts";

const headings = {
  setting: ["Settings of their own", "The value is taken as it is, as far as the setting's type allows it."],
  translated: ["Renamed, split or reshaped", "The value becomes one or several settings in another form."],
  ignored: ["Without meaning here", "The variable makes no difference, for the reason given. It may stay in the file."],
  refused: ["Not taken over", "The variable asks for something that is done in another way here. The reason says how."],
} as const;

type Kind = keyof typeof headings;

function rows(entries: readonly CatalogueEntry[]): string {
  const cells = entries.map(({ variable, setting, reason }) => [
    code(variable),
    (setting ?? "").split(", ").filter(Boolean).map(code).join(", "),
    prose(reason ?? ""),
  ]);
  return markdownTable([["Variable", "Setting", "Note"], ...cells]);
}

function section(kind: Kind, all: readonly CatalogueEntry[]): string {
  const own = all.filter(({ answer }) => answer === kind);
  const [title, text] = headings[kind];
  return `## ${title} (${String(own.length)})\n\n${text}\n\n${rows(own)}`;
}

/** docs/migration.md: the answer to every variable of docker-jitsi-meet, old and new. */
export function migrationPage(): string {
  const all = catalogue();
  return `<!-- Made from config/settings and config/env by \`node cli/generate.ts\`. Do not edit. -->

# From docker-jitsi-meet

\`./jitsi import-env .env --dry-run\` answers every line of an \`.env\` file and changes nothing. Without \`--dry-run\` it writes
the settings into the stack's configuration, secrets encrypted. A line that cannot be taken over stops the import with its
reason; \`--skip-refused\` takes everything else.

\`./jitsi import-env .env --users DIR\` also takes the accounts of an existing Prosody data directory over: passwords stay as
they are, because their hashes are taken.

The values mean what Docker Compose makes of the file: quotes, \`export\`, comments behind values, \`$\` references; of a
variable that is set twice the last line counts; an empty value is as good as none. \`1\`, \`true\`, \`yes\` and \`on\` are yes;
\`0\`, \`false\`, \`no\` and \`off\` are no, even where docker-jitsi-meet takes \`no\` for yes.

All ${String(all.length)} variables that docker-jitsi-meet's handbooks and its current release know:

${(Object.keys(headings) as Kind[]).map((kind) => section(kind, all)).join("\n\n")}
`;
}
