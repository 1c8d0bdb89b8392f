import type { Settings } from "../settings/index.ts";
import { type JsValue, js } from "../write/js.ts";

/** Keys of interface_config.js that a setting of its own writes, by the setting below the group web. */
export const interfaceKeys = {
  APP_NAME: "branding.appName",
  PROVIDER_NAME: "branding.providerName",
  SHOW_JITSI_WATERMARK: "branding.logo",
  DEFAULT_WELCOME_PAGE_LOGO_URL: "branding.logoUrl",
  JITSI_WATERMARK_LINK: "branding.logoLink",
  SUPPORT_URL: "links.support",
} as const;

type InterfaceKey = keyof typeof interfaceKeys;

/** Values of the keys of interface_config.js that are not the page's own. */
function interfaceConfig({ web }: Settings): Readonly<Record<string, JsValue>> {
  const { appName, providerName, logo, logoUrl, logoLink } = web.branding;
  const own: Record<InterfaceKey, JsValue | undefined> = {
    APP_NAME: appName,
    PROVIDER_NAME: providerName,
    SHOW_JITSI_WATERMARK: logo,
    DEFAULT_WELCOME_PAGE_LOGO_URL: logoUrl,
    JITSI_WATERMARK_LINK: logoLink,
    SUPPORT_URL: web.links.support,
  };
  const given = Object.entries(own).filter((entry): entry is [string, JsValue] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), ...web.interfaceConfig };
}

/** Whether anything of interface_config.js is set. If not, the package's own file is served as it is. */
export function hasInterfaceConfig(settings: Settings): boolean {
  return Object.keys(interfaceConfig(settings)).length > 0;
}

/** Statements that follow the package's interface_config.js: each sets one key of `interfaceConfig`. */
export function renderInterfaceConfig(settings: Settings): string {
  return Object.entries(interfaceConfig(settings))
    .map(([key, value]) => `interfaceConfig.${key} = ${js(value)};\n`)
    .join("");
}
