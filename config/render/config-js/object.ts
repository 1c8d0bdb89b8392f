import type { JsValue } from "../../write/js.ts";

/** A part of config.js. */
export type JsObject = Readonly<Record<string, JsValue>>;

export function isObject(value: unknown): value is JsObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Two parts in one: objects are put together, of anything else the second one counts. */
export function merged(one: JsObject, other: JsObject): JsObject {
  // Entries and not assignments: a key may be called __proto__.
  return Object.fromEntries([
    ...Object.entries(one).map(([key, value]): [string, JsValue] => [
      key,
      Object.hasOwn(other, key) ? mergedValue(value, other[key] ?? null) : value,
    ]),
    ...Object.entries(other).filter(([key]) => !Object.hasOwn(one, key)),
  ]);
}

function mergedValue(one: JsValue, other: JsValue): JsValue {
  return isObject(one) && isObject(other) ? merged(one, other) : other;
}

/** Values by dotted path as an object. */
export function nested(values: readonly (readonly [path: string, value: JsValue])[]): JsObject {
  return values.reduce<JsObject>((all, [path, value]) => {
    const [last = "", ...above] = path.split(".").reverse();
    return merged(
      all,
      above.reduce<JsObject>((inner, key) => ({ [key]: inner }), { [last]: value }),
    );
  }, {});
}

/** Where in an object everything is that is no object with members. */
export function leafKeys(value: JsObject, above: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([key, member]) =>
    isObject(member) && Object.keys(member).length > 0 ? leafKeys(member, [...above, key]) : [[...above, key]],
  );
}

/** The members that have a value. */
export function present(members: Readonly<Record<string, JsValue | undefined>>): JsObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, JsValue] => member[1] !== undefined),
  );
}
