import type { Change, ListChange } from "./row.ts";
import type { Flat } from "./flatten.ts";

/** What differs between two sets of files: `service/file` -> key -> before and after. */
export type Difference = Readonly<Record<string, Readonly<Record<string, readonly [unknown, unknown]>>>>;

const empty: Flat = new Map();

/** A value as text, the same for every order of its keys: Lua's tables have none. */
function text(value: unknown): string | undefined {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

export function difference(before: ReadonlyMap<string, Flat>, after: ReadonlyMap<string, Flat>): Difference {
  const files = [...new Set([...before.keys(), ...after.keys()])];
  return Object.fromEntries(
    files
      .map((file) => [file, fileDifference(before.get(file) ?? empty, after.get(file) ?? empty)] as const)
      .filter(([, changes]) => Object.keys(changes).length > 0),
  );
}

function fileDifference(before: Flat, after: Flat): Record<string, readonly [unknown, unknown]> {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return Object.fromEntries(
    keys
      .filter((key) => text(before.get(key)) !== text(after.get(key)))
      .map((key) => [key, [before.get(key), after.get(key)] as const]),
  );
}

function isListChange(change: Change): change is ListChange {
  return !Array.isArray(change);
}

/** The wanted change with the value that was there put in, so that it can be compared: a list change needs it. */
function resolved(change: Change, actual: readonly [unknown, unknown] | undefined): readonly [unknown, unknown] {
  if (!isListChange(change)) {
    return change;
  }
  const [before, after] = (actual ?? []) as [unknown[] | undefined, unknown[] | undefined];
  const taken = new Set((change.removed ?? []).map(text));
  const given = new Set((change.added ?? []).map(text));
  // Where an element stands is the renderer's choice; that the others stay in their order is not.
  const kept = (before ?? []).filter((element) => !taken.has(text(element)));
  const others = (after ?? []).filter((element) => !given.has(text(element)));
  const all = [...given].every((element) => (after ?? []).map(text).includes(element));
  const were = [...taken].every((element) => (before ?? []).map(text).includes(element));
  return all && were && text(kept) === text(others) ? [before, after] : [before, { wanted: change }];
}

type Keys = Readonly<Record<string, Change>>;

function resolvedKeys(keys: Keys, actual: Difference[string] | undefined): Difference[string] {
  return Object.fromEntries(Object.entries(keys).map(([key, change]) => [key, resolved(change, actual?.[key])]));
}

/** The wanted difference in the form of the actual one. */
export function wanted<T extends string>(
  changes: Readonly<Record<string, Keys | T>>,
  actual: Difference,
): Readonly<Record<string, Difference[string] | T>> {
  return Object.fromEntries(
    Object.entries(changes).map(([file, keys]) => [
      file,
      typeof keys === "string" ? keys : resolvedKeys(keys, actual[file]),
    ]),
  );
}

/** Resources that only one side has are `made` or `gone`. */
export function summary(actual: Difference): Readonly<Record<string, Difference[string] | "made" | "gone">> {
  return Object.fromEntries(
    Object.entries(actual).map(([name, keys]) => {
      const all = Object.values(keys);
      const made = all.every(([before]) => before === undefined);
      const gone = all.every(([, after]) => after === undefined);
      return [name, made ? "made" : gone ? "gone" : keys];
    }),
  );
}
