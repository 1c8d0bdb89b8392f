import type { Settings } from "../settings/index.ts";
import { builtinTurn } from "../turn-server.ts";
import { type LuaOptions, type LuaValue, credential } from "../write/lua.ts";

/**
 * What Prosody needs to tell browsers of STUN and TURN servers, all of it for the global section: every host that somebody logs in
 * to offers them, and the metadata component, which loads the module by itself, reads the options there, too.
 *
 * Credentials: /secrets/turn-secret makes new ones for each browser; with turn.username it is /secrets/turn-password as it is.
 */
export function externalServices(settings: Settings): {
  readonly options: LuaOptions;
  readonly modules: readonly string[];
} {
  const { turn } = settings;
  if (turn.mode === "off") {
    return { options: {}, modules: [] };
  }
  const services =
    turn.mode === "builtin" ? builtinServers(settings) : [...stun(settings), ...externalServers(settings)];
  const usesSecret =
    turn.mode === "builtin" || (turn.username === undefined && turn.hosts.length + turn.tlsHosts.length > 0);
  return {
    options: {
      ...(usesSecret ? { external_service_secret: credential("turn-secret") } : {}),
      external_services: services,
    },
    modules: ["external_services", ...(usesSecret ? ["stack_turn"] : [])],
  };
}

function stun({ turn }: Settings): readonly LuaValue[] {
  return turn.stunHost === undefined
    ? []
    : [{ type: "stun", host: turn.stunHost, port: turn.stunPort, transport: "udp" }];
}

/** The stack's own server. It answers STUN where it answers TURN. */
function builtinServers(settings: Settings): readonly LuaValue[] {
  const { host, transports, tls, tlsPort } = builtinTurn(settings);
  const { port } = settings.turn.builtin;
  return [
    { type: "stun", host, port, transport: "udp" },
    ...transports.map((transport) => ({ type: "turn", host, port, transport, ...access(settings) })),
    ...(tls ? [{ type: "turns", host, port: tlsPort, transport: "tcp", ...access(settings) }] : []),
  ];
}

function externalServers(settings: Settings): readonly LuaValue[] {
  const { hosts, port, transports = ["tcp"], tlsHosts, tlsPort } = settings.turn;
  return [
    ...hosts.flatMap((host) =>
      transports.map((transport) => ({ type: "turn", host, port, transport, ...access(settings) })),
    ),
    ...tlsHosts.map((host) => ({ type: "turns", host, port: tlsPort, transport: "tcp", ...access(settings) })),
  ];
}

/** How a browser proves to a TURN server that it may use it. */
function access({ turn }: Settings): LuaOptions {
  return turn.username === undefined
    ? { secret: true, algorithm: "turn", ttl: turn.credentialLifetime }
    : { username: turn.username, password: credential("turn-password"), ttl: turn.credentialLifetime };
}
