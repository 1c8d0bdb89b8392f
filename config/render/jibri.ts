import { jibriUser, recorderUser } from "../accounts.ts";
import { breweries, domains, measured, publicUrl } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type HoconObject, duration, env, hocon } from "../write/hocon.ts";
import { environmentFile } from "./environment.ts";
import type { Files } from "./files.ts";
import { chromiumFlags } from "./jibri/chromium.ts";
import { recorderLogging } from "./jibri/logging.ts";
import { asoundrc, usesAlsa } from "./jibri/sound.ts";
import { rcloneConfig, uploadVariables } from "./jibri/upload.ts";
import { xorgConfig } from "./jibri/xorg.ts";
import { mucPrefix, prosodyHost } from "./names.ts";

/** Where a recorder keeps recordings, each in a folder of its own. A volume must be there. */
export const recordingsFolder = "/storage/recordings";

/** Where what a recorder's programs print is kept. A volume must be there, too. */
export const recorderLogs = "/storage/logs";

/** Program in the image that uploads a recording and runs a copy of finalize.sh, as far as they are wanted. */
export const finalizeProgram = "/usr/local/bin/finalize";

/** Ports of a recorder's HTTP servers: health, metrics and control; and graceful shutdown. */
export const recorderPorts = { control: 2222, shutdown: 3333 } as const;

/** Name of the n-th recorder (from 1): its container. */
export function recorderName(index: number): string {
  return `jibri-${String(index)}`;
}

/**
 * The files of the n-th recorder (from 1). Its start script gives it, besides the passwords and whom it trusts, INSTANCE_ID: the
 * recorder's nickname in the room where jicofo finds it, unique to each start.
 */
export function renderJibri(settings: Settings, index: number): Files {
  const { recording } = settings;
  const { finalizeScript, upload } = recording;
  return {
    "jibri.conf": hocon({ jibri: jibri(settings) }),
    "logging.properties": recorderLogging(recorderName(index), recording.logLevel),
    "xorg.cfg": xorgConfig(recording),
    environment: environmentFile({
      // Web hooks are called by TLS that a public authority vouches for.
      TRUST: recording.webhooks.length > 0 ? "public" : "stack",
      ...(upload.enabled ? uploadVariables(upload) : {}),
    }),
    ...(finalizeScript === undefined ? {} : { "finalize.sh": finalizeScript }),
    ...(upload.enabled ? { "rclone.ini": rcloneConfig(upload) } : {}),
    ...(usesAlsa(settings) ? { asoundrc: asoundrc(index) } : {}),
  };
}

function jibri(settings: Settings): HoconObject {
  const { recording } = settings;
  return {
    id: env("INSTANCE_ID"),
    "single-use-mode": recording.singleUse,
    api: {
      http: {
        // Whoever reaches it can start and stop recordings.
        "external-api-host": measured(settings, recording.metrics) ? "0.0.0.0" : "127.0.0.1",
        "external-api-port": recorderPorts.control,
        "internal-api-port": recorderPorts.shutdown,
      },
      xmpp: { environments: [environment(settings)] },
    },
    recording: {
      "recordings-directory": recordingsFolder,
      // Without one of its own jibri would look for a script that is not there, and say so after each recording.
      "finalize-script":
        recording.finalizeScript === undefined && !recording.upload.enabled ? "/bin/true" : finalizeProgram,
    },
    webhook: { subscribers: recording.webhooks },
    ffmpeg: ffmpeg(settings),
    chrome: { flags: chromiumFlags(settings) },
    stats: stats(settings),
  };
}

function environment(settings: Settings): HoconObject {
  const { main, auth, hidden, internalMuc } = domains(settings);
  const [room = ""] = breweries(settings).jibri.split("@");
  return {
    name: prosodyHost,
    "xmpp-server-hosts": [prosodyHost],
    "xmpp-domain": main,
    "base-url": publicUrl(settings),
    "control-muc": { domain: internalMuc, "room-name": room, nickname: env("INSTANCE_ID") },
    "control-login": {
      // The domain it logs in to, and the name that must be in Prosody's certificate.
      domain: auth,
      port: internalPorts.xmppClient,
      username: jibriUser,
      password: env("XMPP_PASSWORD"),
    },
    "call-login": { domain: hidden, username: recorderUser, password: env("RECORDER_PASSWORD") },
    // What is left of a room's domain is the tenant in the meeting's URL.
    "strip-from-room-domain": `${mucPrefix(settings)}.`,
    "usage-timeout": duration(settings.recording.usageTimeout, "minutes"),
    "security-mode": "required",
    "trust-all-xmpp-certs": false,
  };
}

function ffmpeg(settings: Settings): HoconObject {
  const { recording } = settings;
  const { streamingMaxBitrate: bitrate, encodePreset } = recording;
  return {
    resolution: recording.resolution,
    ...(usesAlsa(settings)
      ? { "audio-source": "alsa", "audio-device": "plug:bsnoop" }
      : { "audio-source": "pulse", "audio-device": "default" }),
    framerate: recording.framerate,
    "queue-size": recording.queueSize,
    "streaming-max-bitrate": `${String(bitrate)}k`,
    "streaming-buf-size": `${String(2 * bitrate)}k`,
    "video-encode-preset-recording": encodePreset.recording,
    "video-encode-preset-streaming": encodePreset.streaming,
    "h264-constant-rate-factor": recording.constantRateFactor,
  };
}

function stats(settings: Settings): HoconObject {
  const { statsd, metrics } = settings.recording;
  return {
    "enable-stats-d": statsd.enabled,
    ...(statsd.enabled && statsd.host !== undefined ? { host: statsd.host, port: statsd.port } : {}),
    prometheus: { enabled: measured(settings, metrics) },
  };
}
