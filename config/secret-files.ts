import type { SecretName } from "./accounts.ts";
import { usesAppSecret } from "./render/prosody-auth.ts";
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
    ...(turn.mode === "external"
      ? turn.username === undefined
        ? { "turn-secret": "turnSecret" }
        : { "turn-password": "turnPassword" }
      : {}),
  };
}

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
