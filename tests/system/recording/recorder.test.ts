import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import type { Service } from "../images/service.ts";
import { type Media, media } from "./media.ts";
import { type Meeting, openMeeting, watchBrewery } from "./meeting.ts";
import { type Studio, openStudio } from "./studio.ts";

jest.setTimeout(300_000);

const script = `#!/bin/sh
touch "$1/finalizing"
while [ ! -e /tmp/go-on ]; do sleep 0.1; done
echo "this is the script, for $1"
mv "$1/finalizing" "$1/finalized"
`;

let studio: Studio;
let recorder: Service;
let brewery: () => Readonly<Record<string, string>>;
let first: Meeting;

async function files(): Promise<string[]> {
  const { stdout } = await recorder.exec("sh", "-c", "cd /storage/recordings && find . -type f | sort");
  return stdout.split("\n").filter((line) => line !== "");
}

function busyStates(): string[] {
  return Object.values(brewery()).filter((state) => state !== "gone");
}

beforeAll(async () => {
  studio = await openStudio();
  recorder = await studio.recorder({
    recording: { finalizeScript: script },
    options: ["--volume=/storage/recordings"],
  });
  brewery = await watchBrewery(await studio.account("jvb"));
}, 900_000);

afterAll(() => studio.close());

test("a recorder announces itself, under a name that is new at each start", () => {
  const [[name, state] = ["", ""]] = Object.entries(brewery());
  expect([/^jibri-1-\d{10}$/.test(name), state]).toEqual([true, "idle healthy"]);
});

describe("a recording", () => {
  let kept: Media;

  test("starts when a moderator wants it, in the meeting's own page", async () => {
    first = await openMeeting(studio);
    expect(await first.order("start")).toMatchObject({ status: "pending" });
    expect(await first.news("on")).toMatchObject({ recording_mode: "file" });
    expect(busyStates()).toEqual(["busy healthy"]);
    expect(await recorder.health()).toBe("healthy");
  });

  test("keeps the recorder from a second one", async () => {
    const second = await openMeeting(studio);
    expect(await second.order("start")).toEqual({ condition: "resource-constraint" });
    expect(await first.order("start")).toEqual({ condition: "unexpected-request" });
  });

  test("ends when the moderator wants it, and is handed to the script, until whose end the recorder is busy", async () => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(await first.order("stop")).toMatchObject({ status: "off" });
    await eventually(files, (all) => all.some((file) => file.endsWith("/finalizing")));
    expect(busyStates()).toEqual(["busy healthy"]);
    await recorder.exec("touch", "/tmp/go-on");
    expect(await first.news("off")).not.toHaveProperty("failure_reason");
    expect(busyStates()).toEqual(["idle healthy"]);
    expect(await recorder.log()).toContain("this is the script, for /storage/recordings/");
  });

  test("is a folder with a film, what is known of the meeting, and what the script left", async () => {
    const all = (await files()).map((file) => file.replace(/^\.\/[0-9a-f-]{36}\//, ""));
    expect(all.map((file) => file.replace(/_[\d-]+\.mp4$/, "_DATE.mp4"))).toEqual([
      "finalized",
      `${first.name}_DATE.mp4`,
      "metadata.json",
    ]);
    const { stdout } = await recorder.exec("sh", "-c", "cat /storage/recordings/*/metadata.json");
    expect(JSON.parse(stdout)).toEqual({
      meeting_url: `https://localhost:8443/${first.name}`,
      participants: [{ name: "Alice" }],
    });
  });

  test("has a picture and a sound that can be seen and heard", async () => {
    kept = await media(recorder, "/storage/recordings/*/*.mp4");
    expect(kept.streams).toEqual([
      { codec_name: "h264", codec_type: "video", width: 1280, height: 720, r_frame_rate: "30/1" },
      { codec_name: "aac", codec_type: "audio", sample_rate: "44100" },
    ]);
    expect(kept.seconds).toBeGreaterThan(4);
    expect(kept.seconds).toBeLessThan(60);
    // Black, or any other one colour, has no contrast. Silence is -91 dB.
    expect(kept.contrast).toBeGreaterThan(60);
    expect(kept.differentFrames).toBeGreaterThan(10);
    expect(kept.loudness).toBeGreaterThan(-40);
  });
});

test("nobody but a moderator may ask for one", async () => {
  const guest = await studio.guest();
  expect(await first.orderAs(guest, "start")).toEqual({ condition: "not-allowed" });
});
