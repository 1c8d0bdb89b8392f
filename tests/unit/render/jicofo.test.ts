import { afterAll, describe, expect, test } from "@jest/globals";
import { renderJicofo } from "../../../config/render/jicofo.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser({ XMPP_PASSWORD: "secret" });
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

  test("with internal authentication, people of the main domain create rooms", async () => {
    const { authentication, ...rest } = await jicofo(settingsOf({ auth: { type: "internal" } }));
    expect(authentication).toEqual({ enabled: true, type: "XMPP", "login-url": "meet.jitsi" });
    expect(rest).toEqual(await jicofo(settingsOf()));
  });

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

test("logging.properties sends every line to the console", async () => {
  expect(await java.properties(renderJicofo(settingsOf())["logging.properties"] ?? "")).toEqual({
    handlers: "java.util.logging.ConsoleHandler",
    "java.util.logging.ConsoleHandler.level": "ALL",
    "java.util.logging.ConsoleHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
    "org.jitsi.utils.logging2.JitsiLogFormatter.programname": "jicofo",
    ".level": "INFO",
  });
});
