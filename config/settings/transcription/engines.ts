import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine } from "../types.ts";

const effect = ["restart transcriber"] as const;

const websocketUrl = z.url({
  protocol: /^wss?$/,
  error: "must be a WebSocket URL, such as wss://vosk.example.org:2700",
});

const javaClass = z
  .string()
  .regex(/^([a-z_][A-Za-z0-9_]*\.)+[A-Z][A-Za-z0-9_$]*$/, "must be the name of a Java class with its package");

/** Google's service account. Instead of these and secrets.googlePrivateKey the whole key file can be given: secrets.googleCredentials. */
export const google = group({
  projectId: setting(textLine.optional(), {
    doc: "Field project_id of the service account's key file.",
    env: ["GC_PROJECT_ID"],
    effect,
  }),
  clientEmail: setting(z.email("must be an e-mail address").optional(), {
    doc: "Field client_email of the service account's key file.",
    env: ["GC_CLIENT_EMAIL"],
    effect,
  }),
  clientId: setting(textLine.optional(), {
    doc: "Field client_id of the service account's key file.",
    env: ["GC_CLIENT_ID"],
    effect,
  }),
  clientCertUrl: setting(httpUrl.optional(), {
    doc: "Field client_x509_cert_url of the service account's key file.",
    env: ["GC_CLIENT_CERT_URL"],
    effect,
  }),
});

export const vosk = group({
  url: setting(websocketUrl.optional(), {
    doc: "WebSocket of the Vosk server, as the transcriber's container sees it.",
    env: ["JIGASI_TRANSCRIBER_VOSK_URL"],
    effect,
  }),
});

export const whisper = group({
  url: setting(websocketUrl.optional(), {
    doc: "WebSocket of the Whisper server (skynet), as the transcriber's container sees it.",
    env: ["JIGASI_TRANSCRIBER_WHISPER_URL"],
    effect,
  }),
  keyName: setting(textLine.optional(), {
    doc: "Name (kid) of secrets.whisperPrivateKey, which signs the requests.",
    env: ["JIGASI_TRANSCRIBER_WHISPER_PRIVATE_KEY_NAME"],
    effect,
  }),
});

export const oracle = group({
  region: setting(
    z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be a region of Oracle's cloud, such as eu-frankfurt-1")
      .optional(),
    {
      doc: "Region of Oracle's cloud whose speech service is used.",
      env: ["JIGASI_TRANSCRIBER_OCI_REGION"],
      effect,
    },
  ),
  compartment: setting(
    z
      .string()
      .regex(/^ocid1\.[a-z0-9._-]+$/i, "must be an OCID, such as ocid1.compartment.oc1..a")
      .optional(),
    {
      doc: "Compartment of Oracle's cloud, by its OCID.",
      env: ["JIGASI_TRANSCRIBER_OCI_COMPARTMENT"],
      effect,
    },
  ),
});

/** Engines of others, which must be in the transcriber's class path. */
export const customEngine = {
  customService: setting(javaClass.optional(), {
    doc: "Java class that makes text of speech, with engine custom.",
    effect,
  }),
  customTranslationService: setting(javaClass.optional(), {
    doc: "Java class that translates subtitles.",
    env: ["JIGASI_TRANSCRIBER_CUSTOM_TRANSLATION_SERVICE"],
    effect,
  }),
};
