import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { asoundrc } from "../../../config/render/jibri/sound.ts";
import { docker } from "../images/docker.ts";
import { imageName } from "../images/images.ts";
import { temporaryFolder } from "../images/packages.ts";
import { buildRecorder } from "./images.ts";

jest.setTimeout(60_000);

/** A recorder of old, on a machine without a sound card: the real ALSA reads its file, and misses the card that it names. */

let home: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  await buildRecorder();
  home = await temporaryFolder();
}, 900_000);
afterAll(() => home.remove());

describe("ALSA", () => {
  test.each([
    ["the encoder", 1, "arecord -d 1 -D plug:bsnoop", "Loopback"],
    ["the encoder", 2, "arecord -d 1 -D plug:bsnoop", "Loopback_1"],
    ["the browser", 2, "aplay -D default", "Loopback_1"],
  ])("leads %s of recorder %i to its own card", async (_, index, command, card) => {
    await writeFile(join(home.path, ".asoundrc"), asoundrc(index));
    const mount = [`--volume=${home.path}:/home/recorder:ro`, "--env=HOME=/home/recorder"];
    const { stderr } = await docker([
      "run", "--rm", ...mount, "--entrypoint=sh", imageName("jibri"), "-c", `${command} /dev/null`,
    ]); // prettier-ignore
    expect(stderr).toMatch(new RegExp(`Cannot get card index for ${card}$`, "m"));
  });
});

test("cards that are missing on the host are said, with the commands that make them, before any container is made", async () => {
  const result = await execa("sh", [join(projectDir, "components/commands/check-sound.sh")], {
    env: { IMAGE: imageName("base"), RECORDERS: "2" },
    reject: false,
  });
  expect(result.exitCode).toBe(1);
  expect(result.stderr.split("\n").slice(0, 4)).toEqual([
    "The Docker host has 0 loopback sound cards, and recording.sound alsa needs 2: one for each recorder. On the host, as root:",
    '  echo "options snd-aloop enable=1,1 index=0,1" > /etc/modprobe.d/alsa-loopback.conf',
    "  echo snd-aloop > /etc/modules-load.d/alsa-loopback.conf",
    "  modprobe --remove snd-aloop; modprobe snd-aloop",
  ]);
});
