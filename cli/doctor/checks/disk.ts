import { join } from "node:path";
import { neededGigabytes } from "../../setup/disk.ts";
import { broken, type Check, type Finding, warning } from "../finding.ts";
import { elsewhere } from "../sight.ts";

/** Below this, what runs may fail at any time. */
const leastGigabytes = 1;

/** Files that must still fit on the disk. An image's layers are some ten thousand. */
const leastFiles = 20_000;

const fix = "docker system df, then docker image prune and docker builder prune; or a larger disk";

function findings(folder: string, freeBytes: number, freeFiles: number): Finding[] {
  const free = freeBytes / 1e9;
  if (free < leastGigabytes) {
    const problem = `the disk of ${folder} has ${free.toFixed(1)} GB free`;
    return [broken({ problem, effect: "accounts, recordings and logs cannot be written; services fail", fix })];
  }
  if (freeFiles < leastFiles) {
    const problem = `the disk of ${folder} has room for ${String(freeFiles)} more files`;
    return [broken({ problem, effect: "accounts, recordings and logs cannot be written; services fail", fix })];
  }
  return free < neededGigabytes
    ? [
        warning({
          problem: `the disk of ${folder} has ${free.toFixed(1)} GB free, images need about ${String(neededGigabytes)}`,
          effect: "the next change that builds an image fails",
          fix,
        }),
      ]
    : [];
}

export const disk: Check = {
  title: "Disk of Docker's volumes",
  skip: (sight) => elsewhere(sight) ?? (typeof sight.daemon === "string" ? "Docker does not answer" : undefined),
  run: async ({ machine, daemon }) => {
    if (typeof daemon === "string") {
      return [];
    }
    // Volumes may have a disk of their own, and only root may look into the folder.
    for (const folder of [join(daemon.folder, "volumes"), daemon.folder]) {
      const found = await machine.disk(folder);
      if (found !== undefined) {
        return findings(folder, found.freeBytes, found.freeFiles);
      }
    }
    return [];
  },
};
