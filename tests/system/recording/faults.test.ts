import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import type { Service } from "../images/service.ts";
import { openMeeting, recordBriefly } from "./meeting.ts";
import { type Studio, openStudio } from "./studio.ts";

jest.setTimeout(300_000);

const ownVolume = "--volume=/storage/recordings";

let studio: Studio;

async function sh(recorder: Service, command: string): Promise<string> {
  return (await recorder.exec("sh", "-c", command)).stdout;
}

/** Exit code of a container, once it has ended. */
async function ended(recorder: Service): Promise<number> {
  const format = "{{.State.Status}} {{.State.ExitCode}}";
  const state = await eventually(
    () => dockerOutput(["inspect", `--format=${format}`, recorder.name]),
    (text) => text.startsWith("exited"),
    120,
  );
  return Number(state.trim().split(" ")[1]);
}

beforeAll(async () => {
  studio = await openStudio();
}, 900_000);
afterAll(() => studio.close());

describe("the recorder's container", () => {
  test.each([
    // Its windows go with it, and may be noticed first.
    [/the (X server|window manager) ended with \d+: the recorder cannot go on/, "Xorg"],
    [/PulseAudio ended with 137: the recorder cannot go on/, "pulseaudio"],
  ])("says %s when %s is killed, and ends", async (words, program) => {
    const recorder = await studio.recorder({ options: [ownVolume] });
    await sh(recorder, `kill -9 $(pidof ${program})`);
    expect(await ended(recorder)).toBe(1);
    expect(await recorder.log()).toMatch(words);
    await recorder.stop();
  });

  test("brings its recording to an end and to the script before it stops", async () => {
    const finalizeScript = '#!/bin/sh\nls "$1" > /storage/recordings/seen\n';
    const recorder = await studio.recorder({ recording: { finalizeScript }, options: [ownVolume] });
    const meeting = await openMeeting(studio);
    await meeting.order("start");
    await meeting.news("on", 120);
    await docker(["stop", "--time=120", recorder.name]);
    expect(await ended(recorder)).toBe(0);
    const seen = await dockerOutput(["cp", `${recorder.name}:/storage/recordings/seen`, "-"]);
    expect(seen).toMatch(/meeting-.*\.mp4\nmetadata\.json/);
    await recorder.stop();
  });
});

test("a script that fails leaves the files, and says so", async () => {
  const recorder = await studio.recorder({
    recording: { finalizeScript: "#!/bin/sh\nexit 7\n" },
    options: [ownVolume],
  });
  expect(await recordBriefly(studio)).not.toHaveProperty("failure_reason");
  expect(await sh(recorder, "ls /storage/recordings/*/")).toMatch(/^meeting-.*\.mp4/);
  expect(await recorder.log()).toContain("THE FINALIZE SCRIPT FAILED WITH 7");
  await recorder.stop();
});

test("a full volume ends the recording, keeps the film, and is said by the log and the recorder's health", async () => {
  const recorder = await studio.recorder({ options: ["--tmpfs=/storage/recordings:size=256m,uid=1000,gid=1000"] });
  const meeting = await openMeeting(studio);
  await meeting.order("start");
  await meeting.news("on", 120);
  await sh(recorder, "head --bytes=1G /dev/zero > /storage/recordings/filling");
  expect(await meeting.news("off", 120)).toMatchObject({ failure_reason: "error" });
  expect(await sh(recorder, "ls /storage/recordings/*/")).toMatch(/^meeting-.*\.mp4/);
  expect(await recorder.log()).toContain("No space left on device");
  expect(await recorder.health()).toBe("the recordings' volume is full: 0 MiB are left");
  await sh(recorder, "rm /storage/recordings/filling");
  await eventually(
    () => recorder.health(),
    (health) => health === "healthy",
    60,
  );
  await recorder.stop();
});
