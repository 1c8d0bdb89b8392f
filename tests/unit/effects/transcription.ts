import { type EffectRow, added } from "./row.ts";
import { transcriber } from "./whole/jigasi.ts";

const properties = "transcriber/sip-communicator.properties";
const on = { transcription: { enabled: true, engine: "vosk", vosk: { url: "wss://vosk.example.org:2700" } } };
const withGoogle = {
  transcription: {
    engine: "google",
    google: {
      projectId: "my-project",
      clientEmail: "transcriber@my-project.iam.gserviceaccount.com",
      clientId: "1",
      clientCertUrl: "https://www.googleapis.com/robot/v1/metadata/x509/transcriber",
    },
    enabled: true,
  },
};

/** Google's key file without the key. */
function googleKey(fields: Readonly<Record<string, string>>): string {
  const key = {
    type: "service_account",
    project_id: "my-project",
    client_email: "transcriber@my-project.iam.gserviceaccount.com",
    client_id: "1",
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: "https://oauth2.googleapis.com/token",
    auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
    client_x509_cert_url: "https://www.googleapis.com/robot/v1/metadata/x509/transcriber",
  };
  return `${JSON.stringify({ ...key, ...fields }, null, 2)}\n`;
}

export const rows: readonly EffectRow[] = [
  {
    path: "transcription.enabled",
    value: true,
    given: { transcription: { engine: "vosk", vosk: { url: "wss://vosk.example.org:2700" } } },
    changes: {
      "web/config.js": {
        "transcription.enabled": [false, true],
        "transcription.disableClosedCaptions": [true, false],
        hiddenDomain: [undefined, "hidden.meet.jitsi"],
        "transcription.translationEnabled": [undefined, false],
        "transcription.translationLanguagesHead": [undefined, ["en"]],
        "transcription.useAppLanguage": [undefined, true],
        "transcription.autoTranscribeOnRecord": [undefined, false],
        "transcription.autoCaptionOnTranscribe": [undefined, false],
      },
      "prosody/prosody.cfg.lua": {
        "[global] admins": added("jigasi@auth.meet.jitsi"),
        "[muc.meet.jitsi] muc_password_whitelist": added("transcriber@hidden.meet.jitsi"),
        "[global] transcriber_prefixes": [undefined, ["transcriber@hidden.meet.jitsi"]],
        "[meet.jitsi] muc_lobby_whitelist": [undefined, ["hidden.meet.jitsi"]],
        "[hidden.meet.jitsi]": [undefined, "VirtualHost"],
        "[hidden.meet.jitsi] smacks_max_old_sessions": [undefined, 2000],
        "[hidden.meet.jitsi] authentication": [undefined, "internal_hashed"],
        "[hidden.meet.jitsi] disable_sasl_mechanisms": [undefined, ["DIGEST-MD5", "OAUTHBEARER"]],
        "[hidden.meet.jitsi] modules_enabled": [undefined, ["smacks"]],
      },
      "prosody/accounts.cfg.lua": {
        "[global] stack_accounts": added(
          { credential: "account-jigasi", jid: "jigasi@auth.meet.jitsi", service: true },
          { credential: "account-transcriber", jid: "transcriber@hidden.meet.jitsi", service: true },
        ),
      },
      "jicofo/jicofo.conf": {
        "jicofo.jigasi.brewery-jid": [undefined, "jigasibrewery@internal-muc.meet.jitsi"],
        "jicofo.xmpp.trusted-domains": [undefined, ["hidden.meet.jitsi"]],
      },
      ...transcriber,
    },
  },
  {
    path: "transcription.engine",
    value: "whisper",
    given: { transcription: { engine: "vosk", enabled: true, whisper: { url: "wss://whisper.example.org/ws" } } },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.customService": [
          "org.jitsi.jigasi.transcription.VoskTranscriptionService",
          "org.jitsi.jigasi.transcription.WhisperTranscriptionService",
        ],
      },
    },
  },
  {
    path: "transcription.google.projectId",
    value: "other-project",
    given: withGoogle,
    changes: { "transcriber/google.json": { "(text)": [googleKey({}), googleKey({ project_id: "other-project" })] } },
  },
  {
    path: "transcription.google.clientEmail",
    value: "other@my-project.iam.gserviceaccount.com",
    given: withGoogle,
    changes: {
      "transcriber/google.json": {
        "(text)": [googleKey({}), googleKey({ client_email: "other@my-project.iam.gserviceaccount.com" })],
      },
    },
  },
  {
    path: "transcription.google.clientId",
    value: "2",
    given: withGoogle,
    changes: { "transcriber/google.json": { "(text)": [googleKey({}), googleKey({ client_id: "2" })] } },
  },
  {
    path: "transcription.google.clientCertUrl",
    value: "https://www.googleapis.com/robot/v1/metadata/x509/other",
    given: withGoogle,
    changes: {
      "transcriber/google.json": {
        "(text)": [
          googleKey({}),
          googleKey({ client_x509_cert_url: "https://www.googleapis.com/robot/v1/metadata/x509/other" }),
        ],
      },
    },
  },
  {
    path: "transcription.vosk.url",
    value: "wss://vosk.example.org:2701",
    given: on,
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.vosk.websocket_url": [
          "wss://vosk.example.org:2700",
          "wss://vosk.example.org:2701",
        ],
      },
    },
  },
  {
    path: "transcription.whisper.url",
    value: "wss://whisper.example.org/ws",
    given: { transcription: { engine: "whisper", enabled: true } },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.whisper.websocket_url": [undefined, "wss://whisper.example.org/ws"],
      },
    },
  },
  {
    path: "transcription.whisper.keyName",
    value: "key-1",
    given: { transcription: { engine: "whisper", whisper: { url: "wss://whisper.example.org/ws" }, enabled: true } },
    changes: {
      [properties]: { "org.jitsi.jigasi.transcription.whisper.private_key_name": [undefined, "key-1"] },
      "transcriber/passwords.map": {
        "org.jitsi.jigasi.transcription.whisper.private_key": [undefined, "plain:whisper-private-key"],
      },
    },
  },
  {
    path: "transcription.oracle.region",
    value: "eu-frankfurt-1",
    given: { transcription: { engine: "oracle", enabled: true } },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.oci.websocketUrl": [
          undefined,
          "wss://realtime.aiservice.eu-frankfurt-1.oci.oraclecloud.com",
        ],
      },
    },
  },
  {
    path: "transcription.oracle.compartment",
    value: "ocid1.compartment.oc1..a",
    given: { transcription: { engine: "oracle", enabled: true } },
    changes: {
      [properties]: { "org.jitsi.jigasi.transcription.oci.compartmentId": [undefined, "ocid1.compartment.oc1..a"] },
    },
  },
  {
    path: "transcription.customService",
    value: "org.example.Transcription",
    given: { transcription: { engine: "custom", enabled: true } },
    changes: {
      [properties]: { "org.jitsi.jigasi.transcription.customService": [undefined, "org.example.Transcription"] },
    },
  },
  {
    path: "transcription.customTranslationService",
    value: "org.example.Translation",
    given: on,
    changes: {
      [properties]: { "org.jitsi.jigasi.transcription.translationService": [undefined, "org.example.Translation"] },
    },
  },
  {
    path: "transcription.saving",
    value: false,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.transcription.SAVE_TXT": ["true", "false"] } },
  },
  {
    path: "transcription.serve",
    value: true,
    given: on,
    // That is of its file alone. The volume beside it replaces the container.
    effects: ["reload web"],
    changes: {
      "web/nginx.conf": {
        "http.server.location(^~ /transcripts/)": [undefined, "block"],
        "http.server.location(^~ /transcripts/).root": [undefined, ["/storage"]],
        "http.server.location(^~ /transcripts/).try_files": [undefined, ["$uri =404"]],
        "http.server.location(^~ /transcripts/).ssi": [undefined, ["off"]],
        "http.server.location(^~ /transcripts/).add_header": [
          undefined,
          [
            "X-Robots-Tag noindex always",
            "Cache-Control no-store always",
            "X-Content-Type-Options nosniff always",
            "Referrer-Policy strict-origin-when-cross-origin always",
          ],
        ],
      },
    },
  },
  {
    path: "transcription.advertiseUrl",
    value: true,
    given: { transcription: { ...on.transcription, serve: true } },
    changes: { [properties]: { "org.jitsi.jigasi.transcription.ADVERTISE_URL": ["false", "true"] } },
  },
  {
    path: "transcription.sendText",
    value: true,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.transcription.SEND_TXT": ["false", "true"] } },
  },
  {
    path: "transcription.recordAudio",
    value: true,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.transcription.RECORD_AUDIO": ["false", "true"] } },
  },
  {
    path: "transcription.filterSilence",
    value: true,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.transcription.FILTER_SILENCE": ["false", "true"] } },
  },
  {
    path: "transcription.translation",
    value: true,
    given: on,
    changes: {
      "web/config.js": { "transcription.translationEnabled": [false, true] },
      [properties]: { "org.jitsi.jigasi.transcription.ENABLE_TRANSLATION": ["false", "true"] },
    },
  },
  {
    path: "transcription.libreTranslate.url",
    value: "https://translate.example.org",
    given: on,
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.libreTranslate.api_url": [undefined, "https://translate.example.org"],
        "org.jitsi.jigasi.transcription.translationService": [
          undefined,
          "org.jitsi.jigasi.transcription.LibreTranslateTranslationService",
        ],
      },
    },
  },
  {
    path: "transcription.remoteConfig.url",
    value: "https://engines.example.org",
    given: on,
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.remoteTranscriptionConfigUrl": [undefined, "https://engines.example.org"],
      },
    },
  },
  {
    path: "transcription.remoteConfig.keyId",
    value: "key-1",
    given: {
      transcription: {
        enabled: true,
        engine: "vosk",
        vosk: { url: "wss://vosk.example.org:2700" },
        remoteConfig: { url: "https://engines.example.org" },
      },
    },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.remoteTranscriptionConfigUrl.keyPath": [
          undefined,
          "/secrets/transcriber-config-key",
        ],
        "org.jitsi.jigasi.transcription.remoteTranscriptionConfigUrl.kid": [undefined, "key-1"],
      },
    },
  },
  {
    path: "transcription.remoteConfig.audience",
    value: "engine service",
    given: {
      transcription: {
        enabled: true,
        engine: "vosk",
        vosk: { url: "wss://vosk.example.org:2700" },
        remoteConfig: { url: "https://engines.example.org" },
      },
    },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.transcription.remoteTranscriptionConfigUrl.aud": [undefined, "engine service"],
      },
    },
  },
  {
    path: "transcription.useAppLanguage",
    value: false,
    given: on,
    changes: { "web/config.js": { "transcription.useAppLanguage": [true, false] } },
  },
  {
    path: "transcription.preferredLanguage",
    value: "de-DE",
    given: on,
    changes: { "web/config.js": { "transcription.preferredLanguage": [undefined, "de-DE"] } },
  },
  {
    path: "transcription.translationLanguages",
    value: ["de", "fr"],
    given: on,
    changes: { "web/config.js": { "transcription.translationLanguages": [undefined, ["de", "fr"]] } },
  },
  {
    path: "transcription.translationLanguagesHead",
    value: ["de"],
    given: on,
    changes: { "web/config.js": { "transcription.translationLanguagesHead": [["en"], ["de"]] } },
  },
  {
    path: "transcription.autoTranscribeOnRecord",
    value: true,
    given: on,
    changes: { "web/config.js": { "transcription.autoTranscribeOnRecord": [false, true] } },
  },
  {
    path: "transcription.autoCaptionOnTranscribe",
    value: true,
    given: on,
    changes: { "web/config.js": { "transcription.autoCaptionOnTranscribe": [false, true] } },
  },
  {
    path: "transcription.inviteTimeout",
    value: 20,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.JVB_INVITE_TIMEOUT": ["30000", "20000"] } },
  },
  {
    path: "transcription.region",
    value: "eu-central",
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.LOCAL_REGION": [undefined, "eu-central"] } },
  },
  {
    path: "transcription.trustedDomains",
    value: ["hidden.meet.jitsi"],
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.TRUSTED_DOMAINS": [undefined, '["hidden.meet.jitsi"]'] } },
  },
  {
    path: "transcription.metrics",
    value: true,
    given: on,
    changes: { "transcriber/jigasi.conf": { "org.jitsi.jigasi.rest.host": ["127.0.0.1", "0.0.0.0"] } },
  },
  {
    path: "transcription.options",
    value: { "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": "20" },
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": ["10", "20"] } },
  },
  {
    path: "transcription.logLevel",
    value: "debug",
    given: on,
    changes: { "transcriber/logging.properties": { ".level": ["INFO", "FINE"] } },
  },
  {
    path: "transcription.sentry",
    value: true,
    given: on,
    changes: {
      "transcriber/logging.properties": {
        handlers: ["java.util.logging.ConsoleHandler", "java.util.logging.ConsoleHandler, io.sentry.jul.SentryHandler"],
        "io.sentry.jul.SentryHandler.level": [undefined, "WARNING"],
        "io.sentry.jul.SentryHandler.minimumEventLevel": [undefined, "WARNING"],
      },
    },
  },
  { path: "transcription.memory", value: 2048, given: on, changes: {} },
];
