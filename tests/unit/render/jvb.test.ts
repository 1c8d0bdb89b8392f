import { afterAll, describe, expect, test } from "@jest/globals";
import { renderJvb } from "../../../config/render/jvb.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser({ XMPP_PASSWORD: "secret", LOCAL_ADDRESS: "172.18.0.5", MUC_NICKNAME: "jvb-1-42" });
afterAll(() => java.stop());

interface Bridge {
  readonly videobridge: Readonly<Record<string, unknown>>;
  readonly ice4j: { readonly harvest: { readonly mapping: unknown } };
}

async function bridge(input: object, index = 1): Promise<Bridge> {
  return (await java.hocon(renderJvb(settingsOf(input), index)["jvb.conf"] ?? "")) as Bridge;
}

/** One after the other: the parser takes one question at a time. */
async function bridges(input: object, count: number): Promise<Bridge[]> {
  const all: Bridge[] = [];
  for (let index = 1; index <= count; index += 1) {
    all.push(await bridge(input, index));
  }
  return all;
}

const onTheInternet = { publicUrl: "https://meet.example.org" };

function mapped(...addresses: readonly string[]) {
  return addresses.map((address, i) => ({
    "local-address": "172.18.0.5",
    "public-address": address,
    name: `ip-${String(i + 1)}`,
  }));
}

describe("jvb.conf", () => {
  test("by default, one bridge that browsers of this machine reach", async () => {
    expect(await bridge({})).toEqual({
      videobridge: {
        ice: { udp: { port: 10000 }, "advertise-private-candidates": false },
        apis: {
          rest: { enabled: true },
          "xmpp-client": {
            configs: {
              prosody: {
                HOSTNAME: "prosody",
                PORT: 5222,
                DOMAIN: "auth.meet.jitsi",
                USERNAME: "jvb",
                PASSWORD: "secret",
                MUC_JIDS: "jvbbrewery@internal-muc.meet.jitsi",
                MUC_NICKNAME: "jvb-1-42",
                DISABLE_CERTIFICATE_VERIFICATION: false,
              },
            },
          },
        },
        "http-servers": { private: { host: "127.0.0.1", port: 8080 } },
        health: { "require-valid-address": false },
      },
      ice4j: {
        harvest: {
          mapping: {
            aws: { enabled: false },
            stun: { addresses: [] },
            "static-mappings": [{ "local-address": "172.18.0.5", "public-address": "127.0.0.1", name: "ip-1" }],
          },
        },
      },
    });
  });

  test("each bridge has a UDP port of its own", async () => {
    const input = { bridge: { count: 3, port: 20000 } };
    expect((await bridge(input, 1)).videobridge["ice"]).toMatchObject({ udp: { port: 20000 } });
    expect((await bridge(input, 3)).videobridge["ice"]).toMatchObject({ udp: { port: 20002 } });
  });

  test("advertised addresses are mapped from the container's own, and no STUN server is asked", async () => {
    const { ice4j } = await bridge({ general: onTheInternet, bridge: { advertiseIps: ["192.0.2.1", "198.51.100.2"] } });
    expect(ice4j.harvest.mapping).toEqual({
      aws: { enabled: false },
      stun: { addresses: [] },
      "static-mappings": mapped("192.0.2.1", "198.51.100.2"),
    });
  });

  test("where no address is advertised, STUN finds one, and the bridge is not healthy until it did", async () => {
    const { ice4j, videobridge } = await bridge({ general: onTheInternet });
    expect(ice4j.harvest.mapping).toEqual({
      aws: { enabled: false },
      stun: { addresses: ["meet-jit-si-turnrelay.jitsi.net:443"] },
      "static-mappings": [],
    });
    expect(videobridge["health"]).toEqual({ "require-valid-address": true });
  });

  test("a bridge that also offers its private address does not depend on STUN", async () => {
    const { videobridge } = await bridge({ general: onTheInternet, bridge: { advertisePrivateCandidates: true } });
    expect(videobridge["ice"]).toEqual({ udp: { port: 10000 }, "advertise-private-candidates": true });
    expect(videobridge["health"]).toEqual({ "require-valid-address": false });
  });
});

describe("where browsers find a bridge, and bridges each other", () => {
  test("mistake 1: with an address to advertise, every browser is told it, and the container's own is not", async () => {
    const { ice4j, videobridge } = await bridge({ general: onTheInternet, bridge: { advertiseIps: ["192.0.2.1"] } });
    expect(ice4j.harvest.mapping).toMatchObject({ "static-mappings": mapped("192.0.2.1") });
    expect(videobridge["ice"]).toMatchObject({ "advertise-private-candidates": false });
  });

  test("mistake 2: each of several bridges advertises the host's address with a port of its own, not the list of all bridges", async () => {
    const input = { general: onTheInternet, bridge: { count: 3, advertiseIps: ["192.0.2.1"] } };
    const all = await bridges(input, 3);
    expect(all.map(({ videobridge }) => (videobridge["ice"] as { udp: unknown }).udp)).toEqual([
      { port: 10000 },
      { port: 10001 },
      { port: 10002 },
    ]);
    expect(all.map(({ ice4j }) => ice4j.harvest.mapping)).toEqual(
      Array.from({ length: 3 }, () => ({
        aws: { enabled: false },
        stun: { addresses: [] },
        "static-mappings": mapped("192.0.2.1"),
      })),
    );
  });

  test("mistake 5: Amazon's metadata service is asked only where a setting says so", async () => {
    const asked = await bridge({ general: onTheInternet, bridge: { awsHarvester: true, stunServers: [] } });
    expect(asked.ice4j.harvest.mapping).toMatchObject({ aws: { enabled: true } });
    // Then the address hangs on the answer.
    expect(asked.videobridge["health"]).toEqual({ "require-valid-address": true });
    expect((await bridge({})).ice4j.harvest.mapping).toMatchObject({ aws: { enabled: false } });
  });

  test("mistake 23: bridges that relay to each other have a relay id each", async () => {
    const input = { bridge: { count: 3, relays: true, region: "eu" } };
    const relays = (await bridges(input, 3)).map(({ videobridge }) => videobridge["relay"]);
    expect(relays).toEqual([1, 2, 3].map((n) => ({ enabled: true, "relay-id": `jvb-${String(n)}`, region: "eu" })));
  });
});

describe("a bridge's environment", () => {
  test("names the collector, and the authorities that it trusts", () => {
    const environment = (input: object) => renderJvb(settingsOf(input), 1)["environment"];
    expect(environment({})).toBe("TRUST=stack\nGC=G1\n");
    expect(environment({ bridge: { gc: "Shenandoah" } })).toBe("TRUST=stack\nGC=Shenandoah\n");
    const urlTemplate = "wss://translate.example.org/{{MEETING_ID}}";
    expect(environment({ focus: { translation: { urlTemplate } } })).toBe("TRUST=public\nGC=G1\n");
    const options = { "jicofo.transcription.url-template": "wss://scribe.example.org" };
    expect(environment({ focus: { options } })).toBe("TRUST=public\nGC=G1\n");
  });
});
