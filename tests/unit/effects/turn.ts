import { type EffectRow, added, removed } from "./row.ts";
import { rows as builtin } from "./turn-builtin.ts";

const config = "prosody/prosody.cfg.lua";
const on = {
  turn: {
    mode: "external",
    hosts: ["turn.example.org"],
    tlsHosts: ["turns.example.org"],
    stunHost: "stun.example.org",
  },
};

const secret = { secret: true, algorithm: "turn", ttl: 86400 };
const stun = { type: "stun", host: "stun.example.org", port: 443, transport: "udp" };
const turn = { type: "turn", host: "turn.example.org", port: 443, transport: "tcp", ...secret };
const turns = { type: "turns", host: "turns.example.org", port: 443, transport: "tcp", ...secret };

export const rows: readonly EffectRow[] = [
  {
    path: "turn.mode",
    value: "external",
    given: { turn: { hosts: ["turn.example.org"] } },
    changes: {
      [config]: {
        "[global] modules_enabled": added("external_services", "stack_turn"),
        "[global] external_service_secret.name": [undefined, "turn-secret"],
        "[global] external_service_secret.call": [undefined, "Credential"],
        "[global] external_services": [undefined, [turn]],
      },
    },
  },
  {
    path: "turn.hosts",
    value: ["turn1.example.org", "turn2.example.org"],
    given: { turn: { mode: "external", tlsHosts: ["turns.example.org"] } },
    changes: {
      [config]: {
        "[global] external_services": [
          [turns],
          [{ ...turn, host: "turn1.example.org" }, { ...turn, host: "turn2.example.org" }, turns],
        ],
      },
    },
  },
  {
    path: "turn.port",
    value: 3478,
    given: on,
    changes: {
      [config]: {
        "[global] external_services": [
          [stun, turn, turns],
          [stun, { ...turn, port: 3478 }, turns],
        ],
      },
    },
  },
  {
    path: "turn.transports",
    value: ["udp", "tcp"],
    given: on,
    changes: {
      [config]: {
        "[global] external_services": [
          [stun, turn, turns],
          [stun, { ...turn, transport: "udp" }, turn, turns],
        ],
      },
    },
  },
  {
    path: "turn.tlsHosts",
    value: ["turns.example.org"],
    given: { turn: { mode: "external", hosts: ["turn.example.org"] } },
    changes: { [config]: { "[global] external_services": [[turn], [turn, turns]] } },
  },
  {
    path: "turn.tlsPort",
    value: 5349,
    given: on,
    changes: {
      [config]: {
        "[global] external_services": [
          [stun, turn, turns],
          [stun, turn, { ...turns, port: 5349 }],
        ],
      },
    },
  },
  {
    path: "turn.stunHost",
    value: "stun.example.org",
    given: { turn: { mode: "external", hosts: ["turn.example.org"] } },
    changes: { [config]: { "[global] external_services": [[turn], [stun, turn]] } },
  },
  {
    path: "turn.stunPort",
    value: 3478,
    given: on,
    changes: {
      [config]: {
        "[global] external_services": [
          [stun, turn, turns],
          [{ ...stun, port: 3478 }, turn, turns],
        ],
      },
    },
  },
  {
    path: "turn.username",
    value: "alice",
    given: on,
    changes: {
      [config]: {
        "[global] modules_enabled": removed("stack_turn"),
        "[global] external_service_secret.name": ["turn-secret", undefined],
        "[global] external_service_secret.call": ["Credential", undefined],
        "[global] external_services": [
          [stun, turn, turns],
          [
            stun,
            {
              transport: "tcp",
              ttl: 86400,
              type: "turn",
              username: "alice",
              host: "turn.example.org",
              password: { name: "turn-password", call: "Credential" },
              port: 443,
            },
            {
              transport: "tcp",
              ttl: 86400,
              type: "turns",
              username: "alice",
              host: "turns.example.org",
              password: { name: "turn-password", call: "Credential" },
              port: 443,
            },
          ],
        ],
      },
    },
  },
  {
    path: "turn.credentialLifetime",
    value: 3600,
    given: on,
    changes: {
      [config]: {
        "[global] external_services": [
          [stun, turn, turns],
          [stun, { ...turn, ttl: 3600 }, { ...turns, ttl: 3600 }],
        ],
      },
    },
    effects: ["restart prosody"],
  },
  ...builtin,
];
