import { z } from "zod";
import { group, setting } from "./setting.ts";
import { gatewaySettings } from "./telephony/gateway.ts";
import { customEngine, google, oracle, vosk, whisper } from "./transcription/engines.ts";
import { page } from "./transcription/page.ts";
import { httpUrl, textLine } from "./types.ts";

const effect = ["restart transcriber"] as const;

/** The transcriber (jigasi as a service of its own). */
export const transcription = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Speech becomes text: subtitles in the meeting and transcripts of it.",
    env: ["ENABLE_TRANSCRIPTIONS"],
    effect: ["reload web", "restart prosody", "restart jicofo"],
  }),
  engine: setting(z.enum(["google", "vosk", "whisper", "oracle", "custom"]).optional(), {
    doc: "Which program makes text of speech. Its own settings are in the group of its name.",
    effect,
  }),
  google,
  vosk,
  whisper,
  oracle,
  ...customEngine,
  saving: setting(z.boolean().default(true), {
    doc: "Transcripts are kept as text files, in the transcriber's volume.",
    env: ["JIGASI_TRANSCRIBER_ENABLE_SAVING"],
    effect,
  }),
  serve: setting(z.boolean().default(false), {
    doc: "The web server shows a transcript to whoever knows its address, below <general.publicUrl>/transcripts/. There is no list of them.",
    effect: ["restart web"],
  }),
  advertiseUrl: setting(z.boolean().default(false), {
    doc: "When transcription starts, the chat says where the transcript will be: <general.publicUrl>/transcripts.",
    effect,
  }),
  sendText: setting(z.boolean().default(false), {
    doc: "What is said appears in the chat as plain text, too.",
    effect,
  }),
  recordAudio: setting(z.boolean().default(false), {
    doc: "The sound is kept beside the transcript, as a WAV file.",
    effect,
  }),
  filterSilence: setting(z.boolean().default(false), {
    doc: "Silence is not sent to the engine.",
    env: ["JIGASI_TRANSCRIBER_FILTER_SILENCE"],
    effect,
  }),
  translation: setting(z.boolean().default(false), {
    doc: "Subtitles can be translated. By Google, unless transcription.libreTranslate.url or customTranslationService says otherwise.",
    env: ["JIGASI_TRANSCRIBER_ENABLE_TRANSLATION"],
    effect: ["reload web", "restart transcriber"],
  }),
  libreTranslate: group({
    url: setting(httpUrl.optional(), {
      doc: "LibreTranslate's address, which subtitles are translated by.",
      env: ["JIGASI_TRANSCRIBER_LIBRETRANSLATE_URL"],
      effect,
    }),
  }),
  remoteConfig: group({
    url: setting(httpUrl.optional(), {
      doc: "Service that is asked for each meeting which engine to use. transcription.engine counts where it says nothing.",
      env: ["JIGASI_TRANSCRIBER_REMOTE_CONFIG_URL"],
      effect,
    }),
    keyId: setting(textLine.optional(), {
      doc: "Name (kid) of secrets.transcriberConfigKey, which signs the requests.",
      env: ["JIGASI_TRANSCRIBER_REMOTE_CONFIG_URL_KEY_ID"],
      effect,
    }),
    audience: setting(textLine.optional(), {
      doc: "Audience (aud) of the tokens in those requests.",
      env: ["JIGASI_TRANSCRIBER_REMOTE_CONFIG_URL_AUD"],
      effect,
    }),
  }),
  ...page,
  ...gatewaySettings("transcriber", "transcriber"),
});
