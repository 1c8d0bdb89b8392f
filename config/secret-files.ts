import type { SecretName } from "./accounts.ts";
import { alertFiles } from "./render/monitoring/alertmanager.ts";
import { visitorsQueueKeyFile } from "./render/jigasi.ts";
import { usesAppSecret } from "./render/prosody-auth.ts";
import { transcriberConfigKeyFile } from "./render/transcriber.ts";
import type { Settings } from "./settings/index.ts";

/** Files in a service's secrets folder besides its accounts' passwords: file name -> the secret in it. */
export type SecretFiles = Readonly<Record<string, SecretName>>;

/**
 * The secrets that Prosody reads when it starts. One that is not set, or that the settings have no use for, has no file.
 * The names are those that `credential()` in its configuration, and its start script, refer to.
 */
export function prosodySecretFiles(settings: Settings): SecretFiles {
  const { auth, turn } = settings;
  const matrix = auth.type === "matrix" || auth.type === "hybrid_matrix_token";
  return {
    ...(auth.type === "ldap" && auth.ldap.bindDn !== undefined ? { "ldap-bind-password": "ldapBindPassword" } : {}),
    ...(usesAppSecret(settings) ? { "jwt-app-secret": "jwtAppSecret" } : {}),
    ...(matrix ? { "matrix-auth-token": "matrixAuthToken" } : {}),
    ...(auth.reservations.enabled && auth.reservations.authorization
      ? { "reservations-authorization": "reservationsAuthorization" }
      : {}),
    ...(turn.mode === "external" && turn.username !== undefined ? { "turn-password": "turnPassword" } : {}),
  };
}

/** The secrets that Prosody takes in by a reload, besides passwords of accounts. */
export function prosodyReloadSecretFiles({ turn }: Settings): SecretFiles {
  return turn.mode === "builtin" || (turn.mode === "external" && turn.username === undefined) ? turnSecretFiles : {};
}

/** The secrets of the TURN server. Prosody has the same, under the same name. */
export const turnSecretFiles: SecretFiles = { "turn-secret": "turnSecret" };

/** The secrets of jicofo. Its start script makes an environment variable of each: `sentry-dsn` becomes SENTRY_DSN. */
export const jicofoSecretFiles: SecretFiles = {
  "sentry-dsn": "jicofoSentryDsn",
  "translation-access-secret": "translationAccessSecret",
};

/** The secrets of a recorder besides its control account's password. The account it enters meetings by is not optional. */
export function recorderSecretFiles({ recording }: Settings): SecretFiles {
  return recording.upload.enabled
    ? { "upload-access-key": "uploadAccessKey", "upload-secret-key": "uploadSecretKey" }
    : {};
}

/** The secrets of a bridge, taken in the same way. */
export const bridgeSecretFiles: SecretFiles = { "sentry-dsn": "jvbSentryDsn" };

/** The secrets of the service that gets the certificate, besides its DNS provider's. */
export function acmeSecretFiles({ tls: { acme } }: Settings): SecretFiles {
  return acme.eabKeyId === undefined ? {} : { "eab-key": "acmeEabKey" };
}

/** Which file of its secrets holds which variable of the DNS provider: file name -> variable. */
export function acmeDnsFiles({ tls: { acme } }: Settings): Readonly<Record<string, string>> {
  return acme.challenge === "dns"
    ? Object.fromEntries(acme.dns.secretOptions.map((variable) => [`dns-${variable}`, variable]))
    : {};
}

/** The secrets of Etherpad. It reads this file beside its settings. */
export function etherpadSecretFiles({ etherpad }: Settings): SecretFiles {
  return etherpad.database.type === "file" ? {} : { "credentials.json": "etherpadDatabasePassword" };
}

/** The secrets of Alertmanager: of the receivers that these settings ask for. */
export function alertmanagerSecretFiles({ observability: { alerts } }: Settings): SecretFiles {
  const { receivers, email } = alerts;
  return {
    ...(receivers.includes("webhook") ? { [alertFiles.webhook]: "alertWebhookUrl" } : {}),
    ...(receivers.includes("slack") ? { [alertFiles.slack]: "alertSlackUrl" } : {}),
    ...(receivers.includes("email") && email.username !== undefined
      ? { [alertFiles.email]: "alertEmailPassword" }
      : {}),
  };
}

/** The secrets of the SIP gateway besides its account's password: passwords.map names the first. */
export const gatewaySecretFiles: SecretFiles = {
  "sip-password": "sipPassword",
  [visitorsQueueKeyFile]: "visitorsQueueKey",
  "sentry-dsn": "jigasiSentryDsn",
};

/** The secrets of the transcriber besides its accounts' passwords. */
export const transcriberSecretFiles: SecretFiles = {
  "google-credentials": "googleCredentials",
  "google-private-key-id": "googlePrivateKeyId",
  "google-private-key": "googlePrivateKey",
  "whisper-private-key": "whisperPrivateKey",
  [transcriberConfigKeyFile]: "transcriberConfigKey",
  "sentry-dsn": "jigasiSentryDsn",
};
