import type { Change } from "../row.ts";

/** Keys of a file that was not there before. */
export function appearing(values: Readonly<Record<string, unknown>>): Readonly<Record<string, Change>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]): [string, Change] => [key, [undefined, value]]));
}
