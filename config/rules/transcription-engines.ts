import { setCommand } from "../commands.ts";
import type { Problem } from "../problems.ts";
import type { Settings } from "../settings/index.ts";

/** The transcriber's settings. */
export type Transcription = Settings["transcription"];
/** What makes text of speech. */
export type Engine = NonNullable<Transcription["engine"]>;

/** The settings of the engines that have a group of their own. */
export const engineSettings = {
  google: ["projectId", "clientEmail", "clientId", "clientCertUrl"],
  vosk: ["url"],
  whisper: ["url", "keyName"],
  oracle: ["region", "compartment"],
} as const;

/** The settings of each engine, by path, with what they are set to. */
export function settingsOf(
  transcription: Transcription,
  engine: Engine,
): readonly (readonly [string, string | undefined])[] {
  if (engine === "custom") {
    return [["transcription.customService", transcription.customService]];
  }
  const group: Readonly<Record<string, string | undefined>> = transcription[engine];
  return engineSettings[engine].map((key) => [`transcription.${engine}.${key}`, group[key]]);
}

/** Every engine. */
export const engines: readonly Engine[] = ["google", "vosk", "whisper", "oracle", "custom"];
/** The settings of all engines. */
export const enginePaths = engines.flatMap((engine) =>
  engine === "custom"
    ? ["transcription.customService"]
    : engineSettings[engine].map((key) => `transcription.${engine}.${key}`),
);

const examples: Readonly<Record<string, string>> = {
  "transcription.vosk.url": "wss://vosk.example.org:2700",
  "transcription.whisper.url": "wss://whisper.example.org/ws",
  "transcription.oracle.region": "eu-frankfurt-1",
  "transcription.oracle.compartment": "ocid1.compartment.oc1..a",
  "transcription.customService": "org.example.Transcription",
  "transcription.google.projectId": "my-project",
  "transcription.google.clientEmail": "transcriber@my-project.iam.gserviceaccount.com",
  "transcription.google.clientId": "1",
  "transcription.google.clientCertUrl": "https://www.googleapis.com/robot/v1/metadata/x509/transcriber",
};

/** The settings that an engine needs and has not. */
export function missing(transcription: Transcription, engine: Engine, needed: string): Problem[] {
  return settingsOf(transcription, engine)
    .filter(([path, value]) => value === undefined && path in examples)
    .map(([path]) => ({ path, reason: `is missing: ${needed}`, fix: setCommand(path, examples[path] ?? "") }));
}
