import { z } from "zod";
import { display } from "./recording/display.ts";
import { encoding } from "./recording/encoding.ts";
import { machine } from "./recording/machine.ts";
import { dropbox, liveStreaming } from "./recording/page.ts";
import { upload } from "./recording/upload.ts";
import { group, setting } from "./setting.ts";
import { httpUrl, port, textLine, whole } from "./types.ts";

const restartsRecorders = ["restart jibri"] as const;

/** Recording and live streaming (jibri). */
export const recording = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Meetings can be recorded and streamed, by recorders (jibri).",
    env: ["ENABLE_RECORDING"],
    effect: ["reload web", "restart prosody", "restart jicofo"],
  }),
  count: setting(whole(1, 20).default(1), {
    doc: "Recorders on this host. Each records or streams one meeting at a time.",
    effect: ["nothing"],
  }),
  serviceRecording: setting(z.boolean().default(true), {
    doc: "Moderators can record a meeting to a file. Off: the recorders only stream.",
    env: ["ENABLE_SERVICE_RECORDING"],
    effect: ["reload web"],
  }),
  sharing: setting(z.boolean().default(false), {
    doc: "Who starts a recording may say that it is to be shared with the others in the meeting.",
    env: ["ENABLE_FILE_RECORDING_SHARING"],
    effect: ["reload web"],
  }),
  storageWarning: setting(z.boolean().default(true), {
    doc: "Who starts a recording is warned that a recording is kept for a limited time.",
    effect: ["reload web"],
  }),
  requireConsent: setting(z.boolean().default(false), {
    doc: "Everybody is asked to consent when a recording starts: microphone and camera are off until then.",
    effect: ["reload web"],
  }),
  consentUrl: setting(httpUrl.optional(), {
    doc: "Page about recordings that the question for consent leads to.",
    effect: ["reload web"],
  }),
  liveStreaming,
  dropbox,
  pendingTimeout: setting(whole(1, 600).default(90), {
    doc: "How long jicofo waits for a recorder to start before it tries another one.",
    unit: "seconds",
    effect: ["restart jicofo"],
  }),
  requestRetries: setting(whole(0, 100).optional(), {
    doc: "How often jicofo tries to start a recording again, on another recorder, after one failed.",
    env: ["JIBRI_REQUEST_RETRIES"],
    derivedDefault: "5",
    effect: ["restart jicofo"],
  }),
  usageTimeout: setting(whole(0, 1440).default(0), {
    doc: "After this time a recording or live stream ends. 0: it may go on for ever.",
    unit: "minutes",
    effect: restartsRecorders,
  }),
  singleUse: setting(z.boolean().default(false), {
    doc: "A recorder ends after one recording, and is started anew for the next one.",
    env: ["JIBRI_SINGLE_USE_MODE"],
    effect: restartsRecorders,
  }),
  ...encoding,
  display,
  chromiumFlags: setting(
    z
      .array(z.string().regex(/^--[a-z0-9][a-zA-Z0-9-]*(=[ -~]+)?$/, "must be flags of Chrome, such as --kiosk"))
      .optional(),
    {
      doc: "Flags of the recorder's browser, instead of the usual ones.",
      env: ["CHROMIUM_FLAGS"],
      derivedDefault:
        "--use-fake-ui-for-media-stream, --start-maximized, --kiosk, --enabled, --autoplay-policy=no-user-gesture-required",
      effect: restartsRecorders,
    },
  ),
  ignoreCertificateErrors: setting(z.boolean().optional(), {
    doc: "The recorder's browser opens the meeting whatever certificate the web server shows.",
    env: ["IGNORE_CERTIFICATE_ERRORS"],
    derivedDefault: "true with tls.mode self-signed, else false",
    effect: restartsRecorders,
  }),
  finalizeScript: setting(
    z
      .string()
      .regex(/^#![^\r\0]*$/, "must be the text of a script whose first line begins with #!, with plain line ends")
      .optional(),
    {
      doc: "Script that runs after each recording. Its argument is the recording's folder. The recorder is busy until it ends.",
      effect: restartsRecorders,
    },
  ),
  webhooks: setting(z.array(httpUrl).default([]), {
    doc: "Base URLs that a recorder reports to: its state each minute to /v1/status, its sessions to /v1/session/status.",
    env: ["JIBRI_WEBHOOK_SUBSCRIBERS"],
    effect: restartsRecorders,
  }),
  statsd: group({
    enabled: setting(z.boolean().default(false), {
      doc: "Recorders send their numbers to a statsd server.",
      env: ["ENABLE_STATS_D"],
      effect: restartsRecorders,
    }),
    host: setting(textLine.optional(), {
      doc: "The statsd server, as the recorder's container sees it.",
      env: ["JIBRI_STATSD_HOST"],
      effect: restartsRecorders,
    }),
    port: setting(port.default(8125), {
      doc: "UDP port of the statsd server.",
      env: ["JIBRI_STATSD_PORT"],
      effect: restartsRecorders,
    }),
  }),
  metrics: setting(z.boolean().default(false), {
    doc: "A recorder answers /metrics for Prometheus in the stack's networks. Its control interface is on the same port.",
    env: ["JIBRI_ENABLE_PROMETHEUS"],
    effect: restartsRecorders,
  }),
  logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("info"), {
    doc: "How much the recorders log.",
    effect: restartsRecorders,
  }),
  upload,
  ...machine,
});
