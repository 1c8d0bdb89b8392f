import { domains } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";
import { configFolder, prosodyHost } from "./names.ts";

/** The locations of the site, in the order in which nginx tries the regular expressions among them. */
export function locations(settings: Settings): readonly Node[] {
  return [
    { comment: "Files with a fixed name" },
    configScript(settings),
    location("= /interface_config.js", [...notKept(settings)]),
    location("= /external_api.js", [
      directive("alias", "/usr/share/jitsi-meet/libs/external_api.min.js"),
      ...notKept(settings),
    ]),
    { comment: "XMPP, on Prosody. Nothing else of Prosody can be reached." },
    location("= /http-bind", bosh(settings)),
    location("= /xmpp-websocket", settings.xmpp.websocket ? websocket(settings) : [directive("return", 404)]),
    { comment: "Static files. They come before rooms and tenants, whose names could be any." },
    staticFiles(settings),
    { comment: "A room: a name that is no file gets the page" },
    room,
    location("@page", [directive("rewrite", verbatim("^"), "/", "break")]),
    { comment: "A tenant: the rest of the address, with the tenant's name known to config.js and Prosody" },
    tenant,
  ];
}

/**
 * Headers of every answer. nginx gives a location the headers of the server block only while it adds none itself, so locations
 * that add some repeat these.
 */
export function securityHeaders(settings: Settings): readonly Node[] {
  return [
    header("X-Content-Type-Options", "nosniff"),
    // Room names are in the address.
    header("Referrer-Policy", "strict-origin-when-cross-origin"),
    ...(settings.tls.mode === "custom" && settings.tls.hsts
      ? [directive("add_header", "Strict-Transport-Security", verbatim("$hsts"), "always")]
      : []),
  ];
}

function header(name: string, value: string): Node {
  return directive("add_header", name, value, "always");
}

function location(match: string, children: readonly Node[]): Node {
  return block("location", match.split(" ").map(verbatim), children);
}

/** Files that may change at any time: browsers ask each time whether they did. */
function notKept(settings: Settings): readonly Node[] {
  return [header("Cache-Control", "no-cache"), ...securityHeaders(settings)];
}

function configScript(settings: Settings): Node {
  return location("= /config.js", [
    directive("alias", `${configFolder}/config.js`),
    directive("ssi_types", "application/javascript"),
    ...notKept(settings),
  ]);
}

function staticFiles(settings: Settings): Node {
  const folders = "libs|css|static|images|fonts|lang|sounds|connection_optimization|[.]well-known";
  return location(`~ ^/(${folders})/`, [
    directive("expires", verbatim("$static_expires")),
    header("Access-Control-Allow-Origin", "*"),
    ...securityHeaders(settings),
  ]);
}

/**
 * What a room's or tenant's name is made of. Tenants go into a request to Prosody and into config.js, so that white space,
 * quotes, backslashes and angle brackets, which could end either, are excluded.
 */
const roomName = `[^/?&:'"]+`;
const tenantName = `[^/?&:'"<>\\\\#%\\x00-\\x20\\x7f]+`;

const room = location(`~ ^/${roomName}$`, [directive("try_files", verbatim("$uri"), "@page")]);

const tenant = location(`~ ^/(?<tenant>${tenantName})/(?<rest>.*)$`, [
  directive("set", verbatim("$subdir"), verbatim("$tenant/")),
  directive("set", verbatim("$subdomain"), verbatim("$tenant.")),
  directive("set", verbatim("$prefix"), verbatim("$tenant")),
  directive("rewrite", verbatim("^"), verbatim("/$rest"), "last"),
]);

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
  return [
    ...toProsody(settings, "xmpp-websocket"),
    directive("proxy_set_header", "Upgrade", verbatim("$http_upgrade")),
    directive("proxy_set_header", "Connection", verbatim("$connection_upgrade")),
    directive("proxy_read_timeout", "1h"),
    directive("proxy_send_timeout", "1h"),
  ];
}

/** The upstream is a variable: nginx then asks for its address at run time, and starts without it. */
function toProsody(settings: Settings, path: string): readonly Node[] {
  const upstream = `https://$prosody:${String(internalPorts.xmppHttps)}/${path}?prefix=$prefix&$args`;
  return [
    directive("set", verbatim("$prosody"), prosodyHost),
    directive("proxy_pass", verbatim(upstream)),
    directive("proxy_http_version", "1.1"),
    directive("proxy_set_header", "Host", domains(settings).main),
    // Replaced, not appended: Prosody takes it for the client's address.
    directive("proxy_set_header", "X-Forwarded-For", verbatim("$remote_addr")),
    directive("proxy_ssl_verify", "on"),
    directive("proxy_ssl_trusted_certificate", `${configFolder}/ca.crt`),
    directive("proxy_ssl_name", domains(settings).main),
    directive("proxy_ssl_server_name", "on"),
    directive("proxy_ssl_protocols", "TLSv1.2", "TLSv1.3"),
    // What comes from there is data: no include in it is to be carried out.
    directive("ssi", "off"),
  ];
}
