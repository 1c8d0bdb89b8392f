import { asoundrc } from "../../../config/render/jibri/sound.ts";
import type { EffectRow } from "./row.ts";

const on = { recording: { enabled: true } };
const uploading = { recording: { enabled: true, upload: { enabled: true, bucket: "films" } } };
const old = { recording: { enabled: true, sound: "alsa" } };

const storage = "jibri-1/rclone.ini";

/** A recorder's container, its image, and where recordings are uploaded to. */
export const rows: readonly EffectRow[] = [
  {
    path: "recording.memory",
    value: 8192,
    given: on,
    resources: { "jibri-1-container": { memory: [4096, 8192], memorySwap: [4096, 8192] } },
  },
  {
    path: "recording.sharedMemory",
    value: 3072,
    given: on,
    resources: { "jibri-1-container": { shmSize: [2048, 3072] } },
  },
  {
    path: "recording.stopTimeout",
    value: 600,
    given: on,
    resources: { "jibri-1-container": { destroyGraceSeconds: [120, 600] } },
  },
  {
    path: "recording.chrome",
    value: "149.0.7827.114",
    given: on,
    resources: { "images-jibri": { "build.args.CHROME": ["", "149.0.7827.114"] } },
  },
  {
    path: "recording.sound",
    value: "alsa",
    given: on,
    changes: {
      "jibri-1/jibri.conf": {
        "jibri.ffmpeg.audio-device": ["default", "plug:bsnoop"],
        "jibri.ffmpeg.audio-source": ["pulse", "alsa"],
      },
      "jibri-1/asoundrc": { "(text)": [undefined, asoundrc(1)] },
    },
  },
  {
    path: "recording.soundGroup",
    value: 63,
    given: old,
    resources: { "jibri-1-container": { "groupAdds[0]": ["29", "63"] } },
  },
  {
    path: "recording.upload.enabled",
    value: true,
    given: { recording: { enabled: true, upload: { bucket: "films" } } },
    changes: {
      "jibri-1/jibri.conf": { "jibri.recording.finalize-script": ["/bin/true", "/usr/local/bin/finalize"] },
      "jibri-1/environment": {
        UPLOAD_COMMAND: [undefined, "copy"],
        UPLOAD_TARGET: [undefined, "films"],
      },
      [storage]: {
        "[storage] type": [undefined, "s3"],
        "[storage] provider": [undefined, "AWS"],
        "[storage] env_auth": [undefined, "true"],
        "[storage] no_check_bucket": [undefined, "true"],
      },
    },
    effects: ["restart jibri"],
  },
  {
    path: "recording.upload.endpoint",
    value: "https://storage.example.org",
    given: uploading,
    changes: {
      [storage]: {
        "[storage] provider": ["AWS", "Other"],
        "[storage] endpoint": [undefined, "https://storage.example.org"],
      },
    },
  },
  {
    path: "recording.upload.region",
    value: "eu-central-1",
    given: uploading,
    changes: { [storage]: { "[storage] region": [undefined, "eu-central-1"] } },
  },
  {
    path: "recording.upload.bucket",
    value: "archive",
    given: uploading,
    changes: { "jibri-1/environment": { UPLOAD_TARGET: ["films", "archive"] } },
  },
  {
    path: "recording.upload.folder",
    value: "meetings/2026",
    given: uploading,
    changes: { "jibri-1/environment": { UPLOAD_TARGET: ["films", "films/meetings/2026"] } },
  },
  {
    path: "recording.upload.keepFiles",
    value: false,
    given: uploading,
    changes: { "jibri-1/environment": { UPLOAD_COMMAND: ["copy", "move"] } },
  },
];
