import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { command, SetupError } from "./command.ts";

/** What building the images takes at most, with some room to run in. */
export const neededGigabytes = 3;

/** @throws SetupError if the Docker daemon's disk has less free than is needed, in GB. A daemon on another machine is not checked. */
export async function checkDisk(needed = neededGigabytes): Promise<void> {
  const folder = (await command("docker", ["info", "--format", "{{.DockerRootDir}}"])).trim();
  if (!existsSync(folder)) {
    return;
  }
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free < needed) {
    throw new SetupError(
      `The disk of ${folder} has ${free.toFixed(1)} GB free, the images need about ${String(needed)}. Make room, with docker system prune perhaps, and run the same command again.`,
    );
  }
}
