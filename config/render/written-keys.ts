import type { Settings } from "../settings/index.ts";
import type { ProgramOption } from "../settings/bridge/values.ts";
import { duration, type HoconObject, type HoconValue, Unquoted } from "../write/hocon.ts";

/** A key of a program's file, and the setting that it is written from. */
export interface WrittenKey {
  /** Dotted path: `jicofo.conference.max-ssrcs-per-user`. */
  readonly key: string;
  /** The setting that people change to change it. */
  readonly setting: string;
  /** Undefined: the key is not written, and what the program does by itself is meant. */
  readonly value: (settings: Settings, index: number) => HoconValue | undefined;
}

/** The value, where it differs from what the program does by itself. */
export function unlike<T extends HoconValue>(usual: T, value: T): T | undefined {
  return value === usual ? undefined : value;
}

/** A time span, where it differs from what the program does by itself. */
export function secondsUnlike(usual: number, amount: number): HoconValue | undefined {
  return amount === usual ? undefined : duration(amount, "seconds");
}

/** A part given in percent or thousandths, as the number between 0 and 1: without the noise of a division. */
export function fraction(amount: number, of: 100 | 1000): number {
  return Number((amount / of).toFixed(3));
}

function isObject(value: HoconValue | undefined): value is HoconObject {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Unquoted);
}

/** The object with one more value in it, at a path. */
export function withKey(object: HoconObject, path: string, value: HoconValue): HoconObject {
  const [first = "", ...rest] = path.split(".");
  const inner = Object.hasOwn(object, first) ? object[first] : undefined;
  const member = rest.length === 0 ? value : withKey(isObject(inner) ? inner : {}, rest.join("."), value);
  return { ...object, [first]: member };
}

/**
 * Adds what the settings say to a program's file.
 * @param base what is written whatever the settings are.
 * @param options further keys by their dotted paths: none that is written already.
 * @param index number of the bridge, from 1.
 */
export function withSettings(
  base: HoconObject,
  keys: readonly WrittenKey[],
  options: Readonly<Record<string, ProgramOption>>,
  settings: Settings,
  index = 1,
): HoconObject {
  const written = keys.reduce((object, { key, value }) => {
    const member = value(settings, index);
    return member === undefined ? object : withKey(object, key, member);
  }, base);
  return Object.entries(options).reduce((object, [key, value]) => withKey(object, key, value), written);
}
