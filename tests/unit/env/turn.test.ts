import { describe, expect, it, test } from "@jest/globals";
import { importEnv, importVariables } from "../../../config/env-file.ts";

function settings(text: string): Record<string, unknown> {
  return Object.fromEntries(importVariables(text).flatMap(({ values }) => [...values]));
}

describe("a TURN or STUN server", () => {
  test.each([
    ["TURN_HOST=a.example.org,b.example.org", "turn.hosts", ["a.example.org", "b.example.org"]],
    ["TURNS_HOST=a.example.org", "turn.tlsHosts", ["a.example.org"]],
    ["STUN_HOST=a.example.org", "turn.stunHost", "a.example.org"],
  ])("%s is announced", (text, setting, value) => {
    expect(settings(text)).toEqual({ [setting]: value, "turn.mode": "external" });
  });

  it("has its port, its transports and its credentials' time as they are", () => {
    expect(settings("TURN_PORT=3478\nTURN_TRANSPORT=udp,tcp\nTURN_TTL=3600\nTURN_CREDENTIALS=s")).toEqual({
      "turn.port": 3478,
      "turn.transports": ["udp", "tcp"],
      "turn.credentialLifetime": 3600,
      "secrets.turnSecret": "s",
    });
  });

  it("takes a fixed user only without a shared secret, which wins upstream, too", () => {
    const fixed = "TURN_USERNAME=alice\nTURN_PASSWORD=p";
    expect(settings(fixed)).toEqual({ "turn.username": "alice", "secrets.turnPassword": "p" });
    expect(settings(`TURN_CREDENTIALS=s\n${fixed}`)).toEqual({ "secrets.turnSecret": "s" });
    expect(importEnv(`TURN_CREDENTIALS=s\n${fixed}`).map(({ answer }) => answer)).toEqual([
      "setting",
      "ignored",
      "ignored",
    ]);
  });

  it("is refused with a port in its name", () => {
    expect(importEnv("TURN_HOST=a.example.org:3478")[0]).toMatchObject({
      answer: "refused",
      reason: "a.example.org:3478: must be a host name or an IP address, without a port",
    });
  });
});
