import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";
import { builtinTurnRules } from "./turn-builtin.ts";

const serversOrNone: Rule = {
  reads: ["turn.mode", "turn.hosts", "turn.tlsHosts", "turn.stunHost"],
  check: ({ settings: { turn } }) => {
    const named = turn.hosts.length + turn.tlsHosts.length > 0 || turn.stunHost !== undefined;
    if (turn.mode === "external" && !named) {
      return [
        {
          path: "turn.tlsHosts",
          reason: "is missing: turn.mode is external, and no server is named",
          fix: setCommand("turn.tlsHosts", ["turn.example.org"]),
        },
      ];
    }
    return turn.mode === "off" && named
      ? [
          {
            path: "turn.mode",
            value: "off",
            reason: "keeps the servers that are named from everybody: browsers are told of none",
            fix: setCommand("turn.mode", "external"),
          },
        ]
      : [];
  },
};

const credentials: Rule = {
  reads: ["turn.mode", "turn.hosts", "turn.tlsHosts", "turn.username", "secrets.turnSecret", "secrets.turnPassword"],
  check: (draft) => {
    const { turn } = draft.settings;
    if (turn.mode === "builtin") {
      return [];
    }
    const secret = hasSecret(draft, "turnSecret");
    const password = hasSecret(draft, "turnPassword");
    if (turn.username !== undefined && secret) {
      return [
        {
          path: "turn.username",
          value: turn.username,
          reason:
            "and secrets.turnSecret are two ways to log in, and a server takes one. The shared secret is the better one",
          fix: removeCommand("turn.username"),
        },
      ];
    }
    if (turn.username !== undefined && !password) {
      return [
        {
          path: "secrets.turnPassword",
          reason: "is missing: turn.username names its user",
          fix: setSecretCommand("secrets.turnPassword"),
        },
      ];
    }
    if (turn.username === undefined && password) {
      return [
        {
          path: "secrets.turnPassword",
          reason: "means nothing without turn.username",
          fix: removeCommand("secrets.turnPassword"),
        },
      ];
    }
    const servers = turn.mode === "external" && turn.hosts.length + turn.tlsHosts.length > 0;
    return servers && turn.username === undefined && !secret
      ? [
          {
            path: "secrets.turnSecret",
            reason: "is missing: a TURN server lets nobody in without credentials",
            fix: setSecretCommand("secrets.turnSecret"),
          },
        ]
      : [];
  },
};

export const turnRules: readonly Rule[] = [
  ...builtinTurnRules,
  serversOrNone,
  credentials,
  reachable("turn.hosts", ({ turn }) => turn.hosts, "each browser"),
  reachable("turn.tlsHosts", ({ turn }) => turn.tlsHosts, "each browser"),
  reachable("turn.stunHost", ({ turn }) => turn.stunHost, "each browser"),
];
