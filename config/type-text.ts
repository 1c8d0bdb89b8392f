import { z } from "zod";
import { accountName, hostAndPort, hostName, ipAddress, secretLine } from "./settings/types.ts";

/** Shared value types that have a name: one of them, several of them. */
const names = new Map<z.ZodType, readonly [string, string]>([
  [ipAddress, ["IP address", "IP addresses"]],
  [hostAndPort, ["host:port", "host:port"]],
  [hostName, ["host name", "host names"]],
  [accountName, ["account name", "account names"]],
  [secretLine, ["one line of text", "lines of text"]],
]);

/** The schema without default, optional and transformation around it: what a value itself must be. */
export function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) {
    return bare(schema.in as z.ZodType);
  }
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** Bounds of a number's schema. Absent: none that anybody set. */
export function bounds(schema: z.ZodNumber): { minimum?: number; maximum?: number } {
  const { minValue, maxValue } = schema;
  return {
    ...(minValue !== null && minValue > Number.MIN_SAFE_INTEGER && { minimum: minValue }),
    ...(maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER && { maximum: maxValue }),
  };
}

function numberText(schema: z.ZodNumber): string {
  const { minimum, maximum } = bounds(schema);
  const kind = schema.format?.includes("int") === true ? "integer" : "number";
  if (minimum !== undefined && maximum !== undefined) {
    return `${kind} ${String(minimum)}..${String(maximum)}`;
  }
  return minimum === undefined ? kind : `${kind} from ${String(minimum)}`;
}

/** A text's rule in the words of its own error message, which completes "must be ...". No text with a NUL keeps one. */
function stringText(schema: z.ZodType): string {
  const message = schema.safeParse("\0").error?.issues[0]?.message ?? "";
  return /^must be (?:an? |the )?(.*)$/.exec(message)?.[1] ?? "text";
}

/** A setting's type as a person reads it: `"a" | "b"`, `integer 1..65535`, `list of IP addresses`. */
export function typeText(schema: z.ZodType): string {
  const inner = bare(schema);
  const name = names.get(inner);
  if (name !== undefined) {
    return name[0];
  }
  if (inner instanceof z.ZodEnum) {
    return inner.options.map((option) => JSON.stringify(option)).join(" | ");
  }
  if (inner instanceof z.ZodBoolean) {
    return "true | false";
  }
  if (inner instanceof z.ZodNumber) {
    return numberText(inner);
  }
  if (inner instanceof z.ZodArray) {
    const element = inner.element as z.ZodType;
    return `list of ${names.get(element)?.[1] ?? typeText(element)}`;
  }
  if (inner instanceof z.ZodRecord) {
    return `${typeText(inner.valueType as z.ZodType)} for each ${typeText(inner.keyType as z.ZodType)}`;
  }
  if (inner instanceof z.ZodUnion) {
    return [...new Set(inner.options.map((option) => typeText(option as z.ZodType)))].join(" or ");
  }
  if (inner instanceof z.ZodLiteral) {
    return [...inner.values].map((value) => JSON.stringify(value)).join(" | ");
  }
  if (inner instanceof z.ZodObject) {
    return `group of ${Object.keys(inner.shape).join(", ")}`;
  }
  return stringText(inner);
}

/** What a value must be, to follow "must be". */
export function wantedText(schema: z.ZodType): string {
  const inner = bare(schema);
  const text = typeText(inner);
  if (inner instanceof z.ZodEnum) {
    return `one of ${inner.options.join(", ")}`;
  }
  if (inner instanceof z.ZodBoolean) {
    return "true or false";
  }
  if (inner instanceof z.ZodNumber) {
    return `${text.startsWith("i") ? "an" : "a"} ${text}`;
  }
  return inner instanceof z.ZodArray || inner instanceof z.ZodObject ? `a ${text}` : text;
}

/** The schema of a value inside another: an element, a member. Undefined where there is none. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const inner = bare(schema);
  const [key, ...rest] = path;
  if (key === undefined) {
    return inner;
  }
  const next =
    inner instanceof z.ZodArray
      ? (inner.element as z.ZodType)
      : inner instanceof z.ZodRecord
        ? (inner.valueType as z.ZodType)
        : inner instanceof z.ZodObject
          ? (inner.shape as Record<string, z.ZodType>)[String(key)]
          : undefined;
  return next && schemaAt(next, rest);
}
