import { transcriberUser } from "../accounts.ts";
import { domains, publicUrl } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { hocon } from "../write/hocon.ts";
import { properties } from "../write/properties.ts";
import { environmentFile, sentryVariables } from "./environment.ts";
import type { Files } from "./files.ts";
import { type Properties, common, controlAccount, controlPassword, httpServer } from "./jigasi/common.ts";
import { gatewayLogging } from "./jigasi/logging.ts";
import { type PasswordKeys, passwordFile } from "./jigasi/passwords.ts";
import { secretsFolder, transcriptsFolder } from "./names.ts";
import { googleKey } from "./transcriber/google.ts";

/** File in the transcriber's secrets folder that holds the key to transcription.remoteConfig.url. */
export const transcriberConfigKeyFile = "transcriber-config-key";

/**
 * The files of the transcriber: jigasi in its other role. Its start script does what jigasi's does, and makes Google's key file
 * of /secrets/google-credentials where that is, else of google.json and the two members of it that are secrets.
 */
export function renderTranscriber(settings: Settings): Files {
  const { transcription } = settings;
  return {
    "sip-communicator.properties": properties({ ...transcriber(settings), ...transcription.options }),
    "passwords.map": passwordFile(transcriberPasswordKeys(settings)),
    "jigasi.conf": hocon(httpServer(settings, transcription.metrics)),
    "logging.properties": gatewayLogging("transcriber", transcription),
    environment: environmentFile({
      // The engines' certificates are of public authorities, Prosody's of the stack's own.
      TRUST: "public",
      ROLE: "transcriber",
      ...(transcription.sentry ? sentryVariables(settings, "jigasi") : {}),
    }),
    ...googleKey(transcription),
  };
}

/** Properties of the transcriber that hold a password: name -> its file in the secrets folder, and how it is written. */
export function transcriberPasswordKeys({ transcription }: Settings): PasswordKeys {
  return {
    ...controlPassword,
    "org.jitsi.jigasi.xmpp.acc.PASS": { file: "transcriber-password", encoding: "plain" },
    ...(transcription.whisper.keyName === undefined
      ? {}
      : { [`${prefix}.whisper.private_key`]: { file: "whisper-private-key", encoding: "plain" } }),
  };
}

const prefix = "org.jitsi.jigasi.transcription";

function transcriber(settings: Settings): Properties {
  const { transcription } = settings;
  return {
    "org.jitsi.jigasi.ENABLE_SIP": "false",
    "org.jitsi.jigasi.ENABLE_TRANSCRIPTION": "true",
    ...common(settings, { ...transcription, statsId: "transcriber" }),
    ...controlAccount(settings),
    "org.jitsi.jigasi.xmpp.acc.USER_ID": `${transcriberUser}@${domains(settings).hidden}`,
    "org.jitsi.jigasi.xmpp.acc.ANONYMOUS_AUTH": "false",
    ...Object.fromEntries(
      Object.entries({ ...transcripts(settings), ...engine(transcription), ...translation(transcription) }).map(
        ([key, value]) => [`${prefix}.${key}`, value],
      ),
    ),
  };
}

function transcripts(settings: Settings): Properties {
  const { saving, advertiseUrl, sendText, recordAudio, filterSilence } = settings.transcription;
  return {
    DIRECTORY: transcriptsFolder,
    BASE_URL: `${publicUrl(settings)}/transcripts`,
    // No server of its own: the web server has what is to be seen.
    "jetty.port": "-1",
    ADVERTISE_URL: String(saving && advertiseUrl),
    SAVE_JSON: "false",
    SAVE_TXT: String(saving),
    // Subtitles are made of it.
    SEND_JSON: "true",
    SEND_TXT: String(sendText),
    RECORD_AUDIO: String(recordAudio),
    RECORD_AUDIO_FORMAT: "wav",
    FILTER_SILENCE: String(filterSilence),
  };
}

/** The classes that make text of speech. Google's is jigasi's own choice where nothing else is named. */
const services: Readonly<Record<string, string>> = {
  google: "org.jitsi.jigasi.transcription.GoogleCloudTranscriptionService",
  vosk: "org.jitsi.jigasi.transcription.VoskTranscriptionService",
  whisper: "org.jitsi.jigasi.transcription.WhisperTranscriptionService",
  oracle: "org.jitsi.jigasi.transcription.OracleTranscriptionService",
};

/** The engine that a class of jigasi's belongs to. Undefined: it is none of jigasi's. */
export function engineOf(service: string): "google" | "vosk" | "whisper" | "oracle" | undefined {
  return (["google", "vosk", "whisper", "oracle"] as const).find((engine) => services[engine] === service);
}

function engine({ engine, customService, vosk, whisper, oracle, remoteConfig }: Settings["transcription"]): Properties {
  return given({
    customService: engine === undefined ? undefined : engine === "custom" ? customService : services[engine],
    "vosk.websocket_url": vosk.url,
    "whisper.websocket_url": whisper.url,
    "whisper.private_key_name": whisper.keyName,
    "oci.websocketUrl":
      oracle.region === undefined ? undefined : `wss://realtime.aiservice.${oracle.region}.oci.oraclecloud.com`,
    "oci.compartmentId": oracle.compartment,
    remoteTranscriptionConfigUrl: remoteConfig.url,
    "remoteTranscriptionConfigUrl.keyPath":
      remoteConfig.keyId === undefined ? undefined : `${secretsFolder}/${transcriberConfigKeyFile}`,
    "remoteTranscriptionConfigUrl.kid": remoteConfig.keyId,
    "remoteTranscriptionConfigUrl.aud": remoteConfig.audience,
  });
}

function translation({ translation, customTranslationService, libreTranslate }: Settings["transcription"]): Properties {
  const libre = "org.jitsi.jigasi.transcription.LibreTranslateTranslationService";
  return given({
    ENABLE_TRANSLATION: String(translation),
    translationService: customTranslationService ?? (libreTranslate.url === undefined ? undefined : libre),
    "libreTranslate.api_url": libreTranslate.url,
  });
}

function given(properties: Readonly<Record<string, string | undefined>>): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
