import { publicUrl } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, expression, verbatim } from "../write/nginx.ts";
import { configFolder, secretsFolder } from "./names.ts";
import { locations, securityHeaders } from "./nginx-locations.ts";

/** nginx's whole configuration, for a process that is not root and may write to /run only. */
export function nginxTree(settings: Settings): readonly Node[] {
  return [
    { comment: "The container's process itself" },
    directive("daemon", "off"),
    directive("worker_processes", 4),
    directive("worker_rlimit_nofile", 16384),
    directive("pid", "/run/nginx.pid"),
    directive("error_log", "stderr", "warn"),
    block("events", [], [directive("worker_connections", 4096)]),
    block("http", [], [...base, ...log, ...compression, ...maps, ...servers(settings)]),
  ];
}

const base: readonly Node[] = [
  directive("include", "/etc/nginx/mime.types"),
  block("types", [], [directive("audio/wav", "wav")]),
  directive("default_type", "application/octet-stream"),
  directive("charset", "utf-8"),
  directive("server_tokens", "off"),
  directive("sendfile", "on"),
  directive("tcp_nopush", "on"),
  directive("keepalive_timeout", "65s"),
  ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((use) =>
    directive(`${use}_temp_path`, `/run/nginx-${use.replace("_", "-")}`),
  ),
  { comment: "A container that was replaced has a new address. Docker's own time to live is ten minutes." },
  directive("resolver", "127.0.0.11", "valid=10s", "ipv6=off"),
];

/** A token in an address gives away a meeting or a session. Where a query has one, the log holds none of the query. */
const secretQuery = "[?](.*&)?[^&=]*(%|jwt|token|secret|password|code|previd)[^&=]*=";

const log: readonly Node[] = [
  { comment: "Addresses without the tokens in them, and no line for each successful health check" },
  block(
    "map",
    [verbatim("$request_uri"), verbatim("$logged_uri")],
    [
      directive("default", verbatim("$request_uri")),
      directive(verbatim(`~*^(?<uri_path>[^?]*)${secretQuery}`), verbatim("$uri_path?[redacted]")),
    ],
  ),
  block(
    "map",
    [verbatim("$http_referer"), verbatim("$logged_referer")],
    [
      directive("default", verbatim("$http_referer")),
      directive(verbatim(`~*^(?<referer_path>[^?]*)${secretQuery}`), verbatim("$referer_path?[redacted]")),
    ],
  ),
  block(
    "map",
    [verbatim("$remote_addr $status"), verbatim("$logged")],
    [directive("default", 1), directive(verbatim("~^127[.]0[.]0[.]1 2"), 0)],
  ),
  directive(
    "log_format",
    "main",
    verbatim(
      '$remote_addr [$time_iso8601] "$request_method $logged_uri $server_protocol" $status $body_bytes_sent ' +
        '$request_time "$logged_referer" "$http_user_agent"',
    ),
  ),
  // A missing file is in the access log already. The error log cannot leave out what an address holds.
  directive("log_not_found", "off"),
  directive("access_log", "/dev/stdout", "main", verbatim("if=$logged")),
];

const compression: readonly Node[] = [
  { comment: "Compression" },
  directive("gzip", "on"),
  directive("gzip_vary", "on"),
  directive("gzip_min_length", 512),
  directive(
    "gzip_types",
    "text/plain",
    "text/css",
    "application/javascript",
    "application/json",
    "application/wasm",
    "image/svg+xml",
  ),
];

const maps: readonly Node[] = [
  { comment: "Values that depend on the request" },
  block(
    "map",
    [verbatim("$http_upgrade"), verbatim("$connection_upgrade")],
    [directive("default", "upgrade"), directive("", "close")],
  ),
  // Only an address with a build number in it may be kept.
  block("map", [verbatim("$arg_v"), verbatim("$static_expires")], [directive("default", "1y"), directive("", "off")]),
];

function servers(settings: Settings): readonly Node[] {
  const redirects = settings.http.redirect && publicUrl(settings).startsWith("https:");
  const secure = settings.tls.mode !== "off";
  return [
    ...hstsMap(settings),
    ...(redirects && !secure ? [insecureMap] : []),
    ...(redirects && secure ? [redirectServer(settings)] : []),
    block(
      "server",
      [],
      [
        ...(redirects && secure ? [] : [listenHttp]),
        ...(secure ? tls : []),
        directive("server_name", "_"),
        ...(redirects && !secure ? [block("if", [verbatim("($insecure)")], [redirect(settings)])] : []),
        ...site,
        ...securityHeaders(settings),
        ...locations(settings),
        ...extraConfig(settings),
      ],
    ),
  ];
}

const listenHttp = directive("listen", internalPorts.webHttp);

function redirect(settings: Settings): Node {
  return directive("return", 301, expression`${publicUrl(settings)}$request_uri`);
}

function redirectServer(settings: Settings): Node {
  return block("server", [], [listenHttp, directive("server_name", "_"), redirect(settings)]);
}

/** Behind a proxy that ends TLS, only the proxy knows how the request came. */
const insecureMap = block(
  "map",
  [verbatim("$http_x_forwarded_proto"), verbatim("$insecure")],
  [directive("default", 1), directive("https", 0)],
);

/** Browsers must not hear it over HTTP, nor with a certificate that they do not trust. */
function hstsMap(settings: Settings): readonly Node[] {
  return settings.tls.mode === "custom" && settings.tls.hsts
    ? [
        block(
          "map",
          [verbatim("$https"), verbatim("$hsts")],
          [directive("default", ""), directive("on", "max-age=63072000")],
        ),
      ]
    : [];
}

const tls: readonly Node[] = [
  directive("listen", internalPorts.webHttps, "ssl"),
  directive("http2", "on"),
  directive("ssl_certificate", `${configFolder}/tls.crt`),
  directive("ssl_certificate_key", `${secretsFolder}/tls.key`),
  directive("ssl_protocols", "TLSv1.2", "TLSv1.3"),
  directive(
    "ssl_ciphers",
    [
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-ECDSA-CHACHA20-POLY1305",
      "ECDHE-RSA-CHACHA20-POLY1305",
    ].join(":"),
  ),
  directive("ssl_prefer_server_ciphers", "off"),
  directive("ssl_session_timeout", "1d"),
  directive("ssl_session_cache", "shared:SSL:10m"),
  directive("ssl_session_tickets", "off"),
];

const site: readonly Node[] = [
  directive("root", "/usr/share/jitsi-meet"),
  directive("index", "index.html"),
  directive("error_page", 404, "/static/404.html"),
  {
    comment:
      "The pages are put together by includes, and config.js holds the tenant's name. The variables are set for tenants\n" +
      "only: a `set` here would run again for each include, and empty them.",
  },
  directive("ssi", "on"),
  directive("uninitialized_variable_warn", "off"),
];

function extraConfig(settings: Settings): readonly Node[] {
  const text = settings.web.extraNginxConfig;
  return text === undefined ? [] : [{ comment: "web.extraNginxConfig" }, { raw: text }];
}
