import { createPrivateKey } from "node:crypto";
import { certificateFor } from "../settings/certificates.ts";
import { type Change, content, type EffectRow, fingerprint } from "./row.ts";

const value = "correct horse";
const old = "old one";

/** A container that is replaced: `label` is the place of its secrets' fingerprint. */
const replaced: Readonly<Record<string, Change>> = { "labels[4].value": fingerprint };
const reload = { "prosody-reload": { "environment.FINGERPRINT": fingerprint } };

type Given = Readonly<Record<string, object>>;

/** A service's password that people set: it takes the generated one's place, in Prosody and in the service. */
function account(name: string, user: string, service: string, given?: Given, file = "xmpp-password"): EffectRow {
  const changed = content(`MOCK-SECRET-credentials-${name}`, value);
  return {
    path: `secrets.${name}Password`,
    value,
    ...(given === undefined ? {} : { given }),
    resources: {
      [`credentials-${name}`]: "gone",
      [`prosody-secrets-account-${user}`]: changed,
      ...reload,
      [`${service}-secrets-${file}`]: changed,
      [`${service}-container`]: replaced,
    },
  };
}

/** The same for a service whose container is not part of this version. */
function accountOnly(name: string, user: string, given: Given): EffectRow {
  return {
    path: `secrets.${name}Password`,
    value,
    given,
    resources: {
      [`credentials-${name}`]: "gone",
      [`prosody-secrets-account-${user}`]: content(`MOCK-SECRET-credentials-${name}`, value),
      ...reload,
    },
    effects: ["reload prosody"],
  };
}

/** A secret that a service reads when it starts; `others` must be there with it. */
function readAtStart(name: string, file: string, service: string, given: Given, others = {}): EffectRow {
  return {
    path: `secrets.${name}`,
    value,
    given: { ...given, secrets: { ...others, [name]: old } },
    resources: { [`${service}-secrets-${file}`]: content(old, value), [`${service}-container`]: replaced },
  };
}

/** A secret of a service whose container is not part of this version: nothing has it. */
function ofLaterService(name: string, text: string, given: Given): EffectRow {
  return { path: `secrets.${name}`, value: text, given, resources: {}, effects: ["nothing"] };
}

const recording = { recording: { enabled: true } };
const uploading = { recording: { enabled: true, upload: { enabled: true, bucket: "films" } } };
const privateKey = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
const transcription = { enabled: true, engine: "vosk", vosk: { url: "wss://vosk.example.org" } };
const own = certificateFor(["localhost"], new Date("2026-01-01"), new Date("2100-01-01"));
/** The same key, written another way. */
const sameKey = createPrivateKey(own.key).export({ type: "sec1", format: "pem" }).toString();
const jwt = { appId: "meet" };
const matrix = { uvsUrl: "https://uvs.example.org", issuer: "matrix" };
const reservations = { enabled: true, baseUrl: "https://booking.example.org", authorization: true };
const turn = { mode: "external", hosts: ["turn.example.org"] };

export const rows: readonly EffectRow[] = [
  account("jicofo", "focus", "jicofo"),
  account("jvb", "jvb", "jvb-1"),
  account("jibri", "jibri", "jibri-1", recording),
  account("recorder", "recorder", "jibri-1", recording, "recorder-password"),
  readAtStart("uploadAccessKey", "upload-access-key", "jibri-1", uploading, { uploadSecretKey: old }),
  readAtStart("uploadSecretKey", "upload-secret-key", "jibri-1", uploading, { uploadAccessKey: old }),
  accountOnly("jigasi", "jigasi", { transcription }),
  accountOnly("transcriber", "transcriber", { transcription }),
  {
    path: "secrets.users",
    value: { alice: value },
    given: { auth: { type: "internal", users: ["alice"] }, secrets: { users: { alice: old } } },
    resources: { "prosody-secrets-user-alice": content(old, value), ...reload },
  },
  readAtStart("ldapBindPassword", "ldap-bind-password", "prosody", {
    auth: {
      type: "ldap",
      ldap: { url: "ldaps://ldap.example.org", base: "dc=example,dc=org", bindDn: "cn=reader,dc=example,dc=org" },
    },
  }),
  readAtStart("jwtAppSecret", "jwt-app-secret", "prosody", { auth: { type: "jwt", jwt } }),
  readAtStart("matrixAuthToken", "matrix-auth-token", "prosody", {
    auth: { type: "matrix", matrix },
    images: { packages: "directory", directory: "tests/fixtures/packages/one" },
  }),
  readAtStart("reservationsAuthorization", "reservations-authorization", "prosody", { auth: { reservations } }),
  readAtStart("turnSecret", "turn-secret", "prosody", { turn }),
  readAtStart("turnPassword", "turn-password", "prosody", { turn: { ...turn, username: "jitsi" } }),
  readAtStart("translationAccessSecret", "translation-access-secret", "jicofo", {
    rooms: { audioTranslation: true },
    focus: {
      translation: { urlTemplate: "wss://translate.example.org/{{MEETING_ID}}", accessClientId: "client" },
    },
  }),
  readAtStart("jicofoSentryDsn", "sentry-dsn", "jicofo", { focus: { sentry: true } }),
  readAtStart("jvbSentryDsn", "sentry-dsn", "jvb-1", { bridge: { sentry: true } }),
  {
    path: "secrets.tlsKey",
    value: sameKey,
    given: { tls: { mode: "custom", certificate: own.certificate }, secrets: { tlsKey: own.key } },
    resources: {
      "web-secrets-tls.key": content(own.key, sameKey),
      "web-reload": { "environment.FINGERPRINT": fingerprint },
    },
  },
  ofLaterService("sipPassword", value, {}),
  ofLaterService("googleCredentials", JSON.stringify({ private_key: "x" }), {}),
  ofLaterService("googlePrivateKeyId", value, {}),
  ofLaterService("googlePrivateKey", privateKey, {}),
  ofLaterService("whisperPrivateKey", value, {}),
  ofLaterService("transcriberConfigKey", privateKey, {}),
  ofLaterService("visitorsQueueKey", privateKey, {}),
  ofLaterService("jigasiSentryDsn", value, {}),
];
