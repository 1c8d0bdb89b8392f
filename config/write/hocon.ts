/** HOCON, the configuration format of jicofo and the bridge, read there by Typesafe Config. */

/** HOCON text that must stand without quotes. Made by `env` and `duration` only. */
export class Unquoted {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HoconValue = string | number | boolean | Unquoted | readonly HoconValue[] | HoconObject;

export interface HoconObject {
  readonly [key: string]: HoconValue;
}

/** The value of an environment variable of the program that reads the file. The program refuses to start without it. */
export function env(name: string): Unquoted {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`not the name of an environment variable: ${JSON.stringify(name)}`);
  }
  return new Unquoted(`\${${name}}`);
}

/** A time span. Always with its unit: a bare number would mean milliseconds. */
export function duration(amount: number, unit: "milliseconds" | "seconds" | "minutes" | "hours"): Unquoted {
  return new Unquoted(`${numberText(amount)} ${unit}`);
}

/**
 * Writes an object as a HOCON file, one key a line.
 * Any string can be carried. Throws for numbers that are not finite.
 */
export function hocon(value: HoconObject): string {
  return members(value, "");
}

function members(value: HoconObject, indent: string): string {
  return Object.entries(value)
    .map(([key, member]) => `${indent}${keyText(key)}${memberText(member, indent)}\n`)
    .join("");
}

function memberText(value: HoconValue, indent: string): string {
  return `${isObject(value) ? " " : " = "}${valueText(value, indent)}`;
}

function valueText(value: HoconValue, indent: string): string {
  if (value instanceof Unquoted) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return arrayText(value, indent);
  }
  if (isObject(value)) {
    const inner = members(value, `${indent}  `);
    return inner === "" ? "{}" : `{\n${inner}${indent}}`;
  }
  // JSON's strings and booleans are HOCON's, the \u escapes of lone surrogates and of NUL included.
  return typeof value === "number" ? numberText(value) : JSON.stringify(value);
}

function arrayText(values: readonly HoconValue[], indent: string): string {
  if (values.length === 0) {
    return "[]";
  }
  const lines = values.map((item) => `${indent}  ${valueText(item, `${indent}  `)},\n`);
  return `[\n${lines.join("")}${indent}]`;
}

function isObject(value: HoconValue): value is HoconObject {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Unquoted);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new Error(`HOCON has no number ${String(value)}`);
  }
  // Digits alone that do not fit a Java long would be read as text.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

/** Words that mean something else where a key may stand. */
const reserved = new Set(["include", "true", "false", "null"]);

function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(key) && !reserved.has(key) ? key : JSON.stringify(key);
}
