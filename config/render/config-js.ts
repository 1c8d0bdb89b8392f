import { domains, publicUrl } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { type JsValue, js } from "../write/js.ts";
import { extraConfigProblem } from "./extra-config.ts";
import { mucPrefix } from "./names.ts";

type JsObject = Readonly<Record<string, JsValue>>;

/**
 * config.js: the web app's configuration, which index.html includes into its own text. Throws when web.extraConfig is not a
 * script that can stand there.
 */
export function configJs(settings: Settings): string {
  const config: JsObject = { ...connection(settings), ...media(settings), ...page(settings) };
  return `var config = ${js(config)};\n\n${tenantScript(settings)}${extraConfig(settings)}`;
}

function connection(settings: Settings): JsObject {
  const base = publicUrl(settings);
  return {
    hosts: hosts(settings),
    bosh: `${base}/http-bind`,
    ...(settings.xmpp.websocket ? { websocket: `${websocketBase(base)}/xmpp-websocket` } : {}),
    // The bridges have no WebSocket of their own.
    bridgeChannel: { preferSctp: true },
  };
}

/** `http` becomes `ws`, and with it `https` becomes `wss`. */
function websocketBase(base: string): string {
  return base.replace(/^http/, "ws");
}

function hosts(settings: Settings): JsObject {
  const { main, muc, guest } = domains(settings);
  return {
    domain: main,
    muc,
    ...(settings.auth.type === "internal" ? { authdomain: main } : {}),
    ...(settings.auth.type === "internal" && settings.auth.guests ? { anonymousdomain: guest } : {}),
  };
}

function media(settings: Settings): JsObject {
  const height = settings.web.resolution;
  const width = Math.round((height * 16) / 9);
  return {
    resolution: height,
    constraints: {
      video: {
        height: { ideal: height, max: height, min: Math.min(180, height) },
        width: { ideal: width, max: width, min: Math.min(320, width) },
      },
    },
    startWithAudioMuted: settings.web.startWithAudioMuted,
    startWithVideoMuted: settings.web.startWithVideoMuted,
    p2p: { enabled: settings.web.peerToPeer },
  };
}

function page(settings: Settings): JsObject {
  const { welcomePage, prejoinPage, requireDisplayName, defaultLanguage } = settings.web;
  return {
    welcomePage: { disabled: !welcomePage },
    prejoinConfig: { enabled: prejoinPage },
    requireDisplayName,
    ...(defaultLanguage === undefined ? {} : { defaultLanguage }),
  };
}

/**
 * Below /<tenant>/ the rooms and the XMPP endpoints are the tenant's. nginx puts the tenant's name in; a page that comes another
 * way still holds the include's text, and has no tenant.
 */
function tenantScript(settings: Settings): string {
  const base = publicUrl(settings);
  const websocket = settings.xmpp.websocket
    ? `  config.websocket = ${js(`${websocketBase(base)}/`)} + tenant + "/xmpp-websocket";\n`
    : "";
  return `(function (subdir) {
  if (!subdir || subdir.charAt(0) === "\\u003c") {
    return;
  }
  var tenant = subdir.slice(0, -1);
  config.hosts.muc = ${js(`${mucPrefix(settings)}.`)} + tenant.replace(/\\./g, "_").toLowerCase() + ${js(`.${domains(settings).main}`)};
  config.bosh = ${js(`${base}/`)} + tenant + "/http-bind";
${websocket}})('<!--# echo var="subdir" default="" -->');
`;
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
