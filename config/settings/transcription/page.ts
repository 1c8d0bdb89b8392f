import { z } from "zod";
import { setting } from "../setting.ts";

const effect = ["reload web"] as const;

const language = z.string().regex(/^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$/, "must be a language, such as en or pt-BR");

/** What the web page offers with transcription. */
export const page = {
  useAppLanguage: setting(z.boolean().default(true), {
    doc: "People are taken to speak the language that they see the page in.",
    env: ["USE_APP_LANGUAGE"],
    effect,
  }),
  preferredLanguage: setting(language.optional(), {
    doc: "Language that is spoken, with useAppLanguage off.",
    env: ["PREFERRED_LANGUAGE"],
    derivedDefault: "en-US",
    effect,
  }),
  translationLanguages: setting(z.array(language).default([]), {
    doc: "Languages that subtitles can be translated to. Empty: all that the page knows.",
    effect,
  }),
  translationLanguagesHead: setting(z.array(language).default(["en"]), {
    doc: "Languages at the top of that list.",
    effect,
  }),
  autoTranscribeOnRecord: setting(z.boolean().default(false), {
    doc: "A recording starts transcription, too.",
    effect,
  }),
  autoCaptionOnTranscribe: setting(z.boolean().default(false), {
    doc: "Everybody sees subtitles as soon as transcription starts.",
    effect,
  }),
};
