import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { renderAll } from "../../../config/render/index.ts";
import { jigasiPasswordKeys, renderJigasi } from "../../../config/render/jigasi.ts";
import { renderTranscriber } from "../../../config/render/transcriber.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser();
afterAll(() => java.stop());

const telephony = { enabled: true, sip: { uri: "alice@sip.example.org", server: "sip.example.org" } };
const account = "net.java.sip.communicator.impl.protocol.jabber.acc-prosody";
const sip = "net.java.sip.communicator.impl.protocol.sip.acc1";
const meeting = "org.jitsi.jigasi.xmpp.acc";

async function properties(input: object): Promise<Record<string, string>> {
  const files = renderJigasi(settingsOf({ telephony, ...input }));
  return (await java.properties(files["sip-communicator.properties"] ?? "")) as Record<string, string>;
}

describe("sip-communicator.properties", () => {
  test("holds no password: the start script appends those that passwords.map names", async () => {
    const file = await properties({ auth: { type: "internal" } });
    const secret = Object.keys(file).filter((key) => /PASS(WORD)?$/.test(key));
    // The trust store's holds public certificates only.
    expect(secret).toEqual(["net.java.sip.communicator.service.cert.truststore.password.PASSWORD"]);
    expect(Buffer.from(file[secret[0] ?? ""] ?? "", "base64").toString()).toBe("changeit");
    expect(renderJigasi(settingsOf({ telephony, auth: { type: "internal" } }))["passwords.map"]).toBe(
      `${account}.PASSWORD=base64:xmpp-password\n${sip}.PASSWORD=base64:sip-password\n${meeting}.PASS=plain:xmpp-password\n`,
    );
  });

  test("names of properties with a password need no escape in a properties file", () => {
    const keys = Object.keys(jigasiPasswordKeys(settingsOf({ auth: { type: "internal" } })));
    expect(keys.filter((key) => !/^[A-Za-z0-9._-]+$/.test(key))).toEqual([]);
  });

  test("Prosody's and the SIP server's certificates are verified, and nothing is sent in clear", async () => {
    expect(await properties({})).toMatchObject({
      "net.java.sip.communicator.service.gui.ALWAYS_TRUST_MODE_ENABLED": "false",
      "net.java.sip.communicator.service.tls.NO_USER_INTERACTION": "true",
      "net.java.sip.communicator.service.cert.truststore.type": "PKCS12",
      "net.java.sip.communicator.service.cert.truststore.file": "/run/trust.p12",
      [`${account}.ALLOW_NON_SECURE`]: "false",
      [`${meeting}.ALLOW_NON_SECURE`]: "false",
    });
  });

  const login = async (auth: object) => {
    const file = await properties({ auth });
    return [file[`${meeting}.USER_ID`], file[`${meeting}.ANONYMOUS_AUTH`]];
  };

  test("a call enters a meeting like everybody else: without a name, as a guest, or with the gateway's account", async () => {
    expect(await login({})).toEqual([undefined, undefined]);
    expect(await login({ type: "internal", guests: true })).toEqual(["jigasi@guest.meet.jitsi", "true"]);
    expect(await login({ type: "internal" })).toEqual(["jigasi@auth.meet.jitsi", "false"]);
  });

  test("both accounts know what stands before a room's domain, or they would not find jicofo", async () => {
    expect(await properties({ xmpp: { mucDomain: "rooms.meet.jitsi" } })).toMatchObject({
      [`${account}.MUC_DOMAIN_PREFIX`]: "rooms",
      [`${sip}.MUC_DOMAIN_PREFIX`]: "rooms",
      "org.jitsi.jigasi.MUC_SERVICE_ADDRESS": "rooms.meet.jitsi",
    });
  });

  test("further properties replace those of the settings", async () => {
    const options = { "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": "20", [`${sip}.Encodings.G722/8000`]: "700" };
    expect(await properties({ telephony: { ...telephony, options } })).toEqual({
      ...(await properties({})),
      ...options,
    });
  });

  test("visitors have calls among them where there are visitors", async () => {
    const file = await properties({ rooms: { visitors: { enabled: true } } });
    expect(file["org.jitsi.jigasi.ENABLE_SIP_VISITORS"]).toBe("true");
    expect((await properties({}))["org.jitsi.jigasi.ENABLE_SIP_VISITORS"]).toBeUndefined();
  });
});

describe("jigasi.conf", () => {
  const known = readFileSync(join(import.meta.dirname, "hocon-keys.tsv"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("jigasi\t"))
    .map((line) => line.split("\t")[1]);

  test.each([
    ["the gateway", renderJigasi(settingsOf({ telephony }))],
    ["the transcriber", renderTranscriber(settingsOf({ transcription: { enabled: true } }))],
  ])(
    "holds the HTTP server of %s, on this container's own address, and nothing that jigasi does not read",
    async (_, files) => {
      const rest = { host: "127.0.0.1", port: 8788 };
      expect(await java.hocon(files["jigasi.conf"] ?? "")).toEqual({ org: { jitsi: { jigasi: { rest } } } });
      expect(known).toEqual(expect.arrayContaining(Object.keys(rest).map((key) => `org.jitsi.jigasi.rest.${key}`)));
    },
  );
});

test("the gateway and the transcriber are two services, each with files of its own where it is on", () => {
  const services = (input: object) => Object.keys(renderAll(settingsOf(input))).slice(4);
  expect(services({})).toEqual([]);
  expect(services({ telephony })).toEqual(["jigasi"]);
  expect(services({ transcription: { enabled: true } })).toEqual(["transcriber"]);
  expect(services({ telephony, transcription: { enabled: true } })).toEqual(["jigasi", "transcriber"]);
});
