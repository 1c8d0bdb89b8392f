import { z } from "zod";
import { group, setting } from "./setting.ts";
import { variableName } from "./tls/acme.ts";
import { accountName, httpUrl, pemKey, secretLine } from "./types.ts";

const restartsRecorders = ["reload prosody", "restart jibri"] as const;
/** The SIP gateway and the transcriber share it. */
const restartsGateways = ["reload prosody", "restart jigasi", "restart transcriber"] as const;
const restartsTranscriber = ["reload prosody", "restart transcriber"] as const;

/** The one group whose values are secret, all of them. Every other group is plain text in the stack's file. */
export const secrets = group({
  jicofoPassword: setting(secretLine.optional(), {
    doc: "Password of jicofo's XMPP account.",
    env: ["JICOFO_AUTH_PASSWORD"],
    derivedDefault: "generated",
    effect: ["reload prosody", "restart jicofo"],
  }),
  jvbPassword: setting(secretLine.optional(), {
    doc: "Password of the bridges' XMPP account.",
    env: ["JVB_AUTH_PASSWORD"],
    derivedDefault: "generated",
    effect: ["reload prosody", "restart jvb"],
  }),
  jibriPassword: setting(secretLine.optional(), {
    doc: "Password of the XMPP account by which the recorders are controlled.",
    env: ["JIBRI_XMPP_PASSWORD"],
    derivedDefault: "generated",
    effect: restartsRecorders,
  }),
  recorderPassword: setting(secretLine.optional(), {
    doc: "Password of the XMPP account by which a recorder's browser enters a meeting.",
    env: ["JIBRI_RECORDER_PASSWORD"],
    derivedDefault: "generated",
    effect: restartsRecorders,
  }),
  uploadAccessKey: setting(secretLine.optional(), {
    doc: "Access key of the storage that recordings are uploaded to. Without it the recorder's machine must be allowed in, as one of Amazon's can be.",
    effect: ["restart jibri"],
  }),
  uploadSecretKey: setting(secretLine.optional(), {
    doc: "Secret key that belongs to secrets.uploadAccessKey.",
    effect: ["restart jibri"],
  }),
  jigasiPassword: setting(secretLine.optional(), {
    doc: "Password of the XMPP account by which the SIP gateway and the transcriber are controlled.",
    env: ["JIGASI_XMPP_PASSWORD"],
    derivedDefault: "generated",
    effect: restartsGateways,
  }),
  transcriberPassword: setting(secretLine.optional(), {
    doc: "Password of the XMPP account by which the transcriber enters a meeting.",
    env: ["JIGASI_TRANSCRIBER_PASSWORD"],
    derivedDefault: "generated",
    effect: restartsTranscriber,
  }),
  users: setting(z.record(accountName, secretLine).default({}), {
    doc: "Password of each account named in auth.users, secrets.users.<name>, or what a server stores of it: SCRAM-SHA-1$<iterations>:<salt>$<stored key>:<server key>, all in base64.",
    effect: ["reload prosody"],
  }),
  ldapBindPassword: setting(secretLine.optional(), {
    doc: "Password to auth.ldap.bindDn, with auth.type ldap.",
    env: ["LDAP_BINDPW"],
    effect: ["restart prosody"],
  }),
  jwtAppSecret: setting(secretLine.optional(), {
    doc: "Shared secret that signs the tokens of auth.type jwt and hybrid_matrix_token.",
    env: ["JWT_APP_SECRET"],
    effect: ["restart prosody"],
  }),
  matrixAuthToken: setting(secretLine.optional(), {
    doc: "Token that the Matrix user verification service asks for.",
    env: ["MATRIX_UVS_AUTH_TOKEN"],
    effect: ["restart prosody"],
  }),
  reservationsAuthorization: setting(secretLine.optional(), {
    doc: "Value of the header Authorization in requests to the reservation system.",
    effect: ["restart prosody"],
  }),
  sipPassword: setting(secretLine.optional(), {
    doc: "Password of the SIP account, telephony.sip.uri.",
    env: ["JIGASI_SIP_PASSWORD"],
    effect: ["restart jigasi"],
  }),
  turnSecret: setting(secretLine.optional(), {
    doc: "Secret that Prosody shares with the TURN servers to make credentials that expire. Generated with turn.mode builtin.",
    env: ["TURN_CREDENTIALS"],
    effect: ["reload prosody", "reload turn"],
  }),
  turnPassword: setting(secretLine.optional(), {
    doc: "Fixed password to turn.username. Every browser is told it: a shared secret is better.",
    env: ["TURN_PASSWORD"],
    effect: ["restart prosody"],
  }),
  googleCredentials: setting(
    z
      .string()
      .refine((text) => {
        try {
          const key: unknown = JSON.parse(text);
          return typeof key === "object" && key !== null && "private_key" in key;
        } catch {
          return false;
        }
      }, "must be the JSON text of a Google service account's key file")
      .optional(),
    {
      doc: "A Google service account's whole key file, for the transcriber. Instead of transcription.google.* and secrets.googlePrivateKey.",
      effect: ["restart transcriber"],
    },
  ),
  googlePrivateKeyId: setting(secretLine.optional(), {
    doc: "Field private_key_id of a Google service account's key file.",
    env: ["GC_PRIVATE_KEY_ID"],
    effect: ["restart transcriber"],
  }),
  googlePrivateKey: setting(pemKey.optional(), {
    doc: "Field private_key of a Google service account's key file, as PEM text.",
    env: ["GC_PRIVATE_KEY"],
    effect: ["restart transcriber"],
  }),
  whisperPrivateKey: setting(secretLine.optional(), {
    doc: "Private key that signs the transcriber's requests to Whisper: base64 of the key's DER form.",
    env: ["JIGASI_TRANSCRIBER_WHISPER_PRIVATE_KEY"],
    effect: ["restart transcriber"],
  }),
  transcriberConfigKey: setting(pemKey.optional(), {
    doc: "Private key that signs the transcriber's requests to transcription.remoteConfig.url, as PEM text.",
    effect: ["restart transcriber"],
  }),
  visitorsQueueKey: setting(pemKey.optional(), {
    doc: "Private key that signs the SIP gateway's requests to the visitors' queue, as PEM text.",
    effect: ["restart jigasi"],
  }),
  translationAccessSecret: setting(secretLine.optional(), {
    doc: "Client secret for a translation service behind Cloudflare Access, to focus.translation.accessClientId.",
    env: ["JICOFO_TRANSLATION_CF_ACCESS_CLIENT_SECRET"],
    effect: ["restart jicofo"],
  }),
  etherpadDatabasePassword: setting(secretLine.optional(), {
    doc: "Password to etherpad.database.user.",
    effect: ["restart etherpad"],
  }),
  jicofoSentryDsn: setting(secretLine.optional(), {
    doc: "Where jicofo reports errors, with focus.sentry.",
    effect: ["restart jicofo"],
  }),
  jvbSentryDsn: setting(secretLine.optional(), {
    doc: "Where the bridges report errors, with bridge.sentry.",
    effect: ["restart jvb"],
  }),
  jigasiSentryDsn: setting(secretLine.optional(), {
    doc: "Where the SIP gateway and the transcriber report errors, with telephony.sentry and transcription.sentry.",
    effect: ["restart jigasi", "restart transcriber"],
  }),
  acmeEabKey: setting(secretLine.regex(/^[A-Za-z0-9_+/-]+=*$/, "must be the key in base64").optional(), {
    doc: "Key to tls.acme.eabKeyId, in base64.",
    effect: ["restart acme"],
  }),
  acmeDns: setting(z.record(variableName, z.string().min(1, "must not be empty")).default({}), {
    doc: "Values of the DNS provider's variables that tls.acme.dns.secretOptions names, secrets.acmeDns.<name>. Of a variable whose name ends in _FILE, the file's text.",
    effect: ["restart acme"],
  }),
  alertWebhookUrl: setting(httpUrl.optional(), {
    doc: "Where Alertmanager posts what is wrong, as JSON, with the receiver webhook. Often there is a token in it.",
    effect: ["restart alertmanager"],
  }),
  alertSlackUrl: setting(httpUrl.optional(), {
    doc: "Incoming webhook of Slack, or of what talks like it (Mattermost, Rocket.Chat), with the receiver slack.",
    effect: ["restart alertmanager"],
  }),
  alertEmailPassword: setting(secretLine.optional(), {
    doc: "Password to observability.alerts.email.username.",
    effect: ["restart alertmanager"],
  }),
  splunkToken: setting(secretLine.optional(), {
    doc: "Token of the driver splunk. Docker takes it as an option of the container only: who may talk to the daemon can read it there.",
    effect: ["restart web", "restart prosody", "restart jicofo", "restart jvb"],
  }),
  tlsKey: setting(pemKey.optional(), {
    doc: "The private key to tls.certificate, as PEM text.",
    effect: ["reload web"],
  }),
});
