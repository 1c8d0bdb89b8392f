/** JavaScript values for a script that stands inside an HTML page and goes through nginx's server-side includes. */

export type JsValue = string | number | boolean | null | readonly JsValue[] | { readonly [key: string]: JsValue };

/**
 * Writes a value as a JavaScript expression, one member a line.
 * The text holds no `<`: no value can end the script element, open a comment, or be taken for a server-side include.
 * Any string can be carried. Throws for numbers that are not finite.
 */
export function js(value: JsValue, indent = ""): string {
  if (typeof value === "string") {
    return stringText(value);
  }
  if (typeof value === "number") {
    return numberText(value);
  }
  if (value === null || typeof value === "boolean") {
    return String(value);
  }
  return Array.isArray(value) ? arrayText(value, indent) : objectText(value as Record<string, JsValue>, indent);
}

function arrayText(values: readonly JsValue[], indent: string): string {
  const inner = `${indent}  `;
  return values.length === 0 ? "[]" : `[\n${values.map((item) => `${inner}${js(item, inner)},\n`).join("")}${indent}]`;
}

function objectText(value: Readonly<Record<string, JsValue>>, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, member]) => `${inner}${keyText(key)}: ${js(member, inner)},\n`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
}

function keyText(key: string): string {
  if (key === "__proto__") {
    // Written plainly it would set the object's prototype.
    return '["__proto__"]';
  }
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringText(key);
}

function stringText(text: string): string {
  // U+2028 and U+2029 end a line in older engines.
  return JSON.stringify(text).replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`config.js has no number ${String(value)}`);
  }
  return Object.is(value, -0) ? "-0" : String(value);
}
