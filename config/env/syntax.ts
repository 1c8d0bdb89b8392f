/**
 * The syntax of Docker Compose's `.env` files, which is what a docker-jitsi-meet user's file has worked with. Libraries
 * for other dialects read the same file differently: `a#b` is a value with a comment to them, `$` plain text.
 */

/** One variable of a file. */
export interface EnvEntry {
  readonly name: string;
  /** The value that Compose would use: that of the last line that sets it. */
  readonly value: string;
  /** Lines that set it, from 1. */
  readonly lines: readonly number[];
  /** Whether the value refers to a variable that the file does not set before: Compose would ask the shell for it. */
  readonly unresolved: boolean;
  /** Why the line has no value that can be read. */
  readonly error?: string;
}

interface RawValue {
  readonly text: string;
  /** Whether `$NAME` in it stands for another variable. */
  readonly expands: boolean;
  /** Position behind the value. */
  readonly end: number;
  readonly error?: string;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$$" };

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** A quoted value may go over several lines. */
function quotedValue(text: string, start: number): RawValue {
  const quote = text.charAt(start);
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) {
      return { text: value, expands: quote === '"', end: lineEnd(text, at) };
    }
    const next = text.charAt(at + 1);
    if (char === "\\" && (quote === '"' ? next in escapes : next === quote)) {
      value += quote === '"' ? (escapes[next] ?? "") : next;
      at++;
    } else {
      value += char;
    }
  }
  return { text: "", expands: false, end: lineEnd(text, start), error: "has a quote that is never closed" };
}

/** A value without quotes ends with the line, or where a space and `#` begin a comment. */
function plainValue(text: string, start: number): RawValue {
  const end = lineEnd(text, start);
  return {
    text: text
      .slice(start, end)
      .replace(/(^|[ \t])#.*$/, "")
      .trim(),
    expands: true,
    end,
  };
}

const reference = /\$(?:\$|(?<plain>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?:(?<operator>:?[-+?])(?<word>[^}]*))?\})/g;

/** What one reference stands for. Undefined: a variable that is not known. */
function resolve(
  groups: Readonly<Record<string, string | undefined>>,
  known: ReadonlyMap<string, EnvEntry>,
): string | undefined {
  const { plain, braced, operator = "", word = "" } = groups;
  const name = plain ?? braced;
  if (name === undefined) {
    return "$";
  }
  const value = known.get(name)?.value;
  const given = value === "" && operator.startsWith(":") ? undefined : value;
  if (operator.endsWith("+")) {
    return given === undefined ? "" : word;
  }
  return given ?? (operator.endsWith("-") ? word : undefined);
}

/** Characters that a value may have. References to references could make it longer than any memory. */
const longest = 1_000_000;

/** Puts values of other variables in, as Compose does: `$NAME`, `${NAME}`, `${NAME:-default}`, `$$` for a dollar. */
function expand(text: string, known: ReadonlyMap<string, EnvEntry>): Pick<EnvEntry, "value" | "unresolved" | "error"> {
  let unresolved = false;
  let length = text.length;
  const parts: string[] = [];
  let behind = 0;
  for (const match of text.matchAll(reference)) {
    const value = resolve(match.groups ?? {}, known);
    unresolved ||= value === undefined;
    length += (value ?? "").length;
    if (length > longest) {
      return { value: "", unresolved: false, error: "is longer than a million characters with what it refers to" };
    }
    parts.push(text.slice(behind, match.index), value ?? "");
    behind = match.index + match[0].length;
  }
  return { value: [...parts, text.slice(behind)].join(""), unresolved };
}

/** Start of a line: a name, and `=` or, as in YAML, `:`. */
const assignment = /[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*([=:]|(?=\n|#|$))[ \t]*/y;

/** A line that is none of what a file may hold. What is in it is not repeated: it could be part of a secret. */
function strangeLine(line: number): EnvEntry {
  return { name: `line ${String(line)}`, value: "", lines: [line], unresolved: false, error: "is no NAME=value" };
}

function rawValue(text: string, sign: string, start: number): RawValue {
  if (sign === "") {
    const error = "has no value: Docker Compose would take it from the shell";
    return { text: "", expands: false, end: lineEnd(text, start), error };
  }
  return /["']/.test(text.charAt(start)) ? quotedValue(text, start) : plainValue(text, start);
}

/** Reads a `.env` file. Every variable comes once, at the place of its first line. Never throws. */
export function parseEnvFile(content: string): readonly EnvEntry[] {
  const text = content.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const entries = new Map<string, EnvEntry>();
  const linesOf = new Map<string, number[]>();
  let line = 1;
  for (let at = 0; at < text.length;) {
    let end = lineEnd(text, at);
    assignment.lastIndex = at;
    const [match, name = "", sign = ""] = assignment.exec(text) ?? [];
    if (match !== undefined) {
      const raw = rawValue(text, sign, at + match.length);
      const read = raw.expands ? expand(raw.text, entries) : { value: raw.text, unresolved: false };
      // Not copied: a file may set a variable a hundred thousand times.
      const lines = linesOf.get(name) ?? [];
      linesOf.set(name, lines);
      lines.push(line);
      entries.set(name, { name, ...read, lines, ...(raw.error !== undefined && { error: raw.error }) });
      end = raw.end;
    } else if (!/^[ \t]*(#|$)/.test(text.slice(at, end))) {
      entries.set(`line ${String(line)}`, strangeLine(line));
    }
    line += text.slice(at, end).split("\n").length;
    at = end + 1;
  }
  return [...entries.values()];
}
