import { z } from "zod";
import { setting } from "../setting.ts";
import { memory, whole } from "../types.ts";

const effect = ["restart jibri"] as const;

/** What a recorder's container is made of, and may use. */
export const machine = {
  memory: setting(memory(4096, 2048), {
    doc: "Memory a recorder's container may use, its browser and encoder included. 1920x1080 takes about half as much again as 1280x720.",
    unit: "MiB",
    effect: ["nothing"],
  }),
  sharedMemory: setting(memory(2048, 2048), {
    doc: "Shared memory of a recorder's browser, /dev/shm. What is in use counts as the container's memory.",
    unit: "MiB",
    effect,
  }),
  stopTimeout: setting(whole(10, 3600).default(120), {
    doc: "How long a recorder may take to end a recording, and to hand it on, when its container is stopped or replaced.",
    unit: "seconds",
    effect: ["nothing"],
  }),
  chrome: setting(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+\.\d+$/, "must be a version of Google Chrome, such as 149.0.7827.114")
      .optional(),
    {
      doc: "Version of Google Chrome to record with, instead of Debian's Chromium. For amd64; downloaded from Google when the image is built.",
      effect: ["rebuild images"],
    },
  ),
  sound: setting(z.enum(["pulse", "alsa"]).optional(), {
    doc: "How a recorder hears its browser: pulse needs nothing of the host, alsa takes the loopback devices of its kernel (snd-aloop), as jibri before docker-jitsi-meet 7439 did.",
    derivedDefault: "alsa with images.versions.jibri before 8.0-121, else pulse",
    effect,
  }),
  soundGroup: setting(whole(0, 65535).default(29), {
    doc: "Number of the host's group that owns /dev/snd (stat -c %g /dev/snd/timer), with recording.sound alsa.",
    effect,
  }),
};
