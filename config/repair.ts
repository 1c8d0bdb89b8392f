import { z } from "zod";
import { bare, bounds } from "./type-text.ts";
import { nearest, toBoolean, toList } from "./suggest.ts";

/** Numbers near one, and what else a person may have meant by it. */
function numberCandidates(schema: z.ZodType, value: number): unknown[] {
  const { minimum = -Infinity, maximum = Infinity } = schema instanceof z.ZodNumber ? bounds(schema) : {};
  return [Math.min(Math.max(Math.round(value), minimum), maximum), value === 1, String(value)];
}

/** Other ways to write a text, the likeliest first. */
function textCandidates(schema: z.ZodType, text: string): unknown[] {
  const trimmed = text.trim();
  const address = trimmed.includes("://") ? trimmed : `https://${trimmed}`;
  return [
    trimmed,
    trimmed.toLowerCase(),
    trimmed.toUpperCase(),
    ...(/^[+-]?\d+$/.test(trimmed) ? numberCandidates(schema, Number(trimmed)) : []),
    ...(toBoolean(trimmed) === undefined ? [] : [toBoolean(trimmed)]),
    ...(trimmed.includes(".") ? [address] : []),
    ...(URL.canParse(address) && trimmed.includes(".") ? [new URL(address).origin] : []),
    toList(trimmed),
  ];
}

/** An option like the one given; else one that is not the default: whoever sets a value wants something else. */
function optionCandidates(schema: z.ZodType, inner: z.ZodType, value: unknown): unknown[] {
  if (!(inner instanceof z.ZodEnum)) {
    return [];
  }
  const options = inner.options.map(String);
  const fallback = schema.safeParse(undefined).data;
  const given = typeof value === "string" ? [nearest(value, options)] : [];
  return [...given, ...options.filter((option) => option !== fallback)];
}

/**
 * A value near the given one that the schema accepts. Undefined: there is none, and the setting is best removed.
 * @param schema the setting's schema, or the one of an element in it.
 */
export function repair(schema: z.ZodType, value: unknown): unknown {
  const inner = bare(schema);
  const candidates = [
    ...(typeof value === "string" ? textCandidates(inner, value) : []),
    ...(typeof value === "number" ? numberCandidates(inner, value) : []),
    ...(typeof value === "boolean" ? [String(value), ...(value ? ["on", "yes"] : ["off", "no", "none"])] : []),
    ...(value !== null && typeof value !== "object" ? [[value]] : []),
    ...optionCandidates(schema, inner, value),
  ];
  return candidates.find((candidate) => candidate !== undefined && schema.safeParse(candidate).success);
}
