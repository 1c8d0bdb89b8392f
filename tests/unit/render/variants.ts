import { type Settings, schema } from "../../../config/settings/index.ts";

/** The settings that a person has set, as the stack's configuration holds them. */
export function settingsOf(input: object = {}): Settings {
  return schema.parse(input);
}

/** One of everything that changes which lines are rendered. */
export const variants: Readonly<Record<string, Settings>> = {
  default: settingsOf(),
  "internal authentication": settingsOf({ auth: { type: "internal", users: ["alice", "bob"] } }),
  "internal authentication with guests": settingsOf({ auth: { type: "internal", guests: true, users: ["alice"] } }),
  "without websocket": settingsOf({ xmpp: { websocket: false } }),
  "tls custom": settingsOf({ general: { publicUrl: "https://meet.example.org" }, tls: { mode: "custom" } }),
  "tls off": settingsOf({ tls: { mode: "off" } }),
  redirect: settingsOf({ http: { redirect: true }, tls: { port: 4443 } }),
  "redirect behind a proxy": settingsOf({
    general: { publicUrl: "https://meet.example.org" },
    http: { redirect: true },
    tls: { mode: "off" },
  }),
  "bridges on the internet": settingsOf({
    general: { publicUrl: "https://meet.example.org:8443" },
    bridge: {
      count: 3,
      port: 20000,
      advertiseIps: ["192.0.2.1", "198.51.100.2"],
      stunServers: ["stun.example.org:3478"],
    },
  }),
  "address by STUN": settingsOf({ general: { publicUrl: "https://meet.example.org" } }),
  "own names": settingsOf({
    xmpp: {
      domain: "chat.example.org",
      authDomain: "services.example.org",
      guestDomain: "visitors.example.org",
      mucDomain: "rooms.chat.example.org",
      internalMucDomain: "brewery.example.org",
    },
    auth: { type: "internal", guests: true },
  }),
  "extra configuration": settingsOf({
    web: {
      defaultLanguage: "pt-BR",
      extraConfig: 'config.subject = "a";',
      extraNginxConfig: "location = /ping { return 204; }",
    },
    xmpp: { extraConfig: "limits = { c2s = { rate = '1mb/s' } }" },
  }),
};
