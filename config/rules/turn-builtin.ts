import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { removeCommand, setCommand } from "../commands.ts";
import { publicHost } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings/index.ts";
import { builtinTurn } from "../turn-server.ts";
import type { Rule } from "./draft.ts";
import { leadsToItself } from "./inside.ts";

/** Documentation address (RFC 5737): the command needs one, and only its owner knows the real one. */
const exampleAddress = "192.0.2.1";

/** This machine, both ends of a cable, a group of machines: addresses by which nobody gets to one machine from another. */
const noFurtherThanHere = /^(?:0|127|169\.254|22[4-9]|2[34]\d|25[0-5])\./;

/** A rule that says nothing while the server is off. */
function builtinRule(reads: readonly string[], check: (settings: Settings) => readonly Problem[]): Rule {
  return {
    reads: ["turn.mode", ...reads],
    check: ({ settings }) => (settings.turn.mode === "builtin" ? check(settings) : []),
  };
}

const address = builtinRule(["turn.builtin.address", "bridge.advertiseIps", "general.publicUrl"], (settings) => {
  const path = "turn.builtin.address";
  const found = builtinTurn(settings).address;
  const fix = setCommand(path, exampleAddress);
  if (found === undefined) {
    return [
      { path, reason: "is missing, and bridge.advertiseIps names none either: media is relayed from there", fix },
    ];
  }
  return noFurtherThanHere.test(found)
    ? [{ path, value: found, reason: "leads nobody from another machine to this one: nothing would be relayed", fix }]
    : [];
});

const host = builtinRule(["turn.builtin.host"], ({ turn: { builtin } }) =>
  builtin.host !== undefined && leadsToItself(builtin.host)
    ? [
        {
          path: "turn.builtin.host",
          value: builtin.host,
          reason: "leads each browser to itself, where nothing answers",
          fix: removeCommand("turn.builtin.host"),
        },
      ]
    : [],
);

const highestPort = 65535;

const range = builtinRule(["turn.builtin.relayPort", "turn.builtin.relayPorts"], (settings) => {
  const { relayPort, relayPorts } = settings.turn.builtin;
  const { last } = builtinTurn(settings).relayPorts;
  return last <= highestPort
    ? []
    : [
        {
          path: "turn.builtin.relayPort",
          value: relayPort,
          reason: `leaves no room for ${String(relayPorts)} ports: the last one would be ${String(last)}`,
          fix: setCommand("turn.builtin.relayPort", highestPort - relayPorts + 1),
        },
      ];
});

const sessions = builtinRule(["turn.builtin.maxSessions", "turn.builtin.relayPorts"], ({ turn: { builtin } }) =>
  builtin.maxSessions !== undefined && builtin.maxSessions > builtin.relayPorts
    ? [
        {
          path: "turn.builtin.maxSessions",
          value: builtin.maxSessions,
          reason: `is never reached: there are ${String(builtin.relayPorts)} relay ports`,
          fix: setCommand("turn.builtin.relayPorts", builtin.maxSessions),
        },
      ]
    : [],
);

const onWebPort = builtinRule(
  ["turn.builtin.onWebPort", "turn.builtin.host", "tls.mode", "general.publicUrl", "http.trustedProxies"],
  (settings) => {
    const path = "turn.builtin.onWebPort";
    const { builtin } = settings.turn;
    if (!builtin.onWebPort) {
      return [];
    }
    if (settings.tls.mode === "off") {
      const reason =
        "needs TLS, and tls.mode is off. The proxy in front has the page's port: let it tell the names apart";
      return [{ path, value: true, reason, fix: removeCommand(path) }];
    }
    const name = builtinTurn(settings).host;
    const own = name !== publicHost(settings) && isIP(name) === 0;
    return [
      ...(own
        ? []
        : [
            {
              path: "turn.builtin.host",
              value: name,
              reason: "must be a name of its own with turn.builtin.onWebPort: by it the page and TURN are told apart",
              fix: setCommand("turn.builtin.host", `turn.${isIP(name) === 0 ? name : "example.org"}`),
            },
          ]),
      ...(settings.http.trustedProxies.length === 0
        ? []
        : [
            {
              path,
              value: true,
              reason:
                "and http.trustedProxies exclude each other: nginx takes the client's address from the connection then, not from a header",
              fix: removeCommand(path),
            },
          ]),
    ];
  },
);

const certificate = builtinRule(
  ["turn.builtin.host", "tls.mode", "tls.certificate", "general.publicUrl"],
  (settings) => {
    const { mode, certificate: pem } = settings.tls;
    const name = builtinTurn(settings).host;
    if (mode !== "custom" || pem === undefined || name === publicHost(settings)) {
      return [];
    }
    let names: X509Certificate;
    try {
      names = new X509Certificate(pem);
    } catch {
      // Another rule says that it cannot be read.
      return [];
    }
    const covered = isIP(name) === 0 ? names.checkHost(name) : names.checkIP(name);
    return covered !== undefined
      ? []
      : [
          {
            path: "turn.builtin.host",
            value: name,
            reason: `is not in tls.certificate, so no browser trusts TURN over TLS. It is for ${names.subjectAltName ?? "no name"}`,
            fix: removeCommand("turn.builtin.host"),
          },
        ];
  },
);

/** Settings of turn.mode external, which tell browsers nothing here. */
const unused = builtinRule(["turn.hosts", "turn.tlsHosts", "turn.stunHost", "turn.username"], ({ turn }) =>
  (["hosts", "tlsHosts", "stunHost", "username"] as const)
    .filter((name) => turn[name] !== undefined && turn[name].length > 0)
    .map((name) => ({
      path: `turn.${name}`,
      reason: "means nothing with turn.mode builtin: browsers are told of the stack's own server alone",
      fix: removeCommand(`turn.${name}`),
    })),
);

export const builtinTurnRules: readonly Rule[] = [address, host, range, sessions, onWebPort, certificate, unused];
