/** Prosody's configuration file: Lua assignments, grouped below the host or component they belong to. */

/** A call that Prosody makes when it reads the file. Made by `fileLine` and `credential` only. */
export class LuaCall {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type LuaValue = string | number | boolean | LuaCall | readonly LuaValue[] | { readonly [key: string]: LuaValue };

/** Options by name, written in the order given. */
export type LuaOptions = Readonly<Record<string, LuaValue>>;

/** One part of the file. An included file starts in the global section, whatever stands before it. */
export type Section =
  | { readonly kind: "global"; readonly options: LuaOptions }
  | { readonly kind: "include"; readonly file: string }
  | { readonly kind: "host"; readonly name: string; readonly options: LuaOptions }
  | { readonly kind: "component"; readonly name: string; readonly module: string; readonly options: LuaOptions };

/** The first line of a file, read when Prosody loads its configuration. Relative to the configuration's folder. */
export function fileLine(path: string): LuaCall {
  return new LuaCall(`FileLine(${stringText(path)})`);
}

/** The whole of a file in Prosody's credentials folder, a newline at its end included. */
export function credential(name: string): LuaCall {
  return new LuaCall(`Credential(${stringText(name)})`);
}

/**
 * Writes the sections as one file, one list entry a line.
 * Throws for an option name that is not one, for a number that is not finite, and for text that is not valid Unicode.
 */
export function prosodyConfig(sections: readonly Section[]): string {
  return sections.map(sectionText).join("\n");
}

function sectionText(section: Section): string {
  switch (section.kind) {
    case "global":
      return optionsText(section.options, "");
    case "include":
      return `Include ${stringText(section.file)}\n`;
    case "host":
      return `VirtualHost ${stringText(section.name)}\n${optionsText(section.options, "  ")}`;
    case "component":
      return `Component ${stringText(section.name)} ${stringText(section.module)}\n${optionsText(section.options, "  ")}`;
  }
}

function optionsText(options: LuaOptions, indent: string): string {
  return Object.entries(options)
    .map(([name, value]) => `${indent}${optionName(name)} = ${valueText(value, indent)}\n`)
    .join("");
}

const keywords = new Set(
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(
    " ",
  ),
);

/** Options are lower case: Prosody gives names such as Lua, Include and ENV_X a meaning of their own. */
function optionName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name) || keywords.has(name)) {
    throw new Error(`not the name of a Prosody option: ${JSON.stringify(name)}`);
  }
  return name;
}

function valueText(value: LuaValue, indent: string): string {
  if (typeof value === "string") {
    return stringText(value);
  }
  if (typeof value === "number") {
    return numberText(value);
  }
  if (typeof value === "boolean") {
    return String(value);
  }
  return value instanceof LuaCall ? value.text : tableText(entries(value, `${indent}  `), indent);
}

function entries(table: readonly LuaValue[] | { readonly [key: string]: LuaValue }, indent: string): string[] {
  return Array.isArray(table)
    ? table.map((item: LuaValue) => valueText(item, indent))
    : Object.entries(table).map(([key, item]) => `${tableKey(key)} = ${valueText(item, indent)}`);
}

/** A table that fits one short entry stays on its line. Longer ones take a line for each entry, so that diffs name it. */
function tableText(lines: readonly string[], indent: string): string {
  const [first] = lines;
  if (first === undefined) {
    return "{}";
  }
  if (lines.length === 1 && !first.includes("\n")) {
    return `{ ${first} }`;
  }
  return `{\n${lines.map((line) => `${indent}  ${line};\n`).join("")}${indent}}`;
}

function tableKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !keywords.has(key) ? key : `[${stringText(key)}]`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`Prosody's configuration has no number ${String(value)}`);
  }
  // JavaScript writes minus zero as 0, and Lua reads -0 as an integer, which has no sign.
  return Object.is(value, -0) ? "-0.0" : String(value);
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function stringText(text: string): string {
  if (!text.isWellFormed()) {
    throw new Error(`text with half a surrogate pair cannot be written as UTF-8: ${JSON.stringify(text)}`);
  }
  // Lua would take control characters as they are, but nobody could see them in a diff.
  const escaped = text.replace(
    /["\\\u0000-\u001f\u007f]/g,
    (character) => escapes[character] ?? `\\${String(character.charCodeAt(0)).padStart(3, "0")}`,
  );
  return `"${escaped}"`;
}
