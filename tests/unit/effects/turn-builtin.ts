import { expect } from "@jest/globals";
import { type Change, type EffectRow, content, fingerprint } from "./row.ts";

const config = "prosody/prosody.cfg.lua";
const server = "turn/turnserver.conf";
const given = {
  general: { publicUrl: "https://meet.example.org" },
  turn: { mode: "builtin", builtin: { address: "192.0.2.1", host: "turn.example.org" } },
};

const secret = { secret: true, algorithm: "turn", ttl: 86400 };

/** What browsers are told of the server. */
function announced(host: string, port: number, tlsPort: number): readonly object[] {
  return [
    { type: "stun", host, port, transport: "udp" },
    { type: "turn", host, port, transport: "udp", ...secret },
    { type: "turn", host, port, transport: "tcp", ...secret },
    { type: "turns", host, port: tlsPort, transport: "tcp", ...secret },
  ];
}
const before = announced("turn.example.org", 3478, 5349);

/** A setting that coturn alone reads. */
function option(name: string, value: unknown, key: string, [old, now]: readonly [string, string]): EffectRow {
  return {
    path: `turn.builtin.${name}`,
    value,
    given,
    changes: { [server]: { [key]: [old === "" ? undefined : [old], [now]] } },
  };
}

const patience = { proxy_connect_timeout: ["5s"], proxy_timeout: ["1h"], tcp_nodelay: ["on"] };

/** The page's port, shared. */
const shared = {
  stream: "block",
  "stream.resolver": ["127.0.0.11 valid=10s ipv6=off"],
  "stream.resolver_timeout": ["5s"],
  "stream.map($ssl_preread_server_name $behind)": "block",
  "stream.map($ssl_preread_server_name $behind).default": ["unix:/run/page.sock"],
  "stream.map($ssl_preread_server_name $behind).turn.example.org": ["unix:/run/turn.sock"],
  "stream.server": "block",
  ...below("stream.server.", {
    ...{ listen: ["8443"], ssl_preread: ["on"], proxy_pass: ["$behind"], proxy_protocol: ["on"] },
    ...patience,
  }),
  "stream.server#2": "block",
  ...below("stream.server#2.", {
    ...{ listen: ["unix:/run/turn.sock proxy_protocol"], set: ["$turn turn:5349"], proxy_pass: ["$turn"] },
    ...patience,
  }),
};

/** Which requests the log leaves out. */
const logged = { "": "block", ".default": ["1"], '."~^127[.]0[.]0[.]1 2"': ["0"] };

function below(prefix: string, members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [`${prefix}${key}`, value]));
}

function made(all: Readonly<Record<string, unknown>>): Readonly<Record<string, Change>> {
  return Object.fromEntries(Object.entries(all).map(([key, value]): [string, Change] => [key, [undefined, value]]));
}

export const rows: readonly EffectRow[] = [
  {
    path: "turn.builtin.host",
    value: "turn2.example.org",
    given: { ...given, tls: { mode: "acme" } },
    changes: {
      "acme/environment": {
        ISSUE_NAMES: ["meet.example.org,turn.example.org", "meet.example.org,turn2.example.org"],
      },
      [config]: { "[global] external_services": [before, announced("turn2.example.org", 3478, 5349)] },
      [server]: { realm: [["turn.example.org"], ["turn2.example.org"]] },
    },
    effects: ["restart acme", "restart prosody", "restart turn"],
  },
  {
    path: "turn.builtin.address",
    value: "192.0.2.2",
    given: { ...given, bridge: { advertiseIps: ["192.0.2.1"] }, turn: { mode: "builtin" } },
    changes: { [server]: { "external-ip": [["192.0.2.1"], ["192.0.2.2"]] } },
  },
  {
    path: "turn.builtin.port",
    value: 443,
    given,
    changes: { [config]: { "[global] external_services": [before, announced("turn.example.org", 443, 5349)] } },
    resources: {
      "prosody-config-prosody.cfg.lua": content(expect.any(String), expect.any(String)),
      "prosody-check": { stdin: [expect.any(String), expect.any(String)] },
      "prosody-container": { "labels[3].value": fingerprint },
      "turn-container": { "ports[0].external": [3478, 443], "ports[1].external": [3478, 443] },
    },
  },
  {
    path: "turn.builtin.tlsPort",
    value: 443,
    given,
    changes: { [config]: { "[global] external_services": [before, announced("turn.example.org", 3478, 443)] } },
    resources: {
      "prosody-config-prosody.cfg.lua": content(expect.any(String), expect.any(String)),
      "prosody-check": { stdin: [expect.any(String), expect.any(String)] },
      "prosody-container": { "labels[3].value": fingerprint },
      "turn-container": { "ports[2].external": [5349, 443] },
    },
  },
  option("maxSessions", 10, "total-quota", ["100", "10"]),
  option("sessionBandwidth", 100, "max-bps", ["2500000", "100000"]),
  option("totalBandwidth", 100000, "bps-capacity", ["0", "100000000"]),
  {
    path: "turn.builtin.relayPort",
    value: 50000,
    given,
    changes: { [server]: { "min-port": [["49160"], ["50000"]], "max-port": [["49259"], ["50099"]] } },
  },
  {
    path: "turn.builtin.relayPorts",
    value: 10,
    given,
    changes: { [server]: { "total-quota": [["100"], ["10"]], "max-port": [["49259"], ["49169"]] } },
  },
  {
    path: "turn.builtin.memory",
    value: 512,
    given,
    resources: { "turn-container": { memory: [256, 512], memorySwap: [256, 512] } },
  },
  {
    path: "turn.builtin.secretRotation",
    value: 2,
    given,
    // What follows from a new secret, a mock does not make.
    resources: { "credentials-turn": { "keepers.rotation": ["1", "2"] } },
    effects: ["nothing"],
  },
  {
    path: "turn.builtin.onWebPort",
    value: true,
    given,
    changes: {
      [config]: { "[global] external_services": [before, announced("turn.example.org", 3478, 443)] },
      "web/nginx.conf": {
        load_module: [undefined, ["/usr/lib/nginx/modules/ngx_stream_module.so"]],
        ...made(shared),
        // The client's address is the one that the stream tells.
        "http.server.listen": [
          ["8000", "8443 ssl"],
          ["8000", "unix:/run/page.sock ssl proxy_protocol"],
        ],
        "http.set_real_ip_from": [undefined, ["unix:"]],
        "http.real_ip_header": [undefined, ["proxy_protocol"]],
        ...Object.fromEntries(
          Object.entries(logged).flatMap(([key, value]): [string, Change][] => [
            [`http.map("$realip_remote_addr $status" $logged)${key}`, [value, undefined]],
            [`http.map("$remote_addr $status" $logged)${key}`, [undefined, value]],
          ]),
        ),
      },
    },
    effects: ["reload web", "restart prosody"],
  },
];
