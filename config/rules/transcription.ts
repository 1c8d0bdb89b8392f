import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { translatesByGoogle } from "../render/transcriber/google.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";
import { type Transcription, enginePaths, engines, missing, settingsOf } from "./transcription-engines.ts";
import { googleAccount } from "./transcription-google.ts";

const anEngine: Rule = {
  reads: ["transcription.enabled", "transcription.engine", "transcription.remoteConfig.url"],
  check: ({ settings: { transcription } }) =>
    transcription.enabled && transcription.engine === undefined && transcription.remoteConfig.url === undefined
      ? [
          {
            path: "transcription.engine",
            reason: `is missing: something must make text of speech. One of ${engines.join(", ")}`,
            fix: setCommand("transcription.engine", "vosk"),
          },
        ]
      : [],
};

/** Jigasi knows one engine, unless a service tells it for each meeting. */
const oneEngine: Rule = {
  reads: ["transcription.enabled", "transcription.engine", "transcription.remoteConfig.url", ...enginePaths],
  check: ({ settings: { transcription } }) => {
    const { enabled, engine, remoteConfig } = transcription;
    if (!enabled || engine === undefined || remoteConfig.url !== undefined) {
      return [];
    }
    // Google may translate what another engine has heard, and needs its account for that.
    const others = engines.filter((one) => one !== engine && !(one === "google" && translatesByGoogle(transcription)));
    return others
      .flatMap((one) => settingsOf(transcription, one))
      .flatMap(([path, value]) =>
        value === undefined
          ? []
          : [
              {
                path,
                value,
                reason: `is of another engine: transcription.engine is ${engine}`,
                fix: removeCommand(path),
              },
            ],
      );
  },
};

const engineIsComplete: Rule = {
  reads: ["transcription.enabled", "transcription.engine", ...enginePaths],
  check: ({ settings: { transcription } }) => {
    const { enabled, engine } = transcription;
    return enabled && engine !== undefined && engine !== "google"
      ? missing(transcription, engine, `transcription.engine is ${engine}`)
      : [];
  },
};

const oneTranslator: Rule = {
  reads: ["transcription.customTranslationService", "transcription.libreTranslate.url"],
  check: ({ settings: { transcription } }) =>
    transcription.customTranslationService !== undefined && transcription.libreTranslate.url !== undefined
      ? [
          {
            path: "transcription.customTranslationService",
            value: transcription.customTranslationService,
            reason: "and transcription.libreTranslate.url are two services for one task",
            fix: removeCommand("transcription.customTranslationService"),
          },
        ]
      : [],
};

/** A key's name without the key, or the key without its name. */
function named(
  path: string,
  secret: "whisperPrivateKey" | "transcriberConfigKey",
  of: (t: Transcription) => string | undefined,
): Rule {
  return {
    reads: ["transcription.enabled", path, `secrets.${secret}`],
    check: (draft) => {
      const { transcription } = draft.settings;
      return transcription.enabled && of(transcription) !== undefined && !hasSecret(draft, secret)
        ? [
            {
              path: `secrets.${secret}`,
              reason: `is missing: ${path} names it`,
              fix: setSecretCommand(`secrets.${secret}`),
            },
          ]
        : [];
    },
  };
}

const remoteWithoutUrl: Rule = {
  reads: ["transcription.remoteConfig.url", "transcription.remoteConfig.keyId", "transcription.remoteConfig.audience"],
  check: ({ settings: { transcription } }) => {
    const { url, keyId, audience } = transcription.remoteConfig;
    return url !== undefined
      ? []
      : Object.entries({ keyId, audience }).flatMap(([key, value]) => {
          const path = `transcription.remoteConfig.${key}`;
          return value === undefined
            ? []
            : [
                {
                  path,
                  value,
                  reason: "means nothing without transcription.remoteConfig.url",
                  fix: removeCommand(path),
                },
              ];
        });
  },
};

/** What is at an address must be kept and shown. */
function needs(setting: "serve" | "advertiseUrl", needed: "saving" | "serve", why: string): Rule {
  return {
    reads: [`transcription.${setting}`, `transcription.${needed}`],
    check: ({ settings: { transcription } }) =>
      transcription[setting] && !transcription[needed]
        ? [
            {
              path: `transcription.${setting}`,
              value: true,
              reason: `needs transcription.${needed}: ${why}`,
              fix: setCommand(`transcription.${needed}`, true),
            },
          ]
        : [],
  };
}

const who = "the transcriber";

export const transcriptionRules: readonly Rule[] = [
  anEngine,
  oneEngine,
  engineIsComplete,
  googleAccount,
  oneTranslator,
  named("transcription.whisper.keyName", "whisperPrivateKey", ({ whisper }) => whisper.keyName),
  named("transcription.remoteConfig.keyId", "transcriberConfigKey", ({ remoteConfig }) => remoteConfig.keyId),
  remoteWithoutUrl,
  needs("advertiseUrl", "saving", "there would be nothing at that address"),
  needs("advertiseUrl", "serve", "nobody could open that address"),
  needs("serve", "saving", "there would be nothing to show"),
  reachable("transcription.vosk.url", ({ transcription }) => transcription.vosk.url, who),
  reachable("transcription.whisper.url", ({ transcription }) => transcription.whisper.url, who),
  reachable("transcription.libreTranslate.url", ({ transcription }) => transcription.libreTranslate.url, who),
  reachable("transcription.remoteConfig.url", ({ transcription }) => transcription.remoteConfig.url, who),
];
