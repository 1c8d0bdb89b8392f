import { formatPath, removeCommand, setCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import { invertedKeys, plainKeys } from "../render/config-js/keys.ts";
import { leafKeys } from "../render/config-js/object.ts";
import { settingOfKey } from "../render/config-js/owners.ts";
import { interfaceKeys } from "../render/interface-config.ts";
import type { JsValue } from "../write/js.ts";
import type { Rule } from "./draft.ts";

/** The setting that writes a key, a part of it, or what it is a part of. */
function writer(key: string): string | undefined {
  return [...settingOfKey].find(
    ([written]) => written === key || written.startsWith(`${key}.`) || key.startsWith(`${written}.`),
  )?.[1];
}

function valueAt(value: JsValue, keys: readonly string[]): JsValue {
  return keys.reduce<JsValue>((at, key) => (at as Readonly<Record<string, JsValue>>)[key] ?? null, value);
}

/** The command that sets the setting in place of the key, where the value means the same there. */
function setInstead(key: string, setting: string, value: JsValue): string {
  if (key in plainKeys && (typeof value === "string" || typeof value === "number" || typeof value === "boolean")) {
    return ` && ${setCommand(setting, value)}`;
  }
  return key in invertedKeys && typeof value === "boolean" ? ` && ${setCommand(setting, !value)}` : "";
}

function configProblem(value: JsValue, keys: readonly string[]): readonly Problem[] {
  const key = keys.join(".");
  const setting = writer(key);
  const path = formatPath(["web", "config", ...keys]);
  return setting === undefined
    ? []
    : [
        {
          path,
          reason: `has a setting of its own: ${setting}`,
          fix: removeCommand(path) + setInstead(key, setting, value),
        },
      ];
}

/** Two places that say what a key is would hide one from whoever reads the other. */
const configHasNoSettings: Rule = {
  reads: ["web.config"],
  check: ({ settings: { web } }) =>
    leafKeys(web.config).flatMap((keys) => configProblem(valueAt(web.config, keys), keys)),
};

const interfaceConfigHasNoSettings: Rule = {
  reads: ["web.interfaceConfig"],
  check: ({ settings: { web } }) =>
    Object.keys(web.interfaceConfig)
      .filter((key) => key in interfaceKeys)
      .map((key) => {
        const path = `web.interfaceConfig.${key}`;
        const setting = `web.${interfaceKeys[key as keyof typeof interfaceKeys]}`;
        return { path, reason: `has a setting of its own: ${setting}`, fix: removeCommand(path) };
      }),
};

/** Keys of the page that are given by name must be none that a setting of its own writes. */
export const customKeyRules: readonly Rule[] = [configHasNoSettings, interfaceConfigHasNoSettings];
