import { InvalidArgumentError } from "commander";

/** Where the commands print. Tests give their own. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** A value as programs read it. */
export function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Reads a stack's name, which becomes part of a file's name and of a label. */
export function stackName(text: string): string {
  if (!/^[A-Za-z0-9_.-]+$/.test(text)) {
    throw new InvalidArgumentError("It must be letters, digits, dash, dot and underscore.");
  }
  return text;
}

export function positiveSeconds(text: string): number {
  if (!/^[0-9]+(\.[0-9]+)?$/.test(text)) {
    throw new InvalidArgumentError("It must be a number of seconds.");
  }
  return Number(text);
}
