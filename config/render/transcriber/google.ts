import type { Settings } from "../../settings/index.ts";
import type { Files } from "../files.ts";

type Transcription = Settings["transcription"];

/** Whether subtitles are translated by Google, which is jigasi's own choice. */
export function translatesByGoogle({ translation, customTranslationService, libreTranslate }: Transcription): boolean {
  return translation && customTranslationService === undefined && libreTranslate.url === undefined;
}

/** Google's key file without the key. Absent where nothing of Google is used, or the whole file is a secret. */
export function googleKey(transcription: Transcription): Files {
  const { projectId, clientEmail, clientId, clientCertUrl } = transcription.google;
  const used = transcription.engine === "google" || translatesByGoogle(transcription);
  if (!used || projectId === undefined) {
    return {};
  }
  const key = {
    type: "service_account",
    project_id: projectId,
    client_email: clientEmail,
    client_id: clientId,
    auth_uri: "https://accounts.google.com/o/oauth2/auth",
    token_uri: "https://oauth2.googleapis.com/token",
    auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
    client_x509_cert_url: clientCertUrl,
  };
  return { "google.json": `${JSON.stringify(key, null, 2)}\n` };
}
