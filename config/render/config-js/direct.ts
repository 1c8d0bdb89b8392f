import type { Settings } from "../../settings/index.ts";
import type { JsValue } from "../../write/js.ts";
import { invertedKeys, plainKeys } from "./keys.ts";
import { type JsObject, nested } from "./object.ts";

type Entry = readonly [path: string, value: JsValue];

function valueAt(settings: Settings, path: string): JsValue | undefined {
  return path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], settings.web) as
    JsValue | undefined;
}

/** The keys of config.js that a setting of the group web stands behind, one for one. A setting without value writes none. */
export function directConfig(settings: Settings): JsObject {
  const plain = Object.entries(plainKeys).flatMap(([key, path]): Entry[] => {
    const value = valueAt(settings, path);
    return value === undefined ? [] : [[key, value]];
  });
  const inverted = Object.entries(invertedKeys).flatMap(([key, path]): Entry[] => {
    const value = valueAt(settings, path);
    return value === undefined ? [] : [[key, value !== true]];
  });
  return nested([...plain, ...inverted]);
}
