import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl } from "../types.ts";

const effect = ["restart jibri"] as const;

/** Recordings go to a storage that speaks Amazon's S3. */
export const upload = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Each recording is uploaded to a storage with Amazon's S3 interface when it ends, before recording.finalizeScript runs.",
    effect: ["rebuild images", "restart jibri"],
  }),
  endpoint: setting(httpUrl.optional(), {
    doc: "The storage's address, as the recorder's container sees it.",
    derivedDefault: "Amazon's",
    effect,
  }),
  region: setting(
    z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be a region, such as eu-central-1")
      .optional(),
    { doc: "The storage's region.", derivedDefault: "the storage's default", effect },
  ),
  bucket: setting(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name: 3 to 63 of a-z, 0-9, dot and dash")
      .optional(),
    { doc: "Bucket that the recordings go to. It must be there.", effect },
  ),
  folder: setting(
    z
      .string()
      .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, "must be names with / between them, such as meetings/2026")
      .optional(),
    { doc: "Folder in the bucket. Each recording has a folder of its own there.", effect },
  ),
  keepFiles: setting(z.boolean().default(true), {
    doc: "A recording that was uploaded stays in the recorders' volume, too. One that could not be uploaded always stays.",
    effect,
  }),
});
