import type { Settings } from "../settings/index.ts";
import { js } from "../write/js.ts";
import { connectionConfig, tenantScript } from "./config-js/connection.ts";
import { directConfig } from "./config-js/direct.ts";
import { documentsConfig } from "./config-js/documents.ts";
import { mediaConfig } from "./config-js/media.ts";
import { type JsObject, merged } from "./config-js/object.ts";
import { pageConfig } from "./config-js/page.ts";
import { recordingConfig } from "./config-js/recording.ts";
import { telephonyConfig } from "./config-js/telephony.ts";
import { extraConfigProblem } from "./extra-config.ts";

/**
 * config.js: the web app's configuration, which index.html includes into its own text. Throws when web.extraConfig is not a
 * script that can stand there.
 */
export function configJs(settings: Settings): string {
  const config = merged(configOfSettings(settings), settings.web.config);
  return `var config = ${js(config)};\n\n${tenantScript(settings)}${extraConfig(settings)}`;
}

/** What settings of their own make of config.js. */
export function configOfSettings(settings: Settings): JsObject {
  return [
    connectionConfig(settings),
    directConfig(settings),
    mediaConfig(settings),
    pageConfig(settings),
    recordingConfig(settings),
    telephonyConfig(settings),
    documentsConfig(settings),
  ].reduce(merged);
}

function extraConfig(settings: Settings): string {
  const text = settings.web.extraConfig;
  if (text === undefined) {
    return "";
  }
  const problem = extraConfigProblem(text);
  if (problem !== undefined) {
    throw new Error(`web.extraConfig: ${problem}`);
  }
  return `\n// web.extraConfig\n${text}\n`;
}
