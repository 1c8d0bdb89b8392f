import { publicUrl } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type Node, block, directive, expression, verbatim } from "../write/nginx.ts";
import { challengeFolder, usesAcme } from "./acme.ts";
import { webCertificate } from "./names.ts";
import { headerMaps, securityHeaders } from "./nginx-headers.ts";
import { locations } from "./nginx-locations.ts";
import { requestLog } from "./nginx-log.ts";
import { pageClientAddress, pageListen, stream, streamModule } from "./nginx-stream.ts";

/** nginx's whole configuration, for a process that is not root and may write to /run only. */
export function nginxTree(settings: Settings): readonly Node[] {
  const { workerProcesses, workerConnections } = settings.http;
  return [
    ...streamModule(settings),
    { comment: "The container's process itself" },
    directive("daemon", "off"),
    directive("worker_processes", workerProcesses),
    // A connection passed on is two files, and static files are open for a while.
    directive("worker_rlimit_nofile", 4 * workerConnections),
    directive("pid", "/run/nginx.pid"),
    directive("error_log", "stderr", settings.web.logLevel),
    block("events", [], [directive("worker_connections", workerConnections)]),
    ...stream(settings),
    block("http", [], [...base(settings), ...requestLog(settings), ...compression, ...maps, ...servers(settings)]),
  ];
}

function base(settings: Settings): readonly Node[] {
  return [
    directive("include", "/etc/nginx/mime.types"),
    block("types", [], [directive("audio/wav", "wav")]),
    directive("default_type", "application/octet-stream"),
    directive("charset", "utf-8"),
    directive("server_tokens", "off"),
    directive("sendfile", "on"),
    directive("tcp_nopush", "on"),
    directive("keepalive_timeout", `${String(settings.http.keepaliveTimeout)}s`),
    directive("client_max_body_size", `${String(settings.http.maxBodySize)}m`),
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((use) =>
      directive(`${use}_temp_path`, `/run/nginx-${use.replace("_", "-")}`),
    ),
    { comment: "A container that was replaced has a new address. Docker's own time to live is ten minutes." },
    directive("resolver", "127.0.0.11", "valid=10s", "ipv6=off"),
    directive("resolver_timeout", "5s"),
    ...clientAddress(settings),
    ...pageClientAddress(settings),
  ];
}

/** The address of a request is the client's, not that of the proxies in front, as far as they are believed. */
function clientAddress({ http }: Settings): readonly Node[] {
  return http.trustedProxies.length === 0
    ? []
    : [
        { comment: "Proxies in front, which tell the client's address" },
        ...http.trustedProxies.map((range) => directive("set_real_ip_from", range)),
        directive("real_ip_header", "X-Forwarded-For"),
        directive("real_ip_recursive", "on"),
      ];
}

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
    ...headerMaps(settings),
    ...(redirects && !secure ? [insecureMap] : []),
    block(
      "server",
      [],
      [
        ...(redirects && secure ? [] : [listenHttp]),
        ...(secure ? tls(settings) : []),
        directive("server_name", "_"),
        ...(redirects && !secure ? [block("if", [verbatim("($insecure)")], [redirect(settings)])] : []),
        ...site,
        ...securityHeaders(settings),
        ...acmeChallenge(settings),
        ...locations(settings),
        ...extraConfig(settings),
      ],
    ),
    ...(redirects && secure ? [redirectServer(settings)] : []),
    ...(settings.observability.prometheus.enabled ? [statusServer] : []),
  ];
}

/** nginx's own numbers, for its exporter. The port is not published. */
const statusServer = block(
  "server",
  [],
  [
    directive("listen", internalPorts.webStatus),
    directive("access_log", "off"),
    block("location", [verbatim("="), verbatim("/status")], [directive("stub_status")]),
    block("location", [verbatim("/")], [directive("return", 404)]),
  ],
);

const listenHttp = directive("listen", internalPorts.webHttp);

function redirect(settings: Settings): Node {
  return directive("return", 301, expression`${publicUrl(settings)}$request_uri`);
}

function redirectServer(settings: Settings): Node {
  const name = directive("server_name", "_");
  return usesAcme(settings)
    ? block(
        "server",
        [],
        [listenHttp, name, ...acmeChallenge(settings), block("location", ["/"], [redirect(settings)])],
      )
    : block("server", [], [listenHttp, name, redirect(settings)]);
}

/** The proofs that the authority reads, by plain HTTP. */
function acmeChallenge(settings: Settings): readonly Node[] {
  return usesAcme(settings)
    ? [
        block(
          "location",
          [verbatim("^~"), "/.well-known/acme-challenge/"],
          [directive("root", challengeFolder), directive("default_type", "text/plain"), directive("ssi", "off")],
        ),
      ]
    : [];
}

/** Behind a proxy that ends TLS, only the proxy knows how the request came. */
const insecureMap = block(
  "map",
  [verbatim("$http_x_forwarded_proto"), verbatim("$insecure")],
  [directive("default", 1), directive("https", 0)],
);

function tls(settings: Settings): readonly Node[] {
  return [
    pageListen(settings),
    directive("http2", "on"),
    directive("ssl_certificate", webCertificate(settings).certificate),
    directive("ssl_certificate_key", webCertificate(settings).key),
    directive("ssl_protocols", ...(settings.tls.minimumVersion === "1.3" ? [] : ["TLSv1.2"]), "TLSv1.3"),
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
}

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
