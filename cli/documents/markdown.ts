/** Markdown in the form that prettier leaves as it is. */

/** A table, every column as wide as its widest cell. The first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
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

/** Text as code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** Text with its placeholders, such as `auth.<xmpp.domain>`, as code: Markdown would take them for HTML. */
export function prose(text: string): string {
  return text.replace(/[^\s`]*<[^>\s]+>[^\s`,.]*/g, code);
}
