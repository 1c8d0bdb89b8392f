import { domains, usesHiddenDomain } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";
import type { JsValue } from "../../write/js.ts";

type JsObject = Readonly<Record<string, JsValue>>;

/** config.js: recording, live streams, transcription, and the domain whose members nobody sees. */
export function recordingConfig(settings: Settings): JsObject {
  return {
    ...(usesHiddenDomain(settings) ? { hiddenDomain: domains(settings).hidden } : {}),
    ...(settings.recording.enabled ? recording(settings) : {}),
    transcription: transcription(settings),
  };
}

function recording({ recording }: Settings): JsObject {
  const { serviceRecording, sharing, storageWarning, requireConsent, consentUrl } = recording;
  return {
    recordingService: {
      enabled: serviceRecording,
      sharingEnabled: sharing,
      hideStorageWarning: !storageWarning,
    },
    liveStreaming: liveStreaming(recording.liveStreaming),
    ...(requireConsent || consentUrl !== undefined
      ? { recordings: given({ requireConsent, consentLearnMoreLink: consentUrl }) }
      : {}),
    ...(recording.dropbox.appKey === undefined
      ? {}
      : { dropbox: given({ appKey: recording.dropbox.appKey, redirectURI: recording.dropbox.redirectUri }) }),
  };
}

function liveStreaming({
  enabled,
  termsUrl,
  dataPrivacyUrl,
  helpUrl,
  keyPattern,
}: Settings["recording"]["liveStreaming"]): JsObject {
  return given({
    enabled,
    termsLink: termsUrl,
    dataPrivacyLink: dataPrivacyUrl,
    helpLink: helpUrl,
    validatorRegExpString: keyPattern,
  });
}

/** Written where it is off, too: the page would go on to show a tab for subtitles. */
function transcription({ transcription }: Settings): JsObject {
  const { enabled, useAppLanguage, preferredLanguage, translationLanguages, translationLanguagesHead } = transcription;
  if (!enabled) {
    return { enabled, disableClosedCaptions: true };
  }
  return given({
    enabled,
    disableClosedCaptions: false,
    translationEnabled: transcription.translation,
    // An empty list would leave nothing to translate to.
    translationLanguages: translationLanguages.length === 0 ? undefined : translationLanguages,
    translationLanguagesHead,
    useAppLanguage,
    preferredLanguage,
    autoTranscribeOnRecord: transcription.autoTranscribeOnRecord,
    autoCaptionOnTranscribe: transcription.autoCaptionOnTranscribe,
  });
}

/** An object without the members that have no value. */
function given(members: Readonly<Record<string, JsValue | undefined>>): JsObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, JsValue] => member[1] !== undefined),
  );
}
