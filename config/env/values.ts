import { toBoolean } from "../suggest.ts";
import type { VariableRule } from "./answer.ts";
import { ignore, noted, refuse, translate, translated } from "./verdicts.ts";

/* Values that variables of several groups have, as the services read them, and rules for settings of such values. */

/** The units of a time span, in seconds. */
const units: readonly (readonly [pattern: RegExp, seconds: number])[] = [
  [/^(?:ms|millis?|milliseconds?)$/, 0.001],
  [/^(?:s|seconds?)$/, 1],
  [/^(?:m|minutes?)$/, 60],
  [/^(?:h|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86400],
];

/** A time span of the Java services. */
interface Span {
  readonly amount: number;
  /** Undefined: it has no unit. */
  readonly seconds: number | undefined;
}

/** A time span as the Java services read it, such as `15 seconds`. Undefined: the text is none. */
export function spanOf(text: string): Span | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text.trim()) ?? [];
  const factor = units.find(([pattern]) => pattern.test(unit))?.[1];
  if (amount === undefined || (unit !== "" && factor === undefined)) {
    return undefined;
  }
  return { amount: Number(amount), seconds: factor === undefined ? undefined : Number(amount) * factor };
}

/** A setting in seconds, whose time span upstream pastes as it stands: there a bare number would be milliseconds. */
export function timeSpan(setting: string): VariableRule {
  return noted("Whole seconds", (text) => {
    const span = spanOf(text);
    const seconds = span?.seconds ?? span?.amount ?? 0;
    if (seconds < 0.5) {
      return refuse("must be a time span with its unit, such as 15 seconds");
    }
    const reason = /^\s*\d+\s*$/.test(text)
      ? `${text.trim()} seconds are meant; docker-jitsi-meet would make milliseconds of it`
      : "whole seconds";
    return translate(setting, Math.round(seconds), reason);
  });
}

/** A bare number of milliseconds, as whole seconds for a setting and those beside it. */
export function milliseconds(setting: string, ...others: readonly string[]): VariableRule {
  return translated([setting, ...others], `${setting} is in seconds`, (text) => {
    if (!/^\d+$/.test(text)) {
      return refuse("must be a number of milliseconds");
    }
    const seconds = Math.max(1, Math.round(Number(text) / 1000));
    const also = Object.fromEntries(others.map((path) => [path, seconds]));
    return translate(setting, seconds, "milliseconds became seconds", also);
  });
}

/** A number between 0 and 1, which is percent or thousandths here. */
export function fraction(setting: string, of: 100 | 1000): VariableRule {
  const unit = of === 100 ? "percent" : "thousandths";
  return noted(`Whole ${unit}`, (text) => {
    const number = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (!(number > 0 && number <= 1)) {
      return refuse("must be a number above 0, and 1 at most");
    }
    const exact = Number((number * of).toFixed(6));
    const rounded = Math.max(1, Math.round(exact));
    return translate(setting, rounded, rounded === exact ? unit : `rounded to whole ${unit}`);
  });
}

const mebibytes: Readonly<Record<string, number>> = { "": 1 / 1048576, k: 1 / 1024, m: 1, g: 1024, t: 1048576 };

/** MiB of a container for a Java heap (`-Xmx`) of that size, which takes up to 70 % of it. Undefined: no size. */
export function memoryFor(heap: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+)([kmgt]?)$/i.exec(heap.trim()) ?? [];
  return amount === undefined ? undefined : Math.ceil((Number(amount) * (mebibytes[unit.toLowerCase()] ?? 1) * 10) / 7);
}

/** The size of a Java heap. Here it is the container that has a size: a setting with a least value, in MiB. */
export function heap(setting: string, minimum: number): VariableRule {
  const reason = `${setting} is the container's memory, of which the Java heap takes up to 70 %`;
  return translated([setting], reason, (text) => {
    const wanted = memoryFor(text);
    if (wanted === undefined) {
      return refuse("must be a size as Java writes it, such as 3072m");
    }
    return wanted < minimum
      ? translate(setting, minimum, `${reason}; it must be at least ${String(minimum)} MiB`)
      : translate(setting, wanted, reason);
  });
}

/** Where a service reports errors. Compose hands an unset address on as 0, in quotes. Undefined: to nobody. */
export function sentryAddress(text: string): string | undefined {
  const address = text.replaceAll('"', "");
  return toBoolean(address) === false ? undefined : address;
}

/** The address of Sentry, which turns its switch on. */
export function sentryDsn(secret: string, sentry: string): VariableRule {
  return translated([secret, sentry], `${secret}, and ${sentry} on`, (text) => {
    const address = sentryAddress(text);
    return address === undefined
      ? ignore("0 reports to nobody")
      : translate(secret, address, `turns ${sentry} on`, { [sentry]: true });
  });
}
