import { builtinTurn } from "../turn-server.ts";
import type { Settings } from "../settings/index.ts";
import { type IniComment, type IniEntry, ini } from "../write/ini.ts";
import { internalPorts } from "../ports.ts";
import type { Files } from "./files.ts";
import { webCertificate } from "./names.ts";
import { firstAndLast, specialRanges } from "../special-ranges.ts";

type Nodes = readonly (IniEntry | IniComment)[];

/**
 * coturn's files. The secret is in neither: the container puts it into coturn's database, in memory.
 * Option names are those of coturn 4.6; one that it does not know, it skips with a line in its log.
 */
export function renderTurn(settings: Settings): Files {
  return {
    "turnserver.conf": ini([
      ...process,
      ...access(settings),
      ...addresses(settings),
      ...tls(settings),
      ...limits(settings),
      ...surface,
      ...peers(settings),
    ]),
    // How long a secret stays beside the one that takes its place.
    "credential-lifetime": `${String(settings.turn.credentialLifetime)}\n`,
  };
}

const process: Nodes = [
  { comment: "A process that is not root, and may write to /run only" },
  { key: "log-file", value: "stdout" },
  { key: "simple-log" },
  { key: "pidfile", value: "/run/turnserver.pid" },
  { key: "userdb", value: "/run/turn.db" },
  { key: "no-cli" },
];

function access(settings: Settings): Nodes {
  return [
    { comment: "Credentials that expire, made of a secret that is in the database" },
    { key: "use-auth-secret" },
    { key: "realm", value: builtinTurn(settings).host },
    { key: "stale-nonce", value: 600 },
    { key: "fingerprint" },
  ];
}

function addresses(settings: Settings): Nodes {
  const { address, relayPorts } = builtinTurn(settings);
  return [
    { comment: "Where browsers find it, and where media is relayed from" },
    { key: "listening-port", value: internalPorts.turn },
    ...(address === undefined ? [] : [{ key: "external-ip", value: address }]),
    { key: "min-port", value: relayPorts.first },
    { key: "max-port", value: relayPorts.last },
  ];
}

function tls(settings: Settings): Nodes {
  if (!builtinTurn(settings).tls) {
    return [{ comment: "TLS" }, { key: "no-tls" }, { key: "no-dtls" }];
  }
  return [
    { comment: "TLS" },
    { key: "tls-listening-port", value: internalPorts.turnTls },
    { key: "cert", value: webCertificate(settings).certificate },
    { key: "pkey", value: webCertificate(settings).key },
    { key: "no-dtls" },
    { key: "no-tlsv1" },
    { key: "no-tlsv1_1" },
    ...(settings.tls.minimumVersion === "1.3" ? [{ key: "no-tlsv1_2" }] : []),
  ];
}

/** coturn counts bytes. */
const kilobyte = 1000;

function limits({ turn: { builtin } }: Settings): Nodes {
  return [
    { comment: "Limits. None for each user: a user's name is the second in which the credentials expire" },
    { key: "total-quota", value: builtin.maxSessions ?? builtin.relayPorts },
    { key: "max-bps", value: builtin.sessionBandwidth * kilobyte },
    { key: "bps-capacity", value: builtin.totalBandwidth * kilobyte },
  ];
}

const surface: Nodes = [
  { comment: "Nothing that browsers do not need" },
  { key: "no-tcp-relay" },
  { key: "no-rfc5780" },
  { key: "no-stun-backward-compatibility" },
  { key: "response-origin-only-with-rfc5780" },
  { key: "no-software-attribute" },
  { key: "no-dynamic-ip-list" },
  { key: "no-dynamic-realms" },
];

/**
 * A range for coturn. To it, :: at a range's start means any address, and with that it would refuse every IPv4 address. The
 * address :: itself it refuses unasked, as it does loopback addresses.
 */
function denied(network: string): IniEntry {
  const [first, last] = firstAndLast(network);
  return { key: "denied-peer-ip", value: `${first === "0:0:0:0:0:0:0:0" ? "::1" : first}-${last}` };
}

function peers(settings: Settings): Nodes {
  return [
    { comment: "Nobody gets into private networks through it" },
    { key: "no-multicast-peers" },
    ...specialRanges.map(denied),
    ...builtinTurn(settings).privateBridges.map((address) => ({ key: "allowed-peer-ip", value: address })),
  ];
}
