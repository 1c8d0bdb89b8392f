import { projectName } from "../config/stack-values.ts";

/** Key of a settings group in a stack file: `jitsi-meet:web`. */
export function settingKey(group: string): string {
  return `${projectName}:${group}`;
}
