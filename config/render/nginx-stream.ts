import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { builtinTurn, sharesWebPort } from "../turn-server.ts";
import { type Node, block, directive, verbatim } from "../write/nginx.ts";
import { turnService } from "./names.ts";

/**
 * The page's port, shared with TURN over TLS: nginx reads the name in a connection's first message and passes the whole
 * connection on, to itself or to coturn. Nothing of it is there without turn.builtin.onWebPort.
 */

const pageSocket = "unix:/run/page.sock";
const turnSocket = "unix:/run/turn.sock";

export function streamModule(settings: Settings): readonly Node[] {
  return sharesWebPort(settings) ? [directive("load_module", "/usr/lib/nginx/modules/ngx_stream_module.so")] : [];
}

export function stream(settings: Settings): readonly Node[] {
  return sharesWebPort(settings) ? [block("stream", [], streamNodes(settings))] : [];
}

function streamNodes(settings: Settings): readonly Node[] {
  return [
    directive("resolver", "127.0.0.11", "valid=10s", "ipv6=off"),
    directive("resolver_timeout", "5s"),
    // Whoever asks for no name, or another one, gets the page.
    block(
      "map",
      [verbatim("$ssl_preread_server_name"), verbatim("$behind")],
      [directive("default", pageSocket), directive(builtinTurn(settings).host, turnSocket)],
    ),
    block(
      "server",
      [],
      [
        directive("listen", internalPorts.webHttps),
        directive("ssl_preread", "on"),
        directive("proxy_pass", verbatim("$behind")),
        { comment: "The page is told the client's address" },
        directive("proxy_protocol", "on"),
        ...patience,
      ],
    ),
    block(
      "server",
      [],
      [
        { comment: "coturn is not: it knows the second version of that protocol only. This takes the first one off" },
        directive("listen", turnSocket, "proxy_protocol"),
        directive("set", verbatim("$turn"), `${turnService}:${String(internalPorts.turnTls)}`),
        directive("proxy_pass", verbatim("$turn")),
        ...patience,
      ],
    ),
  ];
}

/** Both ends close connections that nobody uses, and know better which those are. */
const patience: readonly Node[] = [
  directive("proxy_connect_timeout", "5s"),
  directive("proxy_timeout", "1h"),
  directive("tcp_nodelay", "on"),
];

/** Where the page's server takes TLS connections. */
export function pageListen(settings: Settings): Node {
  return sharesWebPort(settings)
    ? directive("listen", pageSocket, "ssl", "proxy_protocol")
    : directive("listen", internalPorts.webHttps, "ssl");
}

/** The client's address, as the stream above tells it. */
export function pageClientAddress(settings: Settings): readonly Node[] {
  return sharesWebPort(settings)
    ? [
        { comment: "Of connections that came by the shared port" },
        directive("set_real_ip_from", "unix:"),
        directive("real_ip_header", "proxy_protocol"),
      ]
    : [];
}
