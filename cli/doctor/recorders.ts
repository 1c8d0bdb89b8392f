import type { Settings } from "../../config/settings/index.ts";

/**
 * Recorders that hear meetings through ALSA loopback cards, one card each: jibri before stable-7439.
 * The setting `recording.sound` may be missing: then all have a sound server of their own.
 */
export function recordersWithLoopback({ recording }: Settings): number {
  const { sound } = recording as { readonly sound?: string };
  return recording.enabled && sound === "alsa" ? recording.count : 0;
}
