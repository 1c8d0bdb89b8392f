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

const onTheInternet = { publicUrl: "https://meet.example.org" };

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
      "static-mappings": [
        { "local-address": "172.18.0.5", "public-address": "192.0.2.1", name: "ip-1" },
        { "local-address": "172.18.0.5", "public-address": "198.51.100.2", name: "ip-2" },
      ],
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
