/** Java properties, as java.util.Properties reads them. */

/**
 * Writes one `key=value` line for each entry, in the order given.
 * The text is ASCII, so that the reader's character set does not matter. Any string can be carried.
 */
export function properties(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${keyText(key)}=${valueText(value)}\n`)
    .join("");
}

function keyText(key: string): string {
  return escaped(key).replace(/[ :=#!]/g, "\\$&");
}

/** Space at the start of a value would be skipped. */
function valueText(value: string): string {
  return escaped(value).replace(/^ /, "\\ ");
}

function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
