import { createPrivateKey } from "node:crypto";
import { etherpadCredentials } from "../../../config/render/etherpad.ts";
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

/** A secret that a service reads when it starts. */
function readAtStart(
  name: string,
  file: string,
  service: string,
  given: Given,
  [before, after]: readonly [string, string] = [old, value],
): EffectRow {
  return {
    path: `secrets.${name}`,
    value: after,
    given: { ...given, secrets: { ...given["secrets"], [name]: before } },
    resources: { [`${service}-secrets-${file}`]: content(before, after), [`${service}-container`]: replaced },
  };
}

/** A password of the accounts by which a service of jigasi's is controlled or enters a meeting: file by service. */
function gatewayAccount(name: string, given: Given, files: Readonly<Record<string, string>>): EffectRow {
  const changed = content(`MOCK-SECRET-credentials-${name}`, value);
  return {
    path: `secrets.${name}Password`,
    value,
    given,
    resources: {
      [`credentials-${name}`]: "gone",
      [`prosody-secrets-account-${name}`]: changed,
      ...reload,
      ...Object.fromEntries(
        Object.entries(files).flatMap(([service, file]): [string, Readonly<Record<string, Change>>][] => [
          [`${service}-secrets-${file}`, changed],
          [`${service}-container`, replaced],
        ]),
      ),
    },
  };
}

const recording = { recording: { enabled: true } };
const uploading = { recording: { enabled: true, upload: { enabled: true, bucket: "films" } } };
const privateKey = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
const otherKey = privateKey.replace("MIIE", "MIIF");
const telephony = { enabled: true, sip: { uri: "alice@sip.example.org", server: "sip.example.org" } };
const google = {
  projectId: "my-project",
  clientEmail: "transcriber@my-project.iam.gserviceaccount.com",
  clientId: "1",
  clientCertUrl: "https://www.googleapis.com/robot/v1/metadata/x509/transcriber",
};
const transcription = { enabled: true, engine: "vosk", vosk: { url: "wss://vosk.example.org" } };
const own = certificateFor(["localhost"], new Date("2026-01-01"), new Date("2100-01-01"));
/** The same key, written another way. */
const sameKey = createPrivateKey(own.key).export({ type: "sec1", format: "pem" }).toString();
const jwt = { appId: "meet" };
const matrix = { uvsUrl: "https://uvs.example.org", issuer: "matrix" };
const reservations = { enabled: true, baseUrl: "https://booking.example.org", authorization: true };
const builtinTurn = { mode: "builtin", builtin: { address: "192.0.2.1" } };
const turn = { mode: "external", hosts: ["turn.example.org"] };

export const rows: readonly EffectRow[] = [
  account("jicofo", "focus", "jicofo"),
  account("jvb", "jvb", "jvb-1"),
  account("jibri", "jibri", "jibri-1", recording),
  account("recorder", "recorder", "jibri-1", recording, "recorder-password"),
  readAtStart("uploadAccessKey", "upload-access-key", "jibri-1", { ...uploading, secrets: { uploadSecretKey: old } }),
  readAtStart("uploadSecretKey", "upload-secret-key", "jibri-1", { ...uploading, secrets: { uploadAccessKey: old } }),
  gatewayAccount(
    "jigasi",
    { telephony, transcription, secrets: { sipPassword: value } },
    { jigasi: "xmpp-password", transcriber: "xmpp-password" },
  ),
  gatewayAccount("transcriber", { transcription }, { transcriber: "transcriber-password" }),
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
  {
    path: "secrets.turnSecret",
    value,
    given: { turn: builtinTurn, secrets: { turnSecret: old } },
    resources: {
      "prosody-secrets-turn-secret": content(old, value),
      "turn-secrets-turn-secret": content(old, value),
      "turn-reload": { "environment.FINGERPRINT": fingerprint },
      ...reload,
    },
  },
  readAtStart("turnPassword", "turn-password", "prosody", { turn: { ...turn, username: "jitsi" } }),
  readAtStart("translationAccessSecret", "translation-access-secret", "jicofo", {
    rooms: { audioTranslation: true },
    focus: {
      translation: { urlTemplate: "wss://translate.example.org/{{MEETING_ID}}", accessClientId: "client" },
    },
  }),
  {
    path: "secrets.etherpadDatabasePassword",
    value,
    given: {
      etherpad: { mode: "builtin", database: { type: "postgres", host: "db.example.org" } },
      secrets: { etherpadDatabasePassword: old },
    },
    resources: {
      "etherpad-secrets-credentials.json": content(etherpadCredentials(old), etherpadCredentials(value)),
      "etherpad-container": replaced,
    },
  },
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
  readAtStart("sipPassword", "sip-password", "jigasi", { telephony }),
  readAtStart(
    "googleCredentials",
    "google-credentials",
    "transcriber",
    { transcription: { enabled: true, engine: "google" } },
    [JSON.stringify({ private_key: "x" }), JSON.stringify({ private_key: "y" })],
  ),
  readAtStart("googlePrivateKeyId", "google-private-key-id", "transcriber", {
    transcription: { enabled: true, engine: "google", google },
    secrets: { googlePrivateKey: privateKey },
  }),
  readAtStart(
    "googlePrivateKey",
    "google-private-key",
    "transcriber",
    { transcription: { enabled: true, engine: "google", google }, secrets: { googlePrivateKeyId: value } },
    [privateKey, otherKey],
  ),
  readAtStart("whisperPrivateKey", "whisper-private-key", "transcriber", {
    transcription: { enabled: true, engine: "whisper", whisper: { url: "wss://whisper.example.org", keyName: "a" } },
  }),
  readAtStart(
    "transcriberConfigKey",
    "transcriber-config-key",
    "transcriber",
    { transcription: { ...transcription, remoteConfig: { url: "https://engines.example.org", keyId: "a" } } },
    [privateKey, otherKey],
  ),
  readAtStart(
    "visitorsQueueKey",
    "visitors-queue-key",
    "jigasi",
    {
      telephony: { ...telephony, visitorsQueue: { url: "https://queue.example.org", keyId: "a" } },
      rooms: { visitors: { enabled: true, nodes: [{ host: "v0.example.org" }] } },
      secrets: { sipPassword: value },
    },
    [privateKey, otherKey],
  ),
  {
    path: "secrets.jigasiSentryDsn",
    value,
    given: {
      telephony: { ...telephony, sentry: true },
      transcription: { ...transcription, sentry: true },
      secrets: { sipPassword: value, jigasiSentryDsn: old },
    },
    resources: Object.fromEntries(
      ["jigasi", "transcriber"].flatMap((service): [string, Readonly<Record<string, Change>>][] => [
        [`${service}-secrets-sentry-dsn`, content(old, value)],
        [`${service}-container`, replaced],
      ]),
    ),
  },
];
