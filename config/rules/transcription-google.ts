import { removeCommand, setFromFileCommand, setSecretCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import { translatesByGoogle } from "../render/transcriber/google.ts";
import type { Draft, Rule } from "./draft.ts";
import { hasSecret } from "./inside.ts";
import { engineSettings, missing, settingsOf } from "./transcription-engines.ts";

function googleKeyProblems(draft: Draft, needed: string): Problem[] {
  const { transcription } = draft.settings;
  const whole = hasSecret(draft, "googleCredentials");
  const parts = settingsOf(transcription, "google").filter(([, value]) => value !== undefined);
  if (whole) {
    return parts.map(([path, value]) => ({
      path,
      value,
      reason: "is in secrets.googleCredentials, too: one of them must go",
      fix: removeCommand(path),
    }));
  }
  if (parts.length === 0) {
    return [
      {
        path: "secrets.googleCredentials",
        reason: `is missing: ${needed}. Give the service account's key file`,
        fix: setFromFileCommand("secrets.googleCredentials", "key.json", true),
      },
    ];
  }
  return [
    ...missing(transcription, "google", "a Google key file has six fields, and all are needed"),
    ...(hasSecret(draft, "googlePrivateKeyId")
      ? []
      : [
          {
            path: "secrets.googlePrivateKeyId",
            reason: "is missing: a Google key file has six fields, and all are needed",
            fix: setSecretCommand("secrets.googlePrivateKeyId"),
          },
        ]),
    ...(hasSecret(draft, "googlePrivateKey")
      ? []
      : [
          {
            path: "secrets.googlePrivateKey",
            reason: "is missing: a Google key file has six fields, and all are needed",
            fix: setFromFileCommand("secrets.googlePrivateKey", "privkey.pem", true),
          },
        ]),
  ];
}

/** Google asks for an account, as the engine and as the translator. */
export const googleAccount: Rule = {
  reads: [
    "transcription.enabled",
    "transcription.engine",
    "transcription.translation",
    "transcription.customTranslationService",
    "transcription.libreTranslate.url",
    "secrets.googleCredentials",
    "secrets.googlePrivateKey",
    "secrets.googlePrivateKeyId",
    ...engineSettings.google.map((key) => `transcription.google.${key}`),
  ],
  check: (draft) => {
    const { transcription } = draft.settings;
    if (!transcription.enabled) {
      return [];
    }
    if (transcription.engine === "google") {
      return googleKeyProblems(draft, "transcription.engine is google");
    }
    return translatesByGoogle(transcription)
      ? googleKeyProblems(draft, "Google translates, unless transcription.libreTranslate.url names another service")
      : [];
  },
};
