import { describe, expect, it } from "@jest/globals";
import { bridgeVariables } from "../../../config/env/bridge.ts";
import { importEnv } from "../../../config/env-file.ts";

const verdict = (name: string, value: string, file: Readonly<Record<string, string>> = {}) =>
  bridgeVariables[name]?.decide?.(value, new Map(Object.entries({ [name]: value, ...file })));
const answers = (text: string) => importEnv(text).map(({ variable, answer, reason }) => [variable, answer, reason]);

describe("the address of the bridges", () => {
  it("mistake 3: a host name is refused with the reason", () => {
    expect(importEnv("JVB_ADVERTISE_IPS=meet.example.org")).toEqual([
      {
        variable: "JVB_ADVERTISE_IPS",
        answer: "refused",
        setting: null,
        value: "meet.example.org",
        reason: "meet.example.org: must be an IPv4 or IPv6 address",
      },
    ]);
  });

  it("has no port of its own", () => {
    expect(verdict("JVB_ADVERTISE_IPS", "192.0.2.1#20000,192.0.2.2")).toEqual({
      answer: "refused",
      reason:
        "192.0.2.1#20000 names a port. A bridge's port is the same outside and inside here: write the address alone, and the port as JVB_PORT",
    });
  });

  it.each([
    ["true", false],
    ["0", true],
  ])("mistake 5: DISABLE_AWS_HARVESTER=%s says it the other way round", (text, value) => {
    expect(verdict("DISABLE_AWS_HARVESTER", text)).toEqual({
      answer: "translated",
      setting: "bridge.awsHarvester",
      value,
      reason: "the other way round",
    });
  });

  it("mistake 6: the container's own is found at every start", () => {
    expect(answers("LOCAL_ADDRESS=10.0.0.1").map(([name, answer]) => [name, answer])).toEqual([
      ["LOCAL_ADDRESS", "ignored"],
    ]);
  });

  it("mistake 7: media over TCP is a TURN server's matter", () => {
    const reason =
      "gone upstream since 2022: media over TCP needs a TURN server, turn.mode. UDP does not pass a proxy or load balancer for HTTP";
    expect(answers("JVB_TCP_HARVESTER_DISABLED=false\nJVB_TCP_PORT=4443\nJVB_TCP_MAPPED_PORT=443")).toEqual([
      ["JVB_TCP_HARVESTER_DISABLED", "ignored", reason],
      ["JVB_TCP_PORT", "ignored", reason],
      ["JVB_TCP_MAPPED_PORT", "ignored", reason],
    ]);
  });
});

describe("several bridges", () => {
  it("mistake 23: relays come with a region, docker-jitsi-meet's own where none is named", () => {
    expect(verdict("ENABLE_OCTO", "1")).toEqual({
      answer: "translated",
      setting: "bridge.relays",
      value: true,
      also: { "bridge.region": "europe" },
      reason: "the region is europe, as in docker-jitsi-meet where none is named",
    });
    expect(verdict("ENABLE_OCTO", "1", { JVB_OCTO_REGION: "us" })).toBeUndefined();
    expect(verdict("ENABLE_OCTO", "0")).toBeUndefined();
  });

  it("mistake 23: have relay ids and names of their own", () => {
    expect(
      answers("JVB_OCTO_RELAY_ID=a\nJVB_OCTO_BIND_ADDRESS=b\nJVB_MUC_NICKNAME=c\nJVB_INSTANCE_ID=d").map(
        ([name, answer]) => [name, answer],
      ),
    ).toEqual([
      ["JVB_OCTO_RELAY_ID", "ignored"],
      ["JVB_OCTO_BIND_ADDRESS", "ignored"],
      ["JVB_MUC_NICKNAME", "ignored"],
      ["JVB_INSTANCE_ID", "ignored"],
    ]);
  });

  it("are not scaled by somebody else", () => {
    expect(answers("AUTOSCALER_URL=https://autoscaler.example.org\nAUTOSCALER_SIDECAR_PORT=6000")).toEqual([
      [
        "AUTOSCALER_URL",
        "refused",
        "jitsi-autoscaler is not used: the settings say how many there are. Take AUTOSCALER_URL out, and set bridge.count and recording.count",
      ],
      [
        "AUTOSCALER_SIDECAR_PORT",
        "ignored",
        "jitsi-autoscaler is not used: bridge.count and recording.count say how many there are",
      ],
    ]);
  });

  it("have no XMPP server of their own", () => {
    const reason =
      "a second XMPP server for the bridges is not built: they log in to the stack's own Prosody. Leave ENABLE_JVB_XMPP_SERVER out";
    expect(answers("ENABLE_JVB_XMPP_SERVER=1\nJVB_XMPP_SERVER=a.example.org")).toEqual([
      ["ENABLE_JVB_XMPP_SERVER", "refused", reason],
      ["JVB_XMPP_SERVER", "refused", reason],
    ]);
    expect(answers("ENABLE_JVB_XMPP_SERVER=0\nJVB_XMPP_SERVER=a.example.org\nJVB_DISABLE_XMPP=0")).toEqual([
      ["ENABLE_JVB_XMPP_SERVER", "ignored", "off, as it is here"],
      ["JVB_XMPP_SERVER", "ignored", "ENABLE_JVB_XMPP_SERVER is not on"],
      ["JVB_DISABLE_XMPP", "ignored", "off, as it is here"],
    ]);
    expect(answers("JVB_DISABLE_XMPP=yes")).toEqual([
      ["JVB_DISABLE_XMPP", "refused", "a bridge without XMPP is one that jicofo never finds"],
    ]);
  });
});

describe("the bridge's Java machine", () => {
  it.each([
    ["G1GC", "G1"],
    ["ZGC", "Z"],
    ["shenandoahgc", "Shenandoah"],
  ])("VIDEOBRIDGE_GC_TYPE=%s is bridge.gc %s", (text, value) => {
    expect(verdict("VIDEOBRIDGE_GC_TYPE", text)).toMatchObject({ setting: "bridge.gc", value });
  });

  it("has a collector that Java knows, and a heap", () => {
    expect(verdict("VIDEOBRIDGE_GC_TYPE", "ConcMarkSweepGC")).toEqual({
      answer: "refused",
      reason: "must be one of G1GC, ZGC, ShenandoahGC, ParallelGC, SerialGC",
    });
    expect(verdict("VIDEOBRIDGE_MAX_MEMORY", "3072m")).toMatchObject({ setting: "bridge.memory", value: 4389 });
  });
});

it.each(["DISABLE_AWS_HARVESTER", "JVB_DISABLE_STUN", "ENABLE_JVB_XMPP_SERVER", "JVB_DISABLE_XMPP"])(
  "%s is 0 or 1",
  (name) => {
    expect(verdict(name, "perhaps")).toEqual({ answer: "refused", reason: "must be 0 or 1" });
  },
);
