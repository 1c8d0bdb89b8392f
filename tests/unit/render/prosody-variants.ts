import type { Settings } from "../../../config/settings/index.ts";
import { settingsOf } from "./variants.ts";

const everyRoom = {
  maxParticipants: 100,
  filterMessages: true,
  audioTranslation: true,
  messageLimit: { count: 500, exemptTokens: true },
  permissions: ["recording"],
  rateLimits: { enabled: true, addressRate: 1000, joins: 5, leaves: 5 },
  resourceValidation: { anonymousStrict: true, anonymousMethods: ["token"] },
  visitors: { enabled: true, nodes: [{ host: "v0.example.org" }], trustedHosts: ["muc.example.net"] },
};

const everything = {
  recording: { enabled: true },
  telephony: { enabled: true },
  transcription: { enabled: true },
  observability: { metrics: true, stanzaCounts: true },
  rooms: everyRoom,
  xmpp: {
    admins: ["alice@meet.jitsi"],
    bosh: { maxInactivity: 30, maxWait: 100 },
    gc: { mode: "generational" },
    limits: { c2s: { enabled: false } },
    maxStanzaSize: 300_000,
    modules: { global: ["uptime"] },
    options: { global: { c2s_timeout: 60 }, muc: { some_option: ["x", { b: 1 }] } },
    streamManagement: { maxQueueSize: 600 },
  },
};

const waiting = {
  ...everything,
  auth: { type: "internal", guests: true, users: ["alice"] },
  rooms: { ...everyRoom, waitForHost: { enabled: true, autoOwners: false } },
};

const nothing = {
  rooms: {
    lobby: false,
    breakoutRooms: false,
    avModeration: false,
    endConference: false,
    polls: false,
    tenants: false,
    resourceValidation: { enabled: false },
  },
  xmpp: { websocket: false },
};

const jwt = { type: "jwt", guests: true, jwt: { appId: "app" } };
const matrix = { issuer: "issuer", uvsUrl: "https://uvs.example.org", syncPowerLevels: true, lobbyBypass: true };

/** Prosody with everything on and off, and with every way to log in. */
export const variants: Readonly<Record<string, Settings>> = {
  "as it comes": settingsOf(),
  "everything on, without login": settingsOf(everything),
  "everything on, with login and guests": settingsOf(waiting),
  "everything off": settingsOf(nothing),
  "everything on, with tokens and guests": settingsOf({ ...everything, auth: jwt }),
  "login by LDAP": settingsOf({
    auth: { type: "ldap", ldap: { url: "ldap://ldap.example.org", base: "dc=example,dc=org" } },
  }),
  "login by Matrix": settingsOf({ auth: { type: "matrix", matrix } }),
  "login by Matrix or tokens": settingsOf({ auth: { ...jwt, type: "hybrid_matrix_token", matrix } }),
};
