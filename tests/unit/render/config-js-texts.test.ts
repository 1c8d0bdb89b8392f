import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { allSettings, type Setting } from "../../../config/registry.ts";
import { configJs } from "../../../config/render/config-js.ts";
import { renderInterfaceConfig } from "../../../config/render/interface-config.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { bare } from "../../../config/type-text.ts";
import { anyText } from "../write/real/texts.ts";
import { evaluate, include } from "./page.ts";
import { settingsOf } from "./variants.ts";

type Values = Record<string, unknown>;

/** Code in the page's own languages, which is checked and not escaped. */
const code = ["web.extraConfig", "web.extraNginxConfig", "web.html."];

function isText(schema: z.ZodType): boolean {
  return bare(schema).def.type === "string";
}

function textOf({ path, schema }: Setting): ((text: string) => unknown) | undefined {
  const inner = bare(schema);
  if (!path.startsWith("web.") || code.some((start) => path.startsWith(start))) {
    return undefined;
  }
  if (isText(inner)) {
    return (text) => text;
  }
  return inner instanceof z.ZodArray && isText(inner.element as z.ZodType) ? (text) => [text, text] : undefined;
}

const textSettings = allSettings().flatMap((setting) => {
  const make = textOf(setting);
  return make === undefined ? [] : [{ keys: setting.keys, make }];
});

function withValue(values: Values, [key = "", ...rest]: readonly string[], value: unknown): Values {
  return { ...values, [key]: rest.length === 0 ? value : withValue((values[key] ?? {}) as Values, rest, value) };
}

const rtcstats = { web: { analytics: { rtcstats: { enabled: true } } } };

/** All texts of the page set to one, whether or not the settings would take it: the renderer relies on none of them. */
function filledWith(text: string): Settings {
  return textSettings.reduce<Values>(
    (values, { keys, make }) => withValue(values, keys, make(text)),
    settingsOf(rtcstats),
  ) as unknown as Settings;
}

function skeleton(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (typeof member === "string" ? "text" : member));
}

function interfaceConfig(settings: Settings): unknown {
  const script = `var interfaceConfig = {};\n${renderInterfaceConfig(settings)}`;
  return JSON.parse(String(runInNewContext(`${script}\nJSON.stringify(interfaceConfig)`)));
}

describe("any text in all text settings of the page", () => {
  test("there are many", () => {
    expect(textSettings.length).toBeGreaterThan(50);
  });

  test("leaves config.js the same script, which nothing can end", () => {
    const usual = skeleton(evaluate(configJs(filledWith("x"))));
    fc.assert(
      fc.property(anyText, (text) => {
        const script = configJs(filledWith(text));
        expect(script.replace(include, "").includes("<")).toBe(false);
        expect(skeleton(evaluate(script))).toBe(usual);
      }),
      { numRuns: 300 },
    );
  });

  test("reaches the page as it was given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const page = evaluate(configJs(filledWith(text)));
        expect([page["noticeMessage"], page["disabledNotifications"]]).toEqual([text, [text, text]]);
      }),
      { numRuns: 100 },
    );
  });

  test("leaves interface_config.js the same statements", () => {
    const usual = skeleton(interfaceConfig(filledWith("x")));
    fc.assert(
      fc.property(anyText, (text) => {
        const settings = filledWith(text);
        expect(renderInterfaceConfig(settings).includes("<")).toBe(false);
        expect(skeleton(interfaceConfig(settings))).toBe(usual);
      }),
      { numRuns: 200 },
    );
  });
});

describe("any value in web.config", () => {
  test("comes back from the page as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const page = evaluate(configJs(settingsOf({ web: { config: { testing: value } } })));
        expect(JSON.stringify(page["testing"])).toBe(JSON.stringify(value));
      }),
      { numRuns: 200 },
    );
  });
});
