import { removeCommand, setCommand } from "../commands.ts";
import { lineFrequency, modeOf, refreshRate } from "../render/jibri/xorg.ts";
import type { Rule } from "./draft.ts";
import { reachable } from "./inside.ts";
import { uploadRules } from "./recording-upload.ts";

const streamingWithoutRecorders: Rule = {
  reads: ["recording.enabled", "recording.liveStreaming.enabled"],
  check: ({ settings: { recording } }) =>
    recording.liveStreaming.enabled && !recording.enabled
      ? [
          {
            path: "recording.liveStreaming.enabled",
            value: true,
            reason: "needs recording.enabled: live streams are made by the recorders",
            fix: setCommand("recording.enabled", true),
          },
        ]
      : [],
};

const recordersForNothing: Rule = {
  reads: ["recording.enabled", "recording.serviceRecording", "recording.liveStreaming.enabled"],
  check: ({ settings: { recording } }) =>
    recording.enabled && !recording.serviceRecording && !recording.liveStreaming.enabled
      ? [
          {
            path: "recording.serviceRecording",
            value: false,
            reason: "leaves the recorders nothing to do: live streaming is off, too",
            fix: setCommand("recording.serviceRecording", true),
          },
        ]
      : [],
};

interface Range {
  readonly path: string;
  readonly unit: string;
  readonly needed: number;
  readonly min: number;
  readonly max: number;
}

/** A display that cannot show the picture falls back to a smaller one, and the recording has the wrong size. */
function outside({ path, unit, needed, min, max }: Range, resolution: string) {
  if (min > max) {
    return [{ path: `${path}.min`, value: min, reason: `is above ${path}.max`, fix: setCommand(`${path}.min`, max) }];
  }
  const rounded = `${needed.toFixed(1)} ${unit}`;
  const what = `so the recorder's display could not show ${resolution}, which needs ${rounded}`;
  return [
    ...(needed < min
      ? [
          {
            path: `${path}.min`,
            value: min,
            reason: `is too high, ${what}`,
            fix: setCommand(`${path}.min`, Math.floor(needed)),
          },
        ]
      : []),
    ...(needed > max
      ? [
          {
            path: `${path}.max`,
            value: max,
            reason: `is too low, ${what}`,
            fix: setCommand(`${path}.max`, Math.ceil(needed)),
          },
        ]
      : []),
  ];
}

const displayShowsThePicture: Rule = {
  reads: [
    "recording.resolution",
    "recording.display.horizontalSync.min",
    "recording.display.horizontalSync.max",
    "recording.display.verticalRefresh.min",
    "recording.display.verticalRefresh.max",
  ],
  check: ({ settings: { recording } }) => {
    const { resolution, display } = recording;
    const mode = modeOf(resolution);
    const { horizontalSync, verticalRefresh } = display;
    return [
      ...outside(
        { path: "recording.display.horizontalSync", unit: "kHz", needed: lineFrequency(mode), ...horizontalSync },
        resolution,
      ),
      ...outside(
        { path: "recording.display.verticalRefresh", unit: "Hz", needed: refreshRate(mode), ...verticalRefresh },
        resolution,
      ),
    ];
  },
};

const statsdWithoutServer: Rule = {
  reads: ["recording.statsd.enabled", "recording.statsd.host"],
  check: ({ settings: { recording } }) =>
    recording.statsd.enabled && recording.statsd.host === undefined
      ? [
          {
            path: "recording.statsd.host",
            reason: "is missing: in the recorder's own container no statsd server runs",
            fix: setCommand("recording.statsd.host", "statsd.example.org"),
          },
        ]
      : [],
};

const dropboxWithoutApp: Rule = {
  reads: ["recording.dropbox.appKey", "recording.dropbox.redirectUri"],
  check: ({ settings: { recording } }) =>
    recording.dropbox.redirectUri !== undefined && recording.dropbox.appKey === undefined
      ? [
          {
            path: "recording.dropbox.redirectUri",
            value: recording.dropbox.redirectUri,
            reason: "means nothing without recording.dropbox.appKey",
            fix: removeCommand("recording.dropbox.redirectUri"),
          },
        ]
      : [],
};

export const recordingRules: readonly Rule[] = [
  ...uploadRules,
  streamingWithoutRecorders,
  recordersForNothing,
  displayShowsThePicture,
  statsdWithoutServer,
  dropboxWithoutApp,
  reachable("recording.webhooks", ({ recording }) => recording.webhooks, "a recorder"),
  reachable("recording.statsd.host", ({ recording }) => recording.statsd.host, "a recorder"),
];
