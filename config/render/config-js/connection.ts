import { allowsGuests, domains, publicUrl, requiresLogin, usesTokens } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";
import { js } from "../../write/js.ts";
import { mucPrefix } from "../names.ts";
import { type JsObject, present } from "./object.ts";

/** Where the page finds Prosody, and by which domains. */
export function connectionConfig(settings: Settings): JsObject {
  const base = publicUrl(settings);
  return present({
    hosts: hosts(settings),
    bosh: `${boshBase(settings)}/http-bind`,
    websocket: settings.xmpp.websocket ? `${websocketBase(base)}/xmpp-websocket` : undefined,
    // The bridges have no WebSocket of their own.
    bridgeChannel: { preferSctp: true },
  });
}

/** `http` becomes `ws`, and with it `https` becomes `wss`. */
export function websocketBase(base: string): string {
  return base.replace(/^http/, "ws");
}

function boshBase(settings: Settings): string {
  return settings.web.connection.relativeBosh ? "" : publicUrl(settings);
}

function hosts(settings: Settings): JsObject {
  const { main, muc, guest } = domains(settings);
  return present({
    domain: main,
    muc,
    // The page asks for a name and password there. Whoever has a token is asked for neither.
    authdomain: requiresLogin(settings) && !usesTokens(settings) ? main : undefined,
    anonymousdomain: allowsGuests(settings) ? guest : undefined,
  });
}

/**
 * Below /<tenant>/ the rooms and the XMPP endpoints are the tenant's. nginx puts the tenant's name in; a page that comes another
 * way still holds the include's text, and has no tenant.
 */
export function tenantScript(settings: Settings): string {
  if (!settings.rooms.tenants) {
    return "";
  }
  const websocket = settings.xmpp.websocket
    ? `  config.websocket = ${js(`${websocketBase(publicUrl(settings))}/`)} + tenant + "/xmpp-websocket";\n`
    : "";
  return `(function (subdir) {
  if (!subdir || subdir.charAt(0) === "\\u003c") {
    return;
  }
  var tenant = subdir.slice(0, -1);
  config.hosts.muc = ${js(`${mucPrefix(settings)}.`)} + tenant.replace(/\\./g, "_").toLowerCase() + ${js(`.${domains(settings).main}`)};
  config.bosh = ${js(`${boshBase(settings)}/`)} + tenant + "/http-bind";
${websocket}})('<!--# echo var="subdir" default="" -->');
`;
}
