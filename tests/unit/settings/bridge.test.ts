import { describe, expect, it } from "@jest/globals";
import { problemsOf, raw } from "./helpers.ts";

const onTheInternet = { publicUrl: "https://meet.example.org" };
const bridge = (settings: object, more: object = {}) => problemsOf(raw({ bridge: settings, ...more }));
const online = (settings: object) => bridge(settings, { general: onTheInternet });

describe("the address of the bridges", () => {
  it("mistake 1: is missing where nothing can find it", () => {
    expect(online({ stunServers: [] })).toEqual([
      {
        path: "bridge.advertiseIps",
        reason:
          "is missing, and no STUN server finds the address either: a call would end when a third person enters. Give this host's address",
        fix: "pulumi config rm --path bridge.advertiseIps && pulumi config set --path 'bridge.advertiseIps[0]' 192.0.2.1",
      },
    ]);
  });

  it.each([
    ["STUN", {}],
    ["Amazon's metadata service", { stunServers: [], awsHarvester: true }],
    ["the same private network", { stunServers: [], advertisePrivateCandidates: true }],
    ["a setting", { advertiseIps: ["192.0.2.1"] }],
  ])("mistake 1: is not missing where %s tells it", (_, settings) => {
    expect(online(settings)).toEqual([]);
  });

  it("mistake 3: is an IP address, not a host name", () => {
    expect(online({ advertiseIps: ["meet.example.org"] })).toEqual([
      {
        path: "bridge.advertiseIps[0]",
        value: "meet.example.org",
        reason: "must be an IPv4 or IPv6 address",
        fix: "pulumi config rm --path 'bridge.advertiseIps[0]'",
      },
    ]);
  });

  it.each(["127.0.0.1", "127.8.0.1", "::1", "169.254.3.4", "fe80::1"])(
    "mistake 1: is not %s, which leads every browser to its own machine",
    (address) => {
      expect(online({ advertiseIps: ["192.0.2.1", address] })).toEqual([
        {
          path: "bridge.advertiseIps[1]",
          value: address,
          reason: "leads back to the browser's own machine, and the public URL is https://meet.example.org",
          fix: "pulumi config set --path 'bridge.advertiseIps[1]' 192.0.2.1",
        },
      ]);
    },
  );

  it("may be this machine's own while the public URL is on it", () => {
    expect(bridge({ advertiseIps: ["127.0.0.1"] })).toEqual([]);
  });

  it("mistake 2: is named once: the second of two bridges' addresses would be dropped in silence", () => {
    expect(online({ count: 2, advertiseIps: ["192.0.2.1", "192.0.2.1"] })).toEqual([
      {
        path: "bridge.advertiseIps[1]",
        value: "192.0.2.1",
        reason: "is named twice",
        fix: "pulumi config rm --path 'bridge.advertiseIps[1]'",
      },
    ]);
  });
});

describe("several bridges", () => {
  it("mistake 23: have a UDP port each", () => {
    expect(bridge({ count: 3, port: 65534 })).toEqual([
      {
        path: "bridge.port",
        value: 65534,
        reason: "leaves no room for 3 bridges: the last one would need UDP port 65536",
        fix: "pulumi config set --path bridge.port 65533",
      },
    ]);
  });

  it("mistake 23: that relay to each other say where they are", () => {
    expect(bridge({ count: 2, relays: true })).toEqual([
      {
        path: "bridge.region",
        reason: "is missing: with bridge.relays, jicofo goes by the bridges' region",
        fix: "pulumi config set --path bridge.region europe",
      },
    ]);
    expect(bridge({ count: 2, relays: true, region: "eu" })).toEqual([]);
  });

  it("mistake 23: that relay to each other share a meeting, which one bridge for all of it would not", () => {
    const focus = { bridgeSelection: { strategy: "singleBridge" } };
    expect(bridge({ count: 2, relays: true, region: "eu" }, { focus })).toEqual([
      {
        path: "focus.bridgeSelection.strategy",
        value: "singleBridge",
        reason: "keeps a meeting on one bridge, so that bridge.relays has no use",
        fix: "pulumi config set --path focus.bridgeSelection.strategy regionBased",
      },
    ]);
  });

  it("mistake 23: do not share a meeting without relays", () => {
    const focus = { bridgeSelection: { strategy: "split" } };
    expect(bridge({ count: 2 }, { focus })).toEqual([
      {
        path: "focus.bridgeSelection.strategy",
        value: "split",
        reason: "puts a meeting on several bridges, and bridge.relays, which connects them, is off",
        fix: "pulumi config set --path bridge.relays true",
      },
    ]);
  });
});

describe("error reports", () => {
  it("have a place to go", () => {
    expect(bridge({ sentry: true }, { focus: { sentry: true } })).toEqual([
      {
        path: "secrets.jvbSentryDsn",
        reason: "is missing: bridge.sentry reports errors there",
        fix: "pulumi config set --secret --path secrets.jvbSentryDsn",
      },
      {
        path: "secrets.jicofoSentryDsn",
        reason: "is missing: focus.sentry reports errors there",
        fix: "pulumi config set --secret --path secrets.jicofoSentryDsn",
      },
    ]);
    const secrets = {
      jvbSentryDsn: "https://a@sentry.example.org/1",
      jicofoSentryDsn: "https://b@sentry.example.org/2",
    };
    expect(bridge({ sentry: true }, { focus: { sentry: true }, secrets })).toEqual([]);
  });

  it.each(["a b", "a/b", "a\\b", "..", "", "ä", "x".repeat(65)])(
    "do not come from %p, which Sentry drops",
    (environment) => {
      expect(
        problemsOf(raw({ observability: { sentry: { environment } } })).map(({ path, reason }) => [path, reason]),
      ).toEqual([
        [
          "observability.sentry.environment",
          "must be a name for Sentry: up to 64 characters without spaces and slashes",
        ],
      ]);
    },
  );
});
