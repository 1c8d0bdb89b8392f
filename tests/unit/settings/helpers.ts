import { parseSettings, SettingsError } from "../../../config/parse.ts";
import type { Problem } from "../../../config/problems.ts";

/** Package versions, without which images.packages jitsi is not complete. */
export const versions = {
  jicofo: "1.0-1100-1",
  "jitsi-videobridge2": "2.3-200-g1",
  "jitsi-meet-web": "1.0.8000-1",
  "jitsi-meet-prosody": "1.0.8000-1",
};

/** Versions of packages that only some stacks need. */
const moreVersions = { jibri: "8.0-200-g1-1", jigasi: "1.1-400-g1-1" };

/** Raw settings that are complete, with groups of a test's own. */
export function raw(groups: Record<string, unknown> = {}): Record<string, unknown> {
  return { images: { versions: { ...versions, ...moreVersions } }, ...groups };
}

/** The problems of raw settings. None: they are good. */
export function problemsOf(groups: unknown, now?: Date): readonly Problem[] {
  try {
    parseSettings(groups, now === undefined ? {} : { now });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.problems;
    }
    throw error;
  }
}
