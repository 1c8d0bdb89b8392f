import { describe, expect, it, test } from "@jest/globals";
import { importEnv } from "../../../config/env-file.ts";

/** What becomes of one line: the answer, the settings, and their values. */
function outcome(text: string) {
  const { answer, setting, value } = importEnv(text)[0] ?? {};
  return [answer, setting, value];
}

describe("a time span of a recorder's variables", () => {
  test.each([
    ["JIBRI_PENDING_TIMEOUT=90", "recording.pendingTimeout", 90],
    ["JIBRI_PENDING_TIMEOUT=90 seconds", "recording.pendingTimeout", 90],
    ["JIBRI_PENDING_TIMEOUT=2m", "recording.pendingTimeout", 120],
    ["JIBRI_PENDING_TIMEOUT=1500 millis", "recording.pendingTimeout", 2],
    ["JIBRI_USAGE_TIMEOUT=0", "recording.usageTimeout", 0],
    ["JIBRI_USAGE_TIMEOUT=3 hours", "recording.usageTimeout", 180],
    ["JIBRI_USAGE_TIMEOUT=90 seconds", "recording.usageTimeout", 2],
  ])("%s becomes %s", (text, setting, value) => {
    expect(outcome(text)).toEqual(["translated", setting, value]);
  });

  it("of no sense is refused", () => {
    expect(outcome("JIBRI_PENDING_TIMEOUT=soon")).toEqual(["refused", null, "soon"]);
    expect(outcome("JIBRI_USAGE_TIMEOUT=5 moons")).toEqual(["refused", null, "5 moons"]);
  });

  it("without a unit is refused where upstream took it for milliseconds, and nobody knows what was meant", () => {
    expect(outcome("JIBRI_USAGE_TIMEOUT=60")).toEqual(["refused", null, "60"]);
  });
});

describe("a recorder's variable", () => {
  test.each([
    ["JIBRI_RECORDING_STREAMING_MAX_BITRATE=2976k", "recording.streamingMaxBitrate", 2976],
    ["JIBRI_RECORDING_STREAMING_MAX_BITRATE=4M", "recording.streamingMaxBitrate", 4000],
    ["JIBRI_RECORDING_STREAMING_MAX_BITRATE=2500000", "recording.streamingMaxBitrate", 2500],
  ])("%s becomes %s", (text, setting, value) => {
    expect(outcome(text)).toEqual(["translated", setting, value]);
  });

  test.each([
    ["ENABLE_RECORDING=1", "recording.enabled", true],
    ["JIBRI_RECORDING_RESOLUTION=1920x1080", "recording.resolution", "1920x1080"],
    ["CHROMIUM_FLAGS=--kiosk,--lang=de", "recording.chromiumFlags", ["--kiosk", "--lang=de"]],
    ["ENABLE_STATS_D=true", "recording.statsd.enabled", true],
    ["JIBRI_WEBHOOK_SUBSCRIBERS=http://a.example.org", "recording.webhooks", ["http://a.example.org"]],
    ["ENABLE_LIVESTREAMING=1", "recording.liveStreaming.enabled", true],
  ])("%s is the setting %s", (text, setting, value) => {
    expect(outcome(text)).toEqual(["setting", setting, value]);
  });

  it("of two ends becomes two settings", () => {
    expect(outcome("JIBRI_XORG_HORIZ_SYNC=5.0 - 1000.0")).toEqual([
      "translated",
      "recording.display.horizontalSync.min, recording.display.horizontalSync.max",
      { "recording.display.horizontalSync.min": 5, "recording.display.horizontalSync.max": 1000 },
    ]);
  });

  test.each([
    "JIBRI_RECORDING_DIR=/config/recordings",
    "JIBRI_RECORDING_DIR=/storage/recordings/",
    "JIBRI_STRIP_DOMAIN_JID=muc",
    "JIBRI_BREWERY_MUC=jibribrewery",
    "JIBRI_XMPP_USER=jibri",
    "JIBRI_RECORDER_USER=recorder",
    "JIBRI_INSTANCE_ID=jibri-a",
    "JIBRI_LOGS_DIR=/config/logs",
    "XMPP_TRUST_ALL_CERTS=true",
    "DISPLAY=:0",
    "LOCAL_ADDRESS=192.0.2.1",
  ])("%s makes no difference, and is ignored", (text) => {
    expect(outcome(text)).toEqual(["ignored", null, null]);
  });

  test.each([
    ["JIBRI_RECORDING_DIR=/mnt/nas", "recordings are in the recorder's volume, each in a folder of its own. To take them elsewhere, let recording.finalizeScript move each one"],
    ["JIBRI_FINALIZE_RECORDING_SCRIPT_PATH=/config/finalize.sh", "a path inside the old container. The script itself is a setting: pulumi config set --plaintext --path recording.finalizeScript < finalize.sh"],
    ["JIBRI_BREWERY_MUC=jibris", "must be jibribrewery, or be left out: the recorders' room is always jibribrewery"],
  ])("%s is refused, with what to do instead", (text, reason) => {
    const [{ answer, reason: given } = { answer: "", reason: "" }] = importEnv(text);
    expect([answer, given]).toEqual(["refused", reason]);
  }); // prettier-ignore

  it("mistake 19: JIBRI_STRIP_DOMAIN_JID is refused unless it is the rooms' own: conference fails every recording", () => {
    expect(outcome("JIBRI_STRIP_DOMAIN_JID=conference")[0]).toBe("refused");
    expect(importEnv("XMPP_MUC_DOMAIN=conference.meet.jitsi\nJIBRI_STRIP_DOMAIN_JID=conference")[1]?.answer).toBe(
      "ignored",
    );
  });
});
