import { removeCommand, setCommand } from "../commands.ts";
import { advertisedIps, isLocal, stunServers } from "../derived.ts";
import type { Rule } from "./draft.ts";

/** Documentation address (RFC 5737): the command needs one, and only its owner knows the real one. */
const exampleAddress = "192.0.2.1";

const addressNobodyReaches: Rule = {
  reads: ["bridge.advertiseIps"],
  check: ({ settings }) =>
    (settings.bridge.advertiseIps ?? []).flatMap((address, index) =>
      ["0.0.0.0", "::"].includes(address)
        ? [
            {
              path: `bridge.advertiseIps[${String(index)}]`,
              value: address,
              reason: "is no address that a browser can reach",
              fix: removeCommand(`bridge.advertiseIps[${String(index)}]`),
            },
          ]
        : [],
    ),
};

const bridgeNobodyFinds: Rule = {
  reads: ["general.publicUrl", "bridge.advertiseIps", "bridge.stunServers", "bridge.advertisePrivateCandidates"],
  check: ({ settings }) => {
    const findable =
      isLocal(settings) ||
      advertisedIps(settings).length > 0 ||
      stunServers(settings).length > 0 ||
      settings.bridge.advertisePrivateCandidates;
    return findable
      ? []
      : [
          {
            path: "bridge.advertiseIps",
            reason:
              "is missing, and no STUN server finds the address either: a call would end when a third person enters. Give this host's address",
            fix: setCommand("bridge.advertiseIps", [exampleAddress]),
          },
        ];
  },
};

const stunPort: Rule = {
  reads: ["bridge.stunServers"],
  check: ({ settings }) =>
    (settings.bridge.stunServers ?? []).flatMap((server, index) => {
      const port = Number(server.slice(server.lastIndexOf(":") + 1));
      const path = `bridge.stunServers[${String(index)}]`;
      return port >= 1 && port <= 65535
        ? []
        : [
            {
              path,
              value: server,
              reason: "has a port that is not 1 to 65535",
              fix: setCommand(path, server.replace(/\d+$/, "3478")),
            },
          ];
    }),
};

export const bridgeRules: readonly Rule[] = [addressNobodyReaches, bridgeNobodyFinds, stunPort];
