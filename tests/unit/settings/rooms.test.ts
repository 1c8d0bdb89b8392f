import { describe, expect, it, test } from "@jest/globals";
import { problemsOf, raw } from "./helpers.ts";

const problems = (rooms: object, auth: object = {}) => problemsOf(raw({ rooms, auth }));
const wait = { waitForHost: { enabled: true } };

describe("guests who wait for a host", () => {
  it("wait in the lobby, where somebody can log in", () => {
    expect(problems(wait, { type: "internal", guests: true })).toEqual([]);
    expect(problems({ ...wait, lobby: false })).toEqual([
      {
        path: "rooms.waitForHost.enabled",
        value: true,
        reason: "needs rooms.lobby: that is where guests wait",
        fix: "pulumi config set --path rooms.lobby true",
      },
      {
        path: "rooms.waitForHost.enabled",
        value: true,
        reason: "needs auth.type: where nobody logs in, everybody would wait for ever",
        fix: "pulumi config set --path auth.type internal",
      },
    ]);
  });

  it("are guests", () => {
    expect(problems(wait, { type: "internal" })).toEqual([
      {
        path: "rooms.waitForHost.enabled",
        value: true,
        reason: "needs auth.guests: without guests nobody has to wait",
        fix: "pulumi config set --path auth.guests true",
      },
    ]);
  });
});

test.each([
  [
    { resourceValidation: { enabled: false, anonymousStrict: true } },
    "rooms.resourceValidation.anonymousStrict",
    "needs rooms.resourceValidation.enabled: names are not looked at without it",
    "pulumi config set --path rooms.resourceValidation.enabled true",
  ],
  [
    { messageLimit: { exemptTokens: true } },
    "rooms.messageLimit.exemptTokens",
    "needs rooms.messageLimit.count: there is no limit to be exempt from",
    "pulumi config set --path rooms.messageLimit.count 1000",
  ],
])("a switch needs the one that it is about: %j", (rooms, path, reason, fix) => {
  expect(problems(rooms)).toEqual([{ path, value: true, reason, fix }]);
});

describe("visitors", () => {
  const node = { host: "v0.example.org" };

  it("need a node", () => {
    expect(problems({ visitors: { enabled: true } })).toEqual([
      {
        path: "rooms.visitors.nodes",
        reason: "is empty: without a node there is no place for visitors",
        fix: "pulumi config set --path 'rooms.visitors.nodes[0].host' v0.example.org",
      },
    ]);
    expect(problems({ visitors: { enabled: true, nodes: [node] } })).toEqual([]);
  });

  it("are on nodes that differ", () => {
    const nodes = [node, { host: "v0.example.org", serverPort: 5270 }, node];
    expect(problems({ visitors: { nodes } })).toEqual([
      {
        path: "rooms.visitors.nodes[2]",
        reason: "is the same server as rooms.visitors.nodes[0], and each node has its own",
        fix: "pulumi config rm --path 'rooms.visitors.nodes[2]'",
      },
    ]);
  });

  it("are on hosts that are not this stack's", () => {
    const rooms = { visitors: { enabled: true, nodes: [node], domain: "x.jitsi" } };
    expect(problemsOf(raw({ rooms, xmpp: { authDomain: "muc.v0.x.jitsi" } }))).toEqual([
      {
        path: "rooms.visitors.domain",
        value: "x.jitsi",
        reason: "makes muc.v0.x.jitsi the name of a node's host, and this stack has a host of that name",
        fix: "pulumi config set --path rooms.visitors.domain visitors.meet.jitsi",
      },
    ]);
  });

  it("become so before a room is full", () => {
    const visitors = { enabled: true, nodes: [node] };
    expect(problems({ visitors, maxParticipants: 50 })).toEqual([]);
    expect(problems({ visitors, maxParticipants: 49 })).toEqual([
      {
        path: "rooms.maxParticipants",
        value: 49,
        reason:
          "turns people away before the first one becomes a visitor, which is at 50 (rooms.visitors.maxParticipants)",
        fix: "pulumi config set --path rooms.visitors.maxParticipants 49",
      },
    ]);
  });

  it("have nodes with a host and ports, and nothing else", () => {
    expect(
      problems({ visitors: { nodes: [{ host: "V0" }, { host: "a", serverPort: 0 }, { host: "b", port: 1 }] } }).map(
        ({ path }) => path,
      ),
    ).toEqual(["rooms.visitors.nodes[0].host", "rooms.visitors.nodes[1].serverPort", "rooms.visitors.nodes[2].port"]);
  });
});

test.each([
  [{ rateLimits: { allowRanges: ["10.0.0.0/33"] } }, "rooms.rateLimits.allowRanges[0]", "must be an IP address or a network such as 10.0.0.0/8"],
  [{ maxParticipants: 0 }, "rooms.maxParticipants", "must be a whole number from 1 to 100000"],
  [{ permissions: ["fly"] }, "rooms.permissions[0]", "must be one of create-polls, file-upload, flip, live-translation, live-translation-subscribe, livestreaming, outbound-call, recording, send-groupchat, transcription"],
  [{ visitors: { mucPrefix: "muc-x" } }, "rooms.visitors.mucPrefix", "must be letters and digits, such as muc"],
])("a wrong value has its own line: %j", (rooms, path, reason) => {
  expect(problems(rooms).map((problem) => [problem.path, problem.reason])).toEqual([[path, reason]]);
}); // prettier-ignore
