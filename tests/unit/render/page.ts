import { runInNewContext } from "node:vm";
import { configJs } from "../../../config/render/config-js.ts";
import { settingsOf } from "./variants.ts";

/** What nginx replaces by the tenant of an address. */
export const include = '<!--# echo var="subdir" default="" -->';

/** What a script makes of `config`, as plain data. */
export function evaluate(script: string): Record<string, unknown> {
  return JSON.parse(String(runInNewContext(`${script}\nJSON.stringify(config)`))) as Record<string, unknown>;
}

/** The configuration that a browser gets when nginx puts `subdir` in. */
export function config(input: object = {}, subdir = ""): Record<string, unknown> {
  return evaluate(configJs(settingsOf(input)).replace(include, subdir));
}
