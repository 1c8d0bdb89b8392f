import type { Settings } from "./settings/index.ts";

/** Services whose files are rendered, and for which no container exists so far. */
const unbuilt = {
  recording: "the recorders",
  telephony: "the SIP gateway",
  transcription: "the transcriber",
} as const;

/** What a stack is brought up without, though its settings ask for it: one sentence each. */
export function unbuiltWarnings(settings: Settings): readonly string[] {
  return (Object.keys(unbuilt) as (keyof typeof unbuilt)[])
    .filter((group) => settings[group].enabled)
    .map(
      (group) =>
        `${group}.enabled: accounts and files of ${unbuilt[group]} are made, a container that reads them is not part of this version`,
    );
}
