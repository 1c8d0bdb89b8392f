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
  "jicofo and the bridges in full": settingsOf({
    recording: { enabled: true, requestRetries: 2 },
    telephony: { enabled: true },
    rooms: { visitors: { enabled: true, maxParticipants: 30, nodes: [{ host: "a.example.org" }] } },
    focus: {
      conference: {
        autoOwner: false,
        moderatorChecks: false,
        maxSsrcsPerUser: 30,
        maxSsrcGroupsPerUser: 10,
        maxAudioSenders: 10,
        maxVideoSenders: 10,
        stripSimulcast: false,
        ssrcRewriting: false,
        initialTimeout: 30,
        singleParticipantTimeout: 30,
        sourceSignalingDelays: { "50": 500 },
        restartRequests: { max: 1, interval: 30 },
        sharedDocumentRandomName: true,
      },
      codecs: { vp8: false, vp9: false, av1: false, opusRed: true },
      bridgeSelection: {
        strategy: "split",
        maxParticipants: 10,
        participantStress: 5,
        stressThreshold: 50,
        loadRedistribution: true,
        regionGroups: [["eu", "us"]],
      },
      bridgeHealth: { checks: false, usePresence: true, interval: 20, presenceTimeout: 90, failureReset: 120 },
      iceFailureDetection: { enabled: true },
      translation: { urlTemplate: "wss://translate.example.org/{{MEETING_ID}}", accessClientId: "id" },
      visitors: { onlyWhereAllowed: true },
      region: "eu",
      options: { "jicofo.conference.min-participants": 1 },
    },
    bridge: {
      count: 2,
      iceKeepAlive: "all_succeeded",
      ipv6: false,
      trustBwe: false,
      bweEngine: "GoogleCc",
      vla: true,
      lastN: 20,
      onstageHeight: 720,
      loadReduction: true,
      statsFilter: true,
      region: "eu",
      relays: true,
      options: { "videobridge.load-management.conference-last-n-limits.20": 10 },
    },
  }),
  "login by token": settingsOf({ auth: { type: "jwt" } }),
};
