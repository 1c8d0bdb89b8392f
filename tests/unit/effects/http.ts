import { type Change, type EffectRow, added } from "./row.ts";

export const staticFiles =
  'http.server.location(~ "^/(libs|css|static|images|fonts|lang|sounds|connection_optimization|[.]well-known)/")';

/** Each location that adds a header of its own, and the server block. */
export const places = [
  "http.server",
  "http.server.location(= /config.js)",
  "http.server.location(= /interface_config.js)",
  "http.server.location(= /external_api.js)",
  staticFiles,
];

/** One more header on every answer. */
function onEveryAnswer(header: string): Record<string, Change> {
  return Object.fromEntries(places.map((place) => [`${place}.add_header`, added(header)]));
}

function nginx(changes: Record<string, Change>): Record<string, Record<string, Change>> {
  return { "web/nginx.conf": changes };
}

/** What a program behind nginx is asked with. */
export const proxied: readonly string[] = [
  "X-Forwarded-For $remote_addr",
  "Host $http_host",
  "X-Forwarded-Proto https",
  "Upgrade $http_upgrade",
  "Connection $connection_upgrade",
];

/** Directives of a location that passes everything on. */
export function passesOn(location: string, own: Record<string, unknown>): Record<string, Change> {
  const all: Record<string, unknown> = {
    "": "block",
    ".proxy_http_version": ["1.1"],
    ".proxy_set_header": proxied,
    ".ssi": ["off"],
    ".proxy_buffering": ["off"],
    ".proxy_read_timeout": ["1h"],
    ".proxy_send_timeout": ["1h"],
    ...own,
  };
  return Object.fromEntries(
    Object.entries(all).map(([key, value]): [string, Change] => [
      `http.server.location(${location})${key}`,
      [undefined, value],
    ]),
  );
}

const wellKnown = "http.server.location(= /.well-known/assetlinks.json)";

export const rows: readonly EffectRow[] = [
  { path: "http.port", value: 8080, resources: { "web-container": { "ports[0].external": [8000, 8080] } } },
  {
    path: "http.listenAddress",
    value: "127.0.0.2",
    resources: {
      "web-container": { "ports[0].ip": ["127.0.0.1", "127.0.0.2"], "ports[1].ip": ["127.0.0.1", "127.0.0.2"] },
      "jvb-1-container": { "ports[0].ip": ["127.0.0.1", "127.0.0.2"] },
    },
  },
  // Two more ports: inputs that were not there, and so summed up as made. rules-web-server.test.ts names them.
  { path: "http.ipv6", value: true, resources: { "web-container": "made" } },
  {
    path: "http.redirect",
    value: true,
    changes: nginx({
      "http.server.listen": [["8000", "8443 ssl"], ["8443 ssl"]],
      "http.server#2": [undefined, "block"],
      "http.server#2.listen": [undefined, ["8000"]],
      "http.server#2.server_name": [undefined, ["_"]],
      "http.server#2.return": [undefined, ["301 https://localhost:8443$request_uri"]],
    }),
  },
  {
    path: "http.trustedProxies",
    value: ["192.0.2.1", "2001:db8::/32"],
    changes: nginx({
      "http.set_real_ip_from": [undefined, ["192.0.2.1", "2001:db8::/32"]],
      "http.real_ip_header": [undefined, ["X-Forwarded-For"]],
      "http.real_ip_recursive": [undefined, ["on"]],
    }),
  },
  { path: "http.workerProcesses", value: 2, changes: nginx({ worker_processes: [["4"], ["2"]] }) },
  {
    path: "http.workerConnections",
    value: 8192,
    changes: nginx({
      "events.worker_connections": [["4096"], ["8192"]],
      worker_rlimit_nofile: [["16384"], ["32768"]],
    }),
  },
  { path: "http.keepaliveTimeout", value: 5, changes: nginx({ "http.keepalive_timeout": [["65s"], ["5s"]] }) },
  { path: "http.maxBodySize", value: 50, changes: nginx({ "http.client_max_body_size": [["1m"], ["50m"]] }) },
  {
    path: "http.contentSecurityPolicy",
    value: "default-src 'self';",
    changes: nginx({
      'http.map("" $page_policy)': [undefined, "block"],
      'http.map("" $page_policy).default': [undefined, ["\"default-src 'self'\""]],
      ...onEveryAnswer("Content-Security-Policy $page_policy always"),
    }),
  },
  {
    path: "http.frameAncestors",
    value: ["https://www.example.org"],
    changes: nginx({
      'http.map("" $page_policy)': [undefined, "block"],
      'http.map("" $page_policy).default': [undefined, ["\"frame-ancestors 'self' https://www.example.org\""]],
      'http.map("" $frame_policy)': [undefined, "block"],
      'http.map("" $frame_policy).default': [undefined, ["\"frame-ancestors 'self' https://www.example.org\""]],
      ...onEveryAnswer("Content-Security-Policy $page_policy always"),
    }),
  },
  {
    path: "http.corsOrigin",
    value: "https://www.example.org",
    changes: nginx({
      [`${staticFiles}.add_header`]: {
        removed: ["Access-Control-Allow-Origin * always"],
        added: ["Access-Control-Allow-Origin https://www.example.org always"],
      },
    }),
  },
  {
    path: "http.headers",
    value: { "X-Robots-Tag": "noindex" },
    changes: nginx(onEveryAnswer("X-Robots-Tag noindex always")),
  },
  {
    path: "http.wellKnown",
    value: { "assetlinks.json": "[]" },
    changes: {
      "web/well-known_assetlinks.json": { "(text)": [undefined, "[]"] },
      ...nginx({
        [wellKnown]: [undefined, "block"],
        [`${wellKnown}.alias`]: [undefined, ["/config/well-known_assetlinks.json"]],
        [`${wellKnown}.types`]: [undefined, "block"],
        [`${wellKnown}.default_type`]: [undefined, ["application/json"]],
        [`${wellKnown}.ssi`]: [undefined, ["off"]],
        [`${wellKnown}.add_header`]: [
          undefined,
          [
            "Access-Control-Allow-Origin * always",
            "Cache-Control no-cache always",
            "X-Content-Type-Options nosniff always",
            "Referrer-Policy strict-origin-when-cross-origin always",
          ],
        ],
      }),
    },
  },
  {
    path: "http.rtcstatsUrl",
    value: "http://rtcstats.example.org:3000",
    changes: nginx(
      passesOn('~ "^/rtcstats-ws/?$"', {
        ".set": ["$rtcstats http://rtcstats.example.org:3000"],
        ".proxy_pass": ['"$rtcstats/rtcstats-ws$is_args$args"'],
      }),
    ),
  },
  {
    path: "http.logRequestErrors",
    value: true,
    changes: nginx({ "http.error_log": [["stderr emerg"], undefined], "http.log_not_found": [undefined, ["off"]] }),
  },
];
