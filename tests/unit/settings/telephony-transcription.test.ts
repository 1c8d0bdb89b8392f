import { describe, expect, it, test } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const problems = (transcription: object, secrets: object = {}) =>
  problemsOf(raw({ transcription: { enabled: true, ...transcription }, secrets }));
const told = (transcription: object, secrets: object = {}) =>
  problems(transcription, secrets).map(({ path, reason }) => [path, reason]);

const vosk = { engine: "vosk", vosk: { url: "wss://vosk.example.org:2700" } };

describe("mistake 22: transcription", () => {
  it("needs an engine, or a service that names one", () => {
    expect(problems({})).toEqual([
      {
        path: "transcription.engine",
        reason: "is missing: something must make text of speech. One of google, vosk, whisper, oracle, custom",
        fix: "pulumi config set --path transcription.engine vosk",
      },
    ]);
    expect(problems({ remoteConfig: { url: "https://engines.example.org" } })).toEqual([]);
    expect(problems(vosk)).toEqual([]);
  });

  it("has one engine, unless a service chooses between them", () => {
    const two = { ...vosk, whisper: { url: "wss://whisper.example.org" } };
    expect(told(two)).toEqual([["transcription.whisper.url", "is of another engine: transcription.engine is vosk"]]);
    expect(told({ ...two, remoteConfig: { url: "https://engines.example.org" } })).toEqual([]);
  });

  test.each([
    ["vosk", ["transcription.vosk.url"]],
    ["whisper", ["transcription.whisper.url"]],
    ["oracle", ["transcription.oracle.region", "transcription.oracle.compartment"]],
    ["custom", ["transcription.customService"]],
    ["google", ["secrets.googleCredentials"]],
  ])("by %s needs what belongs to it", (engine, paths) => {
    expect(problems({ engine }).map(({ path }) => path)).toEqual(paths);
  });

  test.each([
    ["vosk", { engine: "vosk", vosk: { url: "ws://localhost:2700" } }],
    ["whisper", { engine: "whisper", whisper: { url: "ws://127.0.0.1:8000/ws" } }],
  ])("finds no engine at localhost: that is its own container (%s)", (engine, settings) => {
    expect(told(settings)).toEqual([
      [`transcription.${engine}.url`, "leads the transcriber to itself, where nothing answers"],
    ]);
  });
});

describe("Google's account", () => {
  const google = {
    projectId: "p",
    clientEmail: "a@example.org",
    clientId: "1",
    clientCertUrl: "https://example.org/c",
  };

  it("is the whole key file, or its six fields", () => {
    expect(told({ engine: "google" }, { googleCredentials: encrypted })).toEqual([]);
    expect(told({ engine: "google", google }, { googlePrivateKeyId: encrypted, googlePrivateKey: encrypted })).toEqual(
      [],
    );
    expect(told({ engine: "google", google: { projectId: "p" } }).map(([path]) => path)).toEqual([
      "transcription.google.clientEmail",
      "transcription.google.clientId",
      "transcription.google.clientCertUrl",
      "secrets.googlePrivateKeyId",
      "secrets.googlePrivateKey",
    ]);
  });

  it("is not both", () => {
    expect(told({ engine: "google", google: { projectId: "p" } }, { googleCredentials: encrypted })).toEqual([
      ["transcription.google.projectId", "is in secrets.googleCredentials, too: one of them must go"],
    ]);
  });

  it("is needed for translation by Google, whatever the engine, and not for another's", () => {
    expect(told({ ...vosk, translation: true })).toEqual([
      [
        "secrets.googleCredentials",
        "is missing: Google translates, unless transcription.libreTranslate.url names another service. Give the service account's key file",
      ],
    ]);
    expect(told({ ...vosk, translation: true, libreTranslate: { url: "https://translate.example.org" } })).toEqual([]);
  });
});

describe("what goes together", () => {
  test.each([
    [{ ...vosk, customTranslationService: "org.example.T", libreTranslate: { url: "https://t.example.org" } }, "transcription.customTranslationService"],
    [{ engine: "whisper", whisper: { url: "wss://whisper.example.org", keyName: "a" } }, "secrets.whisperPrivateKey"],
    [{ ...vosk, remoteConfig: { url: "https://e.example.org", keyId: "a" } }, "secrets.transcriberConfigKey"],
    [{ ...vosk, remoteConfig: { audience: "a" } }, "transcription.remoteConfig.audience"],
    [{ ...vosk, advertiseUrl: true }, "transcription.advertiseUrl"],
    [{ ...vosk, serve: true, saving: false }, "transcription.serve"],
    [{ ...vosk, sentry: true }, "transcription.sentry"],
  ])("%j is told at %s", (settings, path) => {
    expect(problems(settings).map((problem) => problem.path)).toEqual([path]);
  }); // prettier-ignore
});
