import type { Settings } from "../../settings/index.ts";

/**
 * First package of jibri that is taken for one of docker-jitsi-meet 7439 (June 2022), which went over to PulseAudio. The package
 * does not say which release it was made for: 8.0-140 is of November 2022.
 */
const firstWithPulse = 121;

function isOld(version: string | undefined): boolean {
  const [, major, minor, build] = /^(\d+)\.(\d+)-(\d+)/.exec(version ?? "") ?? [];
  return Number(major) < 8 || (major === "8" && minor === "0" && Number(build) < firstWithPulse);
}

/** Whether recorders hear their browser through a loopback device of the host's kernel. */
export function usesAlsa({ recording, images }: Settings): boolean {
  return (recording.sound ?? (isOld(images.versions.jibri) ? "alsa" : "pulse")) === "alsa";
}

/** The host's loopback card of the n-th recorder (from 1), as the kernel names them. */
export function loopbackCard(index: number): string {
  return index === 1 ? "Loopback" : `Loopback_${String(index - 1)}`;
}

/** Devices of a card: what is played on one is heard on the other, subdevice by subdevice. */
const mixers = [
  { name: "amix", type: "dmix", subdevice: "0,0" },
  { name: "asnoop", type: "dsnoop", subdevice: "0,1" },
  { name: "bmix", type: "dmix", subdevice: "1,1" },
  { name: "bsnoop", type: "dsnoop", subdevice: "1,0" },
] as const;

/** Keys of shared memory, one for each mixer: recorders of one host must not share. */
const firstKey = 219345;

/**
 * ALSA's configuration of the n-th recorder, on a loopback card of its own. The browser plays to `amix`, and ffmpeg takes it from
 * `bsnoop`, the other end of the same cable.
 */
export function asoundrc(index: number): string {
  const card = loopbackCard(index);
  const key = firstKey + (index - 1) * mixers.length;
  return `${mixers
    .map(
      ({ name, type, subdevice }, i) => `pcm.${name} {
  type ${type}
  ipc_key ${String(key + i)}
  slave.pcm "hw:${card},${subdevice}"
}
`,
    )
    .join("")}${duplex("aduplex", "amix", "asnoop")}${duplex("bduplex", "bmix", "bsnoop")}pcm.!default {
  type plug
  slave.pcm "aduplex"
}
`;
}

function duplex(name: string, playback: string, capture: string): string {
  return `pcm.${name} {
  type asym
  playback.pcm "${playback}"
  capture.pcm "${capture}"
  hint {
    show on
    description "${name}"
  }
}
`;
}
