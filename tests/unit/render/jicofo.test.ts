import { afterAll, describe, expect, test } from "@jest/globals";
import { renderJicofo } from "../../../config/render/jicofo.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser({ XMPP_PASSWORD: "secret", TRANSLATION_ACCESS_SECRET: "access" });
afterAll(() => java.stop());

async function jicofo(settings: Settings): Promise<Record<string, unknown>> {
  const config = (await java.hocon(renderJicofo(settings)["jicofo.conf"] ?? "")) as { jicofo: Record<string, unknown> };
  expect(Object.keys(config)).toEqual(["jicofo"]);
  return config.jicofo;
}

const client = {
  hostname: "prosody",
  port: 5222,
  domain: "auth.meet.jitsi",
  "xmpp-domain": "meet.jitsi",
  username: "focus",
  password: "secret",
  "conference-muc-jid": "muc.meet.jitsi",
  "client-proxy": "focus.meet.jitsi",
  "disable-certificate-verification": false,
};

describe("jicofo.conf", () => {
  test("by default, everybody may create rooms, and health can be asked", async () => {
    expect(await jicofo(settingsOf())).toEqual({
      bridge: { "brewery-jid": "jvbbrewery@internal-muc.meet.jitsi" },
      health: { enabled: true },
      rest: { host: "127.0.0.1", port: 8888 },
      xmpp: { client },
    });
  });

  test.each(["internal", "ldap"])("with auth.type %s, people of the main domain create rooms", async (type) => {
    const { authentication, ...rest } = await jicofo(settingsOf({ auth: { type } }));
    expect(authentication).toEqual({
      enabled: true,
      type: "XMPP",
      "login-url": "meet.jitsi",
      "enable-auto-login": true,
      "authentication-lifetime": "86400 seconds",
    });
    expect(rest).toEqual(await jicofo(settingsOf()));
  });

  test.each(["jwt", "matrix", "hybrid_matrix_token"])(
    "with auth.type %s, jicofo asks nobody to log in: Prosody lets nobody in without a token",
    async (type) => {
      expect(await jicofo(settingsOf({ auth: { type } }))).toEqual(await jicofo(settingsOf()));
    },
  );

  test("every name is the stack's own where it has one", async () => {
    const names = {
      domain: "chat.example.org",
      authDomain: "services.example.org",
      mucDomain: "rooms.chat.example.org",
      internalMucDomain: "brewery.example.org",
    };
    expect(await jicofo(settingsOf({ xmpp: names }))).toMatchObject({
      bridge: { "brewery-jid": "jvbbrewery@brewery.example.org" },
      xmpp: {
        client: {
          ...client,
          domain: "services.example.org",
          "xmpp-domain": "chat.example.org",
          "conference-muc-jid": "rooms.chat.example.org",
          "client-proxy": "focus.chat.example.org",
        },
      },
    });
  });
});

describe("jicofo and its helpers", () => {
  const { jibri, jigasi } = {
    jibri: "jibribrewery@internal-muc.meet.jitsi",
    jigasi: "jigasibrewery@internal-muc.meet.jitsi",
  };

  test("recorders are looked for in their room, with the time span's unit, and trusted by their domain", async () => {
    const config = await jicofo(settingsOf({ recording: { enabled: true, pendingTimeout: 120, requestRetries: 2 } }));
    expect(config["jibri"]).toEqual({ "brewery-jid": jibri, "num-retries": 2, "pending-timeout": "120 seconds" });
    expect(config["xmpp"]).toEqual({ client, "trusted-domains": ["hidden.meet.jitsi"] });
    expect(config).not.toHaveProperty("jigasi");
  });

  test.each([{ telephony: { enabled: true } }, { transcription: { enabled: true } }])(
    "SIP gateways and transcribers share a room: %p",
    async (input) => {
      expect((await jicofo(settingsOf(input)))["jigasi"]).toEqual({ "brewery-jid": jigasi });
    },
  );

  test("telephone calls come from people: no domain is trusted for them", async () => {
    expect((await jicofo(settingsOf({ telephony: { enabled: true } })))["xmpp"]).toEqual({ client });
  });

  test("a second secret of its process opens the translation service", async () => {
    const urlTemplate = "wss://translate.example.org/{{MEETING_ID}}";
    const config = await jicofo(settingsOf({ focus: { translation: { urlTemplate, accessClientId: "id" } } }));
    expect(config["translation"]).toEqual({
      "url-template": urlTemplate,
      "http-headers": { "CF-Access-Client-Id": "id", "CF-Access-Client-Secret": "access" },
    });
  });
});

describe("visitors", () => {
  const visitors = {
    enabled: true,
    maxParticipants: 30,
    nodes: [{ host: "a.example.org" }, { host: "b.example.org", clientPort: 5322 }],
  };

  test("are kept apart from those who take part, on the nodes that jicofo logs in to", async () => {
    const config = await jicofo(settingsOf({ rooms: { visitors } }));
    expect(config["bridge"]).toEqual({
      "brewery-jid": "jvbbrewery@internal-muc.meet.jitsi",
      "selection-strategy": "VisitorSelectionStrategy",
      "participant-selection-strategy": "RegionBasedBridgeSelectionStrategy",
      "visitor-selection-strategy": "RegionBasedBridgeSelectionStrategy",
      "topology-strategy": "VisitorTopologyStrategy",
    });
    expect(config["visitors"]).toEqual({ enabled: true, "max-participants": 30, "max-visitors-per-node": 250 });
    const node = { domain: "auth.meet.jitsi", password: "secret", "disable-certificate-verification": false };
    expect(config["xmpp"]).toEqual({
      client,
      visitors: {
        v0: {
          ...node,
          hostname: "a.example.org",
          port: 5222,
          "xmpp-domain": "v0.meet.jitsi",
          "conference-service": "muc.v0.meet.jitsi",
        },
        v1: {
          ...node,
          hostname: "b.example.org",
          port: 5322,
          "xmpp-domain": "v1.meet.jitsi",
          "conference-service": "muc.v1.meet.jitsi",
        },
      },
    });
  });

  test("jicofo trusts public authorities where it logs in to nodes elsewhere, and only there", () => {
    expect(renderJicofo(settingsOf())["environment"]).toBe("TRUST=stack\n");
    expect(renderJicofo(settingsOf({ rooms: { visitors } }))["environment"]).toBe("TRUST=public\n");
  });

  test("take the strategy that the settings name for those who take part", async () => {
    const settings = settingsOf({ rooms: { visitors }, focus: { bridgeSelection: { strategy: "singleBridge" } } });
    expect((await jicofo(settings))["bridge"]).toMatchObject({
      "selection-strategy": "VisitorSelectionStrategy",
      "participant-selection-strategy": "SingleBridgeSelectionStrategy",
    });
  });
});
