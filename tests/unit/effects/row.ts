import { expect } from "@jest/globals";
import type { Effect } from "../../../config/settings/setting.ts";

/**
 * One setting, set to a value that is not its default, and everything that this changes in the rendered files.
 *
 * A file is parsed by the parser of the program that reads it, and flattened to `key -> value`:
 * - HOCON, JSON, config.js, interface_config.js: dotted paths, `videobridge.ice.udp.port`; lists are values.
 * - Prosody's Lua: `[<section>] <option>`, with `[global]` for the global section, and `[<host>]` for the section itself, whose
 *   value is `VirtualHost` or the component's module; tables with keys are flattened on, lists are values.
 * - nginx: `http.server.location(= /config.js).alias`; the value is the list of the arguments of every directive of that name, in order.
 * - properties and `key: value` files: the key.
 */
export interface EffectRow {
  /** The setting, `auth.ldap.url`. */
  readonly path: string;
  readonly value: unknown;
  /** What else must be set for the setting to matter: raw groups. */
  readonly given?: Readonly<Record<string, object>>;
  /**
   * `service/file` -> key -> what it was and is. Nothing else may differ. `made`: a file that is new, where its own program says
   * in another test whether it is right.
   */
  readonly changes?: Readonly<Record<string, Readonly<Record<string, Change>> | "made">>;
  /**
   * For settings that no file shows: name of a Pulumi resource -> path of an input (`memory`, `ports[0].external`) -> what it was and is,
   * or that the resource is `made` or `gone`.
   * Secrets for it stand in `given.secrets`. Nothing else may differ. The whole program runs under mocks for such a row, so `given` and
   * `value` must be settings without a problem.
   */
  readonly resources?: Readonly<Record<string, Readonly<Record<string, Change>> | "made" | "gone">>;
  /**
   * What applying this value does, where that is less than what the setting's `effect` says in general. What the changed files and
   * resources amount to is worked out by the runner and must be this.
   */
  readonly effects?: readonly Effect[];
}

/** Before and after. `undefined`: absent. */
export type Change = readonly [before: unknown, after: unknown] | ListChange;

/** Elements that a list gains or loses; all others stay, in their order. */
export interface ListChange {
  readonly added?: readonly unknown[];
  readonly removed?: readonly unknown[];
}

export function added(...elements: readonly unknown[]): ListChange {
  return { added: elements };
}

export function removed(...elements: readonly unknown[]): ListChange {
  return { removed: elements };
}

/** Another fingerprint of files or secrets than before. */
export const fingerprint: Change = [expect.stringMatching(/^[0-9a-f-]+$/), expect.stringMatching(/^[0-9a-f-]+$/)];

/** The content of a file that a carrier brings. */
export function content(before: unknown, after: unknown): Readonly<Record<string, Change>> {
  return { "uploads[0].content": [before, after] };
}
