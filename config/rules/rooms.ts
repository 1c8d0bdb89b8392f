import { formatPath, removeCommand, setCommand } from "../commands.ts";
import { allowsGuests, domains, requiresLogin } from "../derived.ts";
import { nodeHosts } from "../render/prosody-visitors.ts";
import type { Settings } from "../settings/index.ts";
import type { Rule } from "./draft.ts";

/** A switch that does nothing, or harm, without another one. */
function needs(
  path: string,
  isOn: (settings: Settings) => boolean,
  other: { readonly path: string; readonly value: boolean | string | number },
  has: (settings: Settings) => boolean,
  why: string,
): Rule {
  return {
    reads: [path, other.path],
    check: ({ settings }) =>
      isOn(settings) && !has(settings)
        ? [{ path, value: true, reason: `needs ${other.path}: ${why}`, fix: setCommand(other.path, other.value) }]
        : [],
  };
}

/** Settings that name the hosts of this stack. */
const domainSettings = ["domain", "authDomain", "guestDomain", "mucDomain", "internalMucDomain", "hiddenDomain"].map(
  (key) => `xmpp.${key}`,
);

const waits = ({ rooms }: Settings) => rooms.waitForHost.enabled;

const switches: readonly Rule[] = [
  needs(
    "rooms.waitForHost.enabled",
    waits,
    { path: "rooms.lobby", value: true },
    ({ rooms }) => rooms.lobby,
    "that is where guests wait",
  ),
  needs(
    "rooms.waitForHost.enabled",
    waits,
    { path: "auth.type", value: "internal" },
    requiresLogin,
    "where nobody logs in, everybody would wait for ever",
  ),
  needs(
    "rooms.waitForHost.enabled",
    (settings) => waits(settings) && requiresLogin(settings),
    { path: "auth.guests", value: true },
    allowsGuests,
    "without guests nobody has to wait",
  ),
  needs(
    "rooms.resourceValidation.anonymousStrict",
    ({ rooms }) => rooms.resourceValidation.anonymousStrict,
    { path: "rooms.resourceValidation.enabled", value: true },
    ({ rooms }) => rooms.resourceValidation.enabled,
    "names are not looked at without it",
  ),
  needs(
    "rooms.messageLimit.exemptTokens",
    ({ rooms }) => rooms.messageLimit.exemptTokens,
    { path: "rooms.messageLimit.count", value: 1000 },
    ({ rooms }) => rooms.messageLimit.count !== undefined,
    "there is no limit to be exempt from",
  ),
];

const visitorsWithoutNodes: Rule = {
  reads: ["rooms.visitors.enabled", "rooms.visitors.nodes"],
  check: ({ settings: { rooms } }) =>
    rooms.visitors.enabled && rooms.visitors.nodes.length === 0
      ? [
          {
            path: "rooms.visitors.nodes",
            reason: "is empty: without a node there is no place for visitors",
            fix: setCommand("rooms.visitors.nodes[0].host", "v0.example.org"),
          },
        ]
      : [],
};

const nodeTwice: Rule = {
  reads: ["rooms.visitors.nodes"],
  check: ({ settings: { rooms } }) =>
    rooms.visitors.nodes.flatMap(({ host, serverPort }, index, all) => {
      const path = formatPath(["rooms", "visitors", "nodes", index]);
      const first = all.findIndex((other) => other.host === host && other.serverPort === serverPort);
      return first === index
        ? []
        : [
            {
              path,
              reason: `is the same server as rooms.visitors.nodes[${String(first)}], and each node has its own`,
              fix: removeCommand(path),
            },
          ];
    }),
};

const nodeNamedLikeOurs: Rule = {
  reads: ["rooms.visitors.enabled", "rooms.visitors.nodes", "rooms.visitors.domain", ...domainSettings],
  check: ({ settings }) => {
    const { enabled, nodes, domain } = settings.rooms.visitors;
    const ours = new Set(Object.values(domains(settings)));
    const theirs = nodes.flatMap((_, index) => {
      const { main, rooms } = nodeHosts(settings, index);
      return [main, ...rooms];
    });
    const clash = theirs.find((name) => ours.has(name));
    return enabled && clash !== undefined
      ? [
          {
            path: "rooms.visitors.domain",
            ...(domain === undefined ? {} : { value: domain }),
            reason: `makes ${clash} the name of a node's host, and this stack has a host of that name`,
            fix: setCommand("rooms.visitors.domain", `visitors.${settings.xmpp.domain}`),
          },
        ]
      : [];
  },
};

/** jicofo's own number of participants, where rooms.visitors.maxParticipants is not set. */
const jicofosParticipants = 50;

const nobodyBecomesAVisitor: Rule = {
  reads: ["rooms.maxParticipants", "rooms.visitors.enabled", "rooms.visitors.maxParticipants"],
  check: ({ settings: { rooms } }) => {
    const before = rooms.visitors.maxParticipants ?? jicofosParticipants;
    return rooms.visitors.enabled && rooms.maxParticipants !== undefined && rooms.maxParticipants < before
      ? [
          {
            path: "rooms.maxParticipants",
            value: rooms.maxParticipants,
            reason: `turns people away before the first one becomes a visitor, which is at ${String(before)} (rooms.visitors.maxParticipants)`,
            fix: setCommand("rooms.visitors.maxParticipants", rooms.maxParticipants),
          },
        ]
      : [];
  },
};

export const roomRules: readonly Rule[] = [
  ...switches,
  visitorsWithoutNodes,
  nodeTwice,
  nodeNamedLikeOurs,
  nobodyBecomesAVisitor,
];
