import { engineOf } from "../render/transcriber.ts";
import { toList } from "../suggest.ts";
import type { VariableRule, VariableRules, Verdict } from "./answer.ts";
import { bySwitch, fixed, ignored, noted, oldPath, translate, translated } from "./verdicts.ts";

/** Upstream took only the word `true` for on. What was off stays off: nobody is to be recorded by surprise. */
function onlyTheWord(setting: string, withIt?: string): VariableRule {
  return translated([setting, ...(withIt === undefined ? [] : [withIt])], setting, (text) => {
    const on = text === "true";
    const differs = "upstream took nothing but the word true for on: it was off";
    return bySwitch(
      text,
      (meant) =>
        translate(
          setting,
          on,
          meant === on ? "upstream reads the word true alone" : differs,
          on && withIt !== undefined ? { [withIt]: true } : {},
        ),
      "true or false",
    );
  });
}

function decideService(text: string): Verdict {
  const engine = engineOf(text);
  return engine === undefined
    ? translate("transcription.engine", "custom", "a class of your own", { "transcription.customService": text })
    : translate("transcription.engine", engine, "jigasi's own class for it");
}

/** An engine's variable chooses the engine, where nothing else does. */
function choosing(engine: string, setting: string, before: readonly string[] = []): VariableRule {
  const names = ["JIGASI_TRANSCRIBER_CUSTOM_SERVICE", ...before];
  return noted(
    `Chooses transcription.engine ${engine}, unless ${names.join(" or ")} is set`,
    (text, file) =>
      names.some((name) => file.has(name))
        ? undefined
        : translate(setting, text, `and with it engine ${engine}`, { "transcription.engine": engine }),
    ["transcription.engine"],
  );
}

/** A list as upstream pasted it into a script, `["de","fr"]`, or with commas alone. */
function languages(setting: string): VariableRule {
  return translated([setting], `${setting} is a list`, (text) =>
    translate(setting, toList(text.replaceAll(/[[\]"']/g, "")), "as a list"),
  );
}

/** Variables of the transcriber that are not simply a setting. */
export const transcriptionVariables: VariableRules = {
  JIGASI_TRANSCRIBER_CUSTOM_SERVICE: translated(
    ["transcription.engine", "transcription.customService"],
    "transcription.engine",
    decideService,
  ),
  JIGASI_TRANSCRIBER_VOSK_URL: choosing("vosk", "transcription.vosk.url", ["GC_PROJECT_ID"]),
  JIGASI_TRANSCRIBER_WHISPER_URL: choosing("whisper", "transcription.whisper.url", [
    "GC_PROJECT_ID",
    "JIGASI_TRANSCRIBER_VOSK_URL",
  ]),
  GC_PROJECT_ID: choosing("google", "transcription.google.projectId"),
  JIGASI_TRANSCRIBER_ADVERTISE_URL: onlyTheWord("transcription.advertiseUrl", "transcription.serve"),
  JIGASI_TRANSCRIBER_SEND_TXT: onlyTheWord("transcription.sendText"),
  JIGASI_TRANSCRIBER_RECORD_AUDIO: onlyTheWord("transcription.recordAudio"),
  JIGASI_TRANSCRIBER_REMOTE_CONFIG_URL_KEY_PATH: oldPath(
    "The key itself is a secret: pulumi config set --secret --path secrets.transcriberConfigKey < key.pem",
  ),
  JIGASI_TRANSCRIBER_USER: fixed(
    "transcriber",
    "the account by which the transcriber enters a meeting is always transcriber",
  ),
  GOOGLE_APPLICATION_CREDENTIALS: oldPath(
    "The key file itself is a secret: pulumi config set --secret --path secrets.googleCredentials < key.json",
  ),
  OCI_CONFIG_FILE: oldPath("Oracle's credentials have no setting so far"),
  TRANSLATION_LANGUAGES: languages("transcription.translationLanguages"),
  TRANSLATION_LANGUAGES_HEAD: languages("transcription.translationLanguagesHead"),
  AUTO_CAPTION_ON_RECORD: ignored(
    "upstream writes it under a name that the page does not read; transcription.autoTranscribeOnRecord does what " +
      "it says",
  ),
  DISABLE_START_FOR_ALL: ignored("upstream writes it under a name that the page does not read"),
};
