import { z } from "zod";
import { nearest } from "../../suggest.ts";
import { group, setting } from "../setting.ts";
import { configKeys, interfaceConfigKeys } from "./config-keys.ts";
import { effect, jsonValue } from "./types.ts";

/** A name that a file of the page has. The message names a near one. */
function keyOf(file: string, names: readonly string[]) {
  const known = new Set(names);
  return z.string().refine((name) => known.has(name), {
    error: ({ input }) => {
      const meant = nearest(String(input), names);
      return `must be a key of ${file}${meant === undefined ? "" : `. Did you mean ${meant}?`}`;
    },
  });
}

const config = z.record(keyOf("config.js", configKeys), jsonValue).default({});
const interfaceConfig = z.record(keyOf("interface_config.js", interfaceConfigKeys), jsonValue).default({});

/** HTML that stands in the page. nginx carries includes out, which could read any file of the container. */
function fragment() {
  return z
    .string()
    .regex(/^[^\0]*$/, "must be HTML")
    .refine((text) => !text.includes("<!--#"), "must be HTML without <!--#, which begins an include of nginx")
    .optional();
}

/** What no setting of its own is for. */
export const custom = {
  config: setting(config, {
    doc: "Other keys of config.js, as values: web.config.subject, web.config.p2p.backToP2PDelay. Settings of their own come first.",
    effect,
  }),
  interfaceConfig: setting(interfaceConfig, {
    doc: "Keys of interface_config.js, as values. Only those that the page still reads.",
    effect,
  }),
  extraConfig: setting(z.string().optional(), {
    doc: "JavaScript put at the end of config.js, where it may assign to `config`. It is parsed before it is used.",
    effect,
  }),
  html: group({
    head: setting(fragment(), { doc: "HTML at the start of the page's head.", effect }),
    pluginHead: setting(fragment(), { doc: "HTML at the end of the page's head.", effect }),
    title: setting(fragment(), {
      doc: "HTML with the page's title, icon and description. For the title alone there is web.branding.title.",
      effect,
    }),
    fonts: setting(fragment(), { doc: "HTML that loads fonts.", effect }),
    body: setting(fragment(), { doc: "HTML at the start of the page's body.", effect }),
    welcomeContent: setting(fragment(), {
      doc: "HTML below the welcome page. Shown with web.interfaceConfig.DISPLAY_WELCOME_PAGE_CONTENT.",
      effect,
    }),
    welcomeCard: setting(fragment(), {
      doc: "HTML of a card on the welcome page. Shown with web.interfaceConfig.DISPLAY_WELCOME_PAGE_ADDITIONAL_CARD.",
      effect,
    }),
    welcomeToolbar: setting(fragment(), {
      doc: "HTML beside the welcome page's settings. Shown with web.interfaceConfig.DISPLAY_WELCOME_PAGE_TOOLBAR_ADDITIONAL_CONTENT.",
      effect,
    }),
  }),
};
