import type { Settings } from "../../settings/index.ts";

type Upload = Settings["recording"]["upload"];

/** Name of the storage in rclone's configuration. The image's finalize program knows it. */
const storage = "storage";

/** rclone's configuration of the storage. No key is in it; no value can have more than one line. */
export function rcloneConfig({ endpoint, region }: Upload): string {
  const lines = [
    `[${storage}]`,
    "type = s3",
    `provider = ${endpoint === undefined ? "AWS" : "Other"}`,
    ...(endpoint === undefined ? [] : [`endpoint = ${endpoint}`]),
    ...(region === undefined ? [] : [`region = ${region}`]),
    // Where no keys are given: the machine's own permission.
    "env_auth = true",
    // It must be there: a key that may upload is often not allowed to make buckets.
    "no_check_bucket = true",
  ];
  return `${lines.join("\n")}\n`;
}

/** Where recordings go, and whether they stay: for the image's finalize program. */
export function uploadVariables({ bucket = "", folder, keepFiles }: Upload): Readonly<Record<string, string>> {
  return {
    UPLOAD_COMMAND: keepFiles ? "copy" : "move",
    UPLOAD_TARGET: folder === undefined ? bucket : `${bucket}/${folder}`,
  };
}
