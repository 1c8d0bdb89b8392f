import { join } from "node:path";
import { Parser } from "./parser.ts";

export interface LuaSection {
  readonly kind: string;
  readonly name: string;
  readonly module?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Lua 5.4, with the words that Prosody's configuration files know. */
export class LuaParser {
  readonly #parser = new Parser("lua5.4", [join(import.meta.dirname, "read-config.lua")]);

  /** The file's sections, the global one first. An empty table comes back as an empty array. */
  async sections(text: string): Promise<LuaSection[]> {
    const answer = plain(await this.#parser.ask(Buffer.from(text).toString("hex"))) as LuaSection[];
    return answer.map((section) => ({ ...section, options: Array.isArray(section.options) ? {} : section.options }));
  }

  stop(): Promise<void> {
    return this.#parser.stop();
  }
}

type Dump = string | number | boolean | readonly (readonly [Dump, Dump])[];

function plain(dump: unknown): unknown {
  if (typeof dump === "string") {
    return Buffer.from(dump, "hex").toString();
  }
  if (!Array.isArray(dump)) {
    return dump;
  }
  const pairs = dump as readonly (readonly [Dump, Dump])[];
  return pairs.every(([key]) => typeof key === "number") ? list(pairs) : record(pairs);
}

function list(pairs: readonly (readonly [Dump, Dump])[]): unknown[] {
  const values: unknown[] = [];
  for (const [key, value] of pairs) {
    values[Number(key) - 1] = plain(value);
  }
  return values;
}

/** Null prototype aside, as JSON.parse would make it: `__proto__` is a key like any other. */
function record(pairs: readonly (readonly [Dump, Dump])[]): unknown {
  return Object.fromEntries(pairs.map(([key, value]) => [String(plain(key)), plain(value)]));
}
