import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { EffectRow } from "./row.ts";

const helpers = ["row.ts", "rows.ts", "flatten.ts", "difference.ts", "resources.ts", "observed.ts"];
const modules = await Promise.all(
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".ts") && !file.includes(".test.") && !helpers.includes(file))
    .map((file) => import(join(import.meta.dirname, file)) as Promise<{ rows: readonly EffectRow[] }>),
);

/** One row for each setting. */
export const rows = modules.flatMap((module) => module.rows);

export type Raw = Record<string, object>;

/** Raw settings with one more value in them. */
export function withValue(raw: object, keys: readonly string[], value: unknown): Raw {
  const [key = "", ...rest] = keys;
  const members = raw as Record<string, object | undefined>;
  return { ...raw, [key]: rest.length === 0 ? value : withValue(members[key] ?? {}, rest, value) } as Raw;
}

/** Environment variables that the HOCON files refer to. */
export const hoconVariables = [
  "XMPP_PASSWORD",
  "LOCAL_ADDRESS",
  "MUC_NICKNAME",
  "RECORDER_PASSWORD",
  "INSTANCE_ID",
  "TRANSLATION_ACCESS_SECRET",
];
