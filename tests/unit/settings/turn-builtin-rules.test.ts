import { describe, expect, it, test } from "@jest/globals";
import { BlockList } from "node:net";
import { firstAndLast, specialRanges } from "../../../config/special-ranges.ts";
import { certificateFor } from "./certificates.ts";
import { problemsOf, raw } from "./helpers.ts";

const general = { publicUrl: "https://meet.example.org" };
const address = "198.51.100.7";

function problems(builtin: object, more: Readonly<Record<string, object>> = {}): readonly unknown[][] {
  const groups = { general, ...more, turn: { mode: "builtin", builtin: { address, ...builtin }, ...more["turn"] } };
  return problemsOf(raw(groups)).map(({ path, reason, fix }) => [path, reason, fix]);
}

describe("a TURN server of one's own", () => {
  it("is fine with an address", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ address: undefined }, { bridge: { advertiseIps: ["192.168.1.2"] } })).toEqual([]);
  });

  it("needs an address that others reach", () => {
    expect(problems({ address: undefined })).toEqual([
      [
        "turn.builtin.address",
        "is missing, and bridge.advertiseIps names none either: media is relayed from there",
        "pulumi config set --path turn.builtin.address 192.0.2.1",
      ],
    ]);
    const here = "leads nobody from another machine to this one: nothing would be relayed";
    const fix = "pulumi config set --path turn.builtin.address 192.0.2.1";
    expect(problems({ address: "127.0.0.1" })).toEqual([["turn.builtin.address", here, fix]]);
    // By bridge.advertiseIps, while the public URL is on this machine.
    expect(problems({ address: undefined }, { general: {} })).toEqual([["turn.builtin.address", here, fix]]);
  });

  it("has room for its relay ports, which nothing else has", () => {
    expect(problems({ relayPort: 65500 })).toEqual([
      [
        "turn.builtin.relayPort",
        "leaves no room for 100 ports: the last one would be 65599",
        "pulumi config set --path turn.builtin.relayPort 65436",
      ],
    ]);
    expect(problems({ relayPort: 9950 })).toEqual([
      [
        "turn.builtin.relayPort",
        "reaches port 10000, which is the port of bridge.port, too",
        "pulumi config set --path turn.builtin.relayPort 10001",
      ],
    ]);
    expect(problems({ port: 8443 })).toEqual([
      ["turn.builtin.port", "is the port of tls.port, too", "pulumi config set --path turn.builtin.port 8444"],
    ]);
  });

  it("has as many relay ports as sessions", () => {
    expect(problems({ maxSessions: 101 })).toEqual([
      [
        "turn.builtin.maxSessions",
        "is never reached: there are 100 relay ports",
        "pulumi config set --path turn.builtin.relayPorts 101",
      ],
    ]);
  });

  it("shares the page's port by a name of its own", () => {
    expect(problems({ onWebPort: true })).toEqual([
      [
        "turn.builtin.host",
        "must be a name of its own with turn.builtin.onWebPort: by it the page and TURN are told apart",
        "pulumi config set --path turn.builtin.host turn.meet.example.org",
      ],
    ]);
    expect(problems({ onWebPort: true, host: "turn.example.org" })).toEqual([]);
    expect(
      problems({ onWebPort: true, host: "turn.example.org" }, { tls: { mode: "off" } }).map(([path]) => path),
    ).toEqual(["turn.builtin.onWebPort"]);
    expect(
      problems({ onWebPort: true, host: "turn.example.org" }, { http: { trustedProxies: ["10.0.0.1"] } }).map(
        ([path]) => path,
      ),
    ).toEqual(["turn.builtin.onWebPort"]);
  });

  it("has a certificate for its name", () => {
    const { certificate, key } = certificateFor(["meet.example.org"], new Date("2020-01-01"), new Date("2090-01-01"));
    const tls = { tls: { mode: "custom", certificate }, secrets: { tlsKey: key } };
    expect(problems({ host: "turn.example.org" }, tls)).toEqual([
      [
        "turn.builtin.host",
        "is not in tls.certificate, so no browser trusts TURN over TLS. It is for DNS:meet.example.org",
        "pulumi config rm --path turn.builtin.host",
      ],
    ]);
    expect(problems({}, tls)).toEqual([]);
  });

  it("makes the settings of another's meaningless", () => {
    const turn = { tlsHosts: ["a.example.org"], username: "alice" };
    expect(problems({}, { turn }).map(([path]) => path)).toEqual(["turn.tlsHosts", "turn.username"]);
  });
});

test("the first and last address of each special range are in it, and the ones beside them are not", () => {
  for (const range of specialRanges) {
    const [address = "", length] = range.split("/");
    const family = address.includes(":") ? "ipv6" : "ipv4";
    const list = new BlockList();
    list.addSubnet(address, Number(length), family);
    const [first, last] = firstAndLast(range);
    const whole = new BlockList();
    whole.addRange(first, last, family);
    expect([range, list.check(first, family), list.check(last, family)]).toEqual([range, true, true]);
    expect(whole.check(address, family)).toBe(true);
  }
});
