import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { advertisedIps, isLocal, publicUrl, stunServers } from "../derived.ts";
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

/** The bridge keeps the first of two that are the same, whatever else is said of the second. */
const addressTwice: Rule = {
  reads: ["bridge.advertiseIps"],
  check: ({ settings }) =>
    (settings.bridge.advertiseIps ?? []).flatMap((address, index, all) => {
      const path = `bridge.advertiseIps[${String(index)}]`;
      return all.indexOf(address) === index
        ? []
        : [{ path, value: address, reason: "is named twice", fix: removeCommand(path) }];
    }),
};

/** 127.0.0.1, ::1, and addresses that a cable's two ends give themselves. */
const noFurtherThanHere = /^(?:127\.|169\.254\.|::1$|fe[89ab][0-9a-f]:)/i;

const addressOfThisMachine: Rule = {
  reads: ["general.publicUrl", "bridge.advertiseIps"],
  check: ({ settings }) =>
    isLocal(settings)
      ? []
      : (settings.bridge.advertiseIps ?? []).flatMap((address, index) => {
          const path = `bridge.advertiseIps[${String(index)}]`;
          return noFurtherThanHere.test(address)
            ? [
                {
                  path,
                  value: address,
                  reason: `leads back to the browser's own machine, and the public URL is ${publicUrl(settings)}`,
                  fix: setCommand(path, exampleAddress),
                },
              ]
            : [];
        }),
};

const bridgeNobodyFinds: Rule = {
  reads: [
    "general.publicUrl",
    "bridge.advertiseIps",
    "bridge.stunServers",
    "bridge.advertisePrivateCandidates",
    "bridge.awsHarvester",
  ],
  check: ({ settings }) => {
    const findable =
      isLocal(settings) ||
      advertisedIps(settings).length > 0 ||
      stunServers(settings).length > 0 ||
      settings.bridge.advertisePrivateCandidates ||
      settings.bridge.awsHarvester;
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

const relaysWithoutRegion: Rule = {
  reads: ["bridge.relays", "bridge.region"],
  check: ({ settings: { bridge } }) =>
    bridge.relays && bridge.region === undefined
      ? [
          {
            path: "bridge.region",
            reason: "is missing: with bridge.relays, jicofo goes by the bridges' region",
            fix: setCommand("bridge.region", "europe"),
          },
        ]
      : [],
};

const sentryWithoutDsn: Rule = {
  reads: ["bridge.sentry", "secrets.jvbSentryDsn"],
  check: ({ settings, secrets, unread }) =>
    settings.bridge.sentry && secrets.jvbSentryDsn === undefined && !unread.has("secrets.jvbSentryDsn")
      ? [
          {
            path: "secrets.jvbSentryDsn",
            reason: "is missing: bridge.sentry reports errors there",
            fix: setSecretCommand("secrets.jvbSentryDsn"),
          },
        ]
      : [],
};

export const bridgeRules: readonly Rule[] = [
  addressNobodyReaches,
  addressTwice,
  addressOfThisMachine,
  bridgeNobodyFinds,
  stunPort,
  relaysWithoutRegion,
  sentryWithoutDsn,
];
