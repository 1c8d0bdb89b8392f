import { usesAlsa } from "../../config/render/jibri/sound.ts";
import type { Settings } from "../../config/settings/index.ts";

/** Recorders that hear meetings through loopback cards of the host's kernel, one card each. */
export function recordersWithLoopback(settings: Settings): number {
  return settings.recording.enabled && usesAlsa(settings) ? settings.recording.count : 0;
}
