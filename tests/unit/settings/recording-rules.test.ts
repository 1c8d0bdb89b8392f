import { describe, expect, it, test } from "@jest/globals";
import { problemsOf, raw } from "./helpers.ts";

const problems = (recording: object) => problemsOf(raw({ recording, images: { packages: "rehearsal" } }));

describe("mistake 19: a recording that would fail, or be wrong, is told before:", () => {
  it("live streaming without recorders", () => {
    expect(problems({ liveStreaming: { enabled: true } })).toEqual([
      {
        path: "recording.liveStreaming.enabled",
        value: true,
        reason: "needs recording.enabled: live streams are made by the recorders",
        fix: "pulumi config set --path recording.enabled true",
      },
    ]);
  });

  it("recorders with nothing to do", () => {
    expect(problems({ enabled: true, serviceRecording: false })).toEqual([
      {
        path: "recording.serviceRecording",
        value: false,
        reason: "leaves the recorders nothing to do: live streaming is off, too",
        fix: "pulumi config set --path recording.serviceRecording true",
      },
    ]);
    expect(problems({ enabled: true, serviceRecording: false, liveStreaming: { enabled: true } })).toEqual([]);
  });

  it("a size that the display may not show", () => {
    expect(
      problems({ resolution: "1920x1080", display: { horizontalSync: { max: 50 }, verticalRefresh: { min: 75 } } }),
    ).toEqual([
      {
        path: "recording.display.horizontalSync.max",
        value: 50,
        reason: "is too low, so the recorder's display could not show 1920x1080, which needs 66.7 kHz",
        fix: "pulumi config set --path recording.display.horizontalSync.max 67",
      },
      {
        path: "recording.display.verticalRefresh.min",
        value: 75,
        reason: "is too high, so the recorder's display could not show 1920x1080, which needs 60.0 Hz",
        fix: "pulumi config set --path recording.display.verticalRefresh.min 60",
      },
    ]);
  });

  it("a range that ends before it begins", () => {
    expect(problems({ display: { verticalRefresh: { min: 90, max: 70 } } })).toEqual([
      {
        path: "recording.display.verticalRefresh.min",
        value: 90,
        reason: "is above recording.display.verticalRefresh.max",
        fix: "pulumi config set --path recording.display.verticalRefresh.min 70",
      },
    ]);
  });

  test.each(["1280x721", "1281x720", "200x100", "7680x4320", "hd", "1280 x 720"])(
    "a size that cannot be encoded, %s",
    (resolution) => {
      expect(problems({ resolution }).map(({ path }) => path)).toEqual(["recording.resolution"]);
    },
  );
});

describe("mistake 21: what happens after a recording", () => {
  it("is a script, not a path to one", () => {
    expect(problems({ finalizeScript: "/config/finalize.sh" })).toMatchObject([
      {
        path: "recording.finalizeScript",
        reason: "must be the text of a script whose first line begins with #!, with plain line ends",
      },
    ]);
  });

  it("is a script with plain line ends: with others no system would find its interpreter", () => {
    expect(problems({ finalizeScript: "#!/bin/sh\r\ntrue\r\n" }).map(({ path }) => path)).toEqual([
      "recording.finalizeScript",
    ]);
  });
});

describe("an address that means the recorder itself", () => {
  it("is refused for webhooks and statsd", () => {
    expect(problems({ webhooks: ["https://hook.example.org", "http://localhost:8080"] })).toEqual([
      {
        path: "recording.webhooks[1]",
        value: "http://localhost:8080",
        reason: "leads a recorder to itself, where nothing answers",
        fix: "pulumi config rm --path 'recording.webhooks[1]'",
      },
    ]);
    expect(problems({ statsd: { enabled: true, host: "localhost" } }).map(({ path }) => path)).toEqual([
      "recording.statsd.host",
    ]);
  });

  it("is what statsd without a server would be", () => {
    expect(problems({ statsd: { enabled: true } })).toEqual([
      {
        path: "recording.statsd.host",
        reason: "is missing: in the recorder's own container no statsd server runs",
        fix: "pulumi config set --path recording.statsd.host statsd.example.org",
      },
    ]);
  });
});

it("Dropbox sends nobody back without an app", () => {
  expect(
    problems({ dropbox: { redirectUri: "https://meet.example.org/static/oauth.html" } }).map(({ reason }) => reason),
  ).toEqual(["means nothing without recording.dropbox.appKey"]);
});

it("a stream's key pattern must be a regular expression", () => {
  expect(problems({ liveStreaming: { keyPattern: "[" } }).map(({ reason }) => reason)).toEqual([
    "must be a regular expression",
  ]);
});

describe("an upload", () => {
  it("needs a bucket, and a storage of one's own needs both keys", () => {
    expect(problems({ upload: { enabled: true, endpoint: "https://storage.example.org" } })).toEqual([
      {
        path: "recording.upload.bucket",
        reason: "is missing: recording.upload.enabled takes recordings there",
        fix: "pulumi config set --path recording.upload.bucket recordings",
      },
      ...["uploadAccessKey", "uploadSecretKey"].map((name) => ({
        path: `secrets.${name}`,
        reason: "is missing: the storage that recordings are uploaded to asks for both keys",
        fix: `pulumi config set --secret --path secrets.${name}`,
      })),
    ]);
  });

  it("to Amazon may go by the machine's own permission, without keys", () => {
    expect(problems({ upload: { enabled: true, bucket: "films" } })).toEqual([]);
  });

  it("does not go to the recorder itself", () => {
    const upload = { enabled: true, bucket: "films", endpoint: "http://localhost:9000" };
    expect(problems({ upload }).map(({ path }) => path)).toContain("recording.upload.endpoint");
  });
});
