import { domains, publicUrl } from "../derived.ts";
import { etherpadAddress, whiteboardAddress } from "../documents.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, expression, verbatim } from "../write/nginx.ts";
import { configFolder, prosodyHost } from "./names.ts";
import { securityHeaders } from "./nginx-headers.ts";

/** The locations behind which other services answer. */

function location(match: string, children: readonly Node[]): Node {
  return block("location", match.split(" ").map(verbatim), children);
}

/** BOSH and WebSocket. */
export function xmppLocations(settings: Settings): readonly Node[] {
  return [
    location("= /http-bind", bosh(settings)),
    location("= /xmpp-websocket", settings.xmpp.websocket ? websocket(settings) : [directive("return", 404)]),
  ];
}

function bosh(settings: Settings): readonly Node[] {
  return [
    ...toProsody(settings, "http-bind"),
    directive("proxy_set_header", "Connection", ""),
    // A request waits up to 120 seconds for something to tell.
    directive("proxy_read_timeout", "150s"),
    directive("proxy_buffering", "off"),
  ];
}

function websocket(settings: Settings): readonly Node[] {
  return [...toProsody(settings, "xmpp-websocket"), ...upgrade];
}

const upgrade: readonly Node[] = [
  directive("proxy_set_header", "Upgrade", verbatim("$http_upgrade")),
  directive("proxy_set_header", "Connection", verbatim("$connection_upgrade")),
  directive("proxy_read_timeout", "1h"),
  directive("proxy_send_timeout", "1h"),
];

/** The upstream is a variable: nginx then asks for its address at run time, and starts without it. */
function toProsody(settings: Settings, path: string): readonly Node[] {
  const tenant = settings.rooms.tenants ? "$prefix" : "";
  const upstream = `https://$prosody:${String(internalPorts.xmppHttps)}/${path}?prefix=${tenant}&$args`;
  return [
    directive("set", verbatim("$prosody"), prosodyHost),
    directive("proxy_pass", verbatim(upstream)),
    ...proxied,
    directive("proxy_set_header", "Host", domains(settings).main),
    directive("proxy_ssl_verify", "on"),
    directive("proxy_ssl_trusted_certificate", `${configFolder}/ca.crt`),
    directive("proxy_ssl_name", domains(settings).main),
    directive("proxy_ssl_server_name", "on"),
    directive("proxy_ssl_protocols", "TLSv1.2", "TLSv1.3"),
  ];
}

const proxied: readonly Node[] = [
  directive("proxy_http_version", "1.1"),
  // Replaced, not appended: the services take it for the client's address.
  directive("proxy_set_header", "X-Forwarded-For", verbatim("$remote_addr")),
  // What comes from there is data: no include in it is to be carried out.
  directive("ssi", "off"),
];

/** Other programs, where the page reaches them by this server. */
export function otherPrograms(settings: Settings): readonly Node[] {
  const { etherpad, http, observability } = settings;
  const padUrl = etherpadAddress(settings);
  const boardUrl = whiteboardAddress(settings);
  const dashboards = observability.grafana.enabled && observability.grafana.access === "web";
  return [
    ...(dashboards ? [location("^~ /grafana/", grafana(settings))] : []),
    ...(padUrl === undefined ? [] : [location("^~ /etherpad/", pad(settings, padUrl))]),
    ...(etherpad.mode === "builtin" ? closedPads : []),
    ...(boardUrl === undefined ? [] : [location("= /socket.io/", board(settings, boardUrl))]),
    ...(http.rtcstatsUrl === undefined ? [] : [location("~ ^/rtcstats-ws/?$", statistics(settings, http.rtcstatsUrl))]),
  ];
}

/** What Etherpad has for administrators and programs. Nobody outside needs it. */
const closedPads: readonly Node[] = ["admin", "api", "oidc", "stats"].map((name) =>
  location(`^~ /etherpad/${name}`, [directive("return", 404)]),
);

/** Address of a service as nginx wants it: the server, and the path in front of everything. */
function target(url: string): { readonly server: string; readonly path: string } {
  const { origin, pathname } = new URL(url);
  return { server: origin, path: pathname.replace(/\/$/, "") };
}

function pad(settings: Settings, url: string): readonly Node[] {
  const { server, path } = target(url);
  return [
    directive("set", verbatim("$etherpad"), server),
    directive("rewrite", verbatim("^/etherpad/(.*)$"), expression`${path}/$1`, "break"),
    directive("proxy_pass", verbatim("$etherpad")),
    ...outside(settings),
    directive("proxy_redirect", expression`${path}/`, "/etherpad/"),
    ...securityHeaders(settings, false),
  ];
}

/** The whole address is passed on: Grafana knows that it is below /grafana/. */
function grafana(settings: Settings): readonly Node[] {
  return [
    directive("set", verbatim("$grafana"), `http://grafana:${String(internalPorts.grafana)}`),
    directive("proxy_pass", verbatim("$grafana")),
    ...outside(settings),
    ...securityHeaders(settings, false),
  ];
}

function board(settings: Settings, url: string): readonly Node[] {
  const { server, path } = target(url);
  return [
    directive("set", verbatim("$whiteboard"), server),
    directive("proxy_pass", expression`$whiteboard${path}/socket.io/$is_args$args`),
    ...outside(settings),
  ];
}

function statistics(settings: Settings, url: string): readonly Node[] {
  const { server, path } = target(url);
  return [
    directive("set", verbatim("$rtcstats"), server),
    directive("proxy_pass", expression`$rtcstats${path}/rtcstats-ws$is_args$args`),
    ...outside(settings),
  ];
}

function outside(settings: Settings): readonly Node[] {
  return [
    ...proxied,
    directive("proxy_set_header", "Host", verbatim("$http_host")),
    directive("proxy_set_header", "X-Forwarded-Proto", new URL(publicUrl(settings)).protocol.replace(":", "")),
    directive("proxy_buffering", "off"),
    ...upgrade,
  ];
}
