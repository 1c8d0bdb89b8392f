import { type Node, block, directive, expression, nginx, verbatim } from "../../write/nginx.ts";
import { type ProxyFacts, headerBytes, idleSeconds, introduction } from "./facts.ts";

/** Configuration for an nginx in front. */
export function nginxSnippet(facts: ProxyFacts): string {
  return nginx([
    {
      comment: introduction(facts, [
        "For nginx from 1.18 on: a file of its own in /etc/nginx/conf.d/. `nginx -t` checks it, `nginx -s reload` takes it in.",
      ]),
    },
    block(
      "map",
      [verbatim("$http_upgrade"), verbatim("$jitsi_meet_connection")],
      [directive("default", "upgrade"), directive("", "")],
    ),
    { comment: "Addresses without their queries, which hold tokens" },
    directive(
      "log_format",
      "jitsi_meet",
      verbatim('$remote_addr [$time_iso8601] "$request_method $uri $server_protocol" $status $body_bytes_sent'),
    ),
    plainServer(facts),
    secureServer(facts),
  ]);
}

function listen(port: number, ...options: readonly string[]): readonly Node[] {
  return [directive("listen", port, ...options), directive("listen", `[::]:${String(port)}`, ...options)];
}

function plainServer({ host, origin }: ProxyFacts): Node {
  return block(
    "server",
    [],
    [
      ...listen(80),
      directive("server_name", host),
      ...logs,
      { comment: "Where certbot and others answer the certificate authority" },
      block("location", [verbatim("^~"), "/.well-known/acme-challenge/"], [directive("root", "/var/www/html")]),
      block("location", ["/"], [directive("return", 301, expression`${origin}$request_uri`)]),
    ],
  );
}

const logs: readonly Node[] = [
  directive("access_log", "/var/log/nginx/access.log", "jitsi_meet"),
  { comment: "Lesser messages quote whole addresses, tokens included" },
  directive("error_log", "/var/log/nginx/error.log", "crit"),
];

function secureServer(facts: ProxyFacts): Node {
  const folder = `/etc/letsencrypt/live/${facts.host}`;
  return block(
    "server",
    [],
    [
      ...listen(facts.httpsPort, "ssl"),
      { comment: "nginx from 1.25.1 on: add `http2 on;`" },
      directive("server_name", facts.host),
      { comment: "Your certificate" },
      directive("ssl_certificate", `${folder}/fullchain.pem`),
      directive("ssl_certificate_key", `${folder}/privkey.pem`),
      directive("ssl_protocols", ...(facts.minimumTls === "1.3" ? [] : ["TLSv1.2"]), "TLSv1.3"),
      ...(facts.hsts === undefined ? [] : [directive("add_header", "Strict-Transport-Security", facts.hsts, "always")]),
      ...logs,
      directive("client_max_body_size", `${String(facts.maxBodySize)}m`),
      directive("large_client_header_buffers", 4, headerBytes),
      block("location", ["/"], passOn(facts)),
    ],
  );
}

/** Everything goes to the stack, so no path is forgotten: XMPP, also below a tenant's name, documents, whiteboard. */
function passOn({ upstream }: ProxyFacts): readonly Node[] {
  return [
    directive("proxy_pass", `http://${upstream}`),
    directive("proxy_http_version", "1.1"),
    directive("proxy_set_header", "Host", verbatim("$http_host")),
    { comment: "Replaced, not appended: what a client says of itself is not to be believed" },
    directive("proxy_set_header", "X-Forwarded-For", verbatim("$remote_addr")),
    directive("proxy_set_header", "X-Forwarded-Proto", verbatim("$scheme")),
    { comment: "WebSockets" },
    directive("proxy_set_header", "Upgrade", verbatim("$http_upgrade")),
    directive("proxy_set_header", "Connection", verbatim("$jitsi_meet_connection")),
    directive("proxy_read_timeout", `${String(idleSeconds)}s`),
    directive("proxy_send_timeout", `${String(idleSeconds)}s`),
    { comment: "Answers as they come, and none from a cache" },
    directive("proxy_buffering", "off"),
    directive("proxy_buffer_size", headerBytes),
    directive("proxy_buffers", 8, headerBytes),
    directive("proxy_cache", "off"),
  ];
}
