import { setCommand, setSecretCommand } from "../commands.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

const uploadWithoutBucket: Rule = {
  reads: ["recording.upload.enabled", "recording.upload.bucket"],
  check: ({ settings: { recording } }) =>
    recording.upload.enabled && recording.upload.bucket === undefined
      ? [
          {
            path: "recording.upload.bucket",
            reason: "is missing: recording.upload.enabled takes recordings there",
            fix: setCommand("recording.upload.bucket", "recordings"),
          },
        ]
      : [],
};

/** One without the other opens nothing, and a storage of one's own has no other way in. */
const keys: Rule = {
  reads: [
    "recording.upload.enabled",
    "recording.upload.endpoint",
    "secrets.uploadAccessKey",
    "secrets.uploadSecretKey",
  ],
  check: (draft) => {
    const { upload } = draft.settings.recording;
    const names = ["uploadAccessKey", "uploadSecretKey"] as const;
    const missing = names.filter((name) => !hasSecret(draft, name));
    const needed = missing.length === 1 || (upload.enabled && upload.endpoint !== undefined);
    return needed
      ? missing.map((name) => ({
          path: `secrets.${name}`,
          reason: "is missing: the storage that recordings are uploaded to asks for both keys",
          fix: setSecretCommand(`secrets.${name}`),
        }))
      : [];
  },
};

export const uploadRules: readonly Rule[] = [
  uploadWithoutBucket,
  keys,
  reachable("recording.upload.endpoint", ({ recording }) => recording.upload.endpoint, "a recorder"),
];
