/** `key=value` lines, as coturn reads them. */

export interface IniEntry {
  readonly key: string;
  /** Absent: an option that is there or not. */
  readonly value?: string | number;
}

/** A reason, above the entry it belongs to. */
export interface IniComment {
  readonly comment: string;
}

/**
 * Writes one line for each entry. There is no escape in this format.
 * Throws for what it cannot carry: a line break or NUL, space at either end, a value in quotes, a key that is no word.
 */
export function ini(nodes: readonly (IniEntry | IniComment)[]): string {
  return nodes.map((node) => ("comment" in node ? commentText(node) : entryText(node))).join("");
}

function commentText({ comment }: IniComment): string {
  return comment
    .split(/[\r\n]+/)
    .map((line) => `# ${line}\n`)
    .join("");
}

function entryText({ key, value }: IniEntry): string {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(key)) {
    throw new Error(`no name of an option: ${JSON.stringify(key)}`);
  }
  if (value === undefined) {
    return `${key}\n`;
  }
  const text = String(value);
  if (text === "" || /[\r\n\0]|^\s|\s$|^["']|["']$/.test(text) || !text.isWellFormed()) {
    throw new Error(`the value of ${key} cannot be carried: ${JSON.stringify(text)}`);
  }
  return `${key}=${text}\n`;
}
