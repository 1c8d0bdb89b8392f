import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { require } from "./apt.ts";
import { command, succeeds } from "./command.ts";

/** The image that every image of the stack starts from. */
export const baseImage = "debian:trixie-slim";

const pullSeconds = 120;

/** Makes the image from Debian's own packages, where no registry can be reached. Needs root on Debian or Ubuntu. */
async function bootstrap(): Promise<void> {
  await require([
    { package: "debootstrap", program: "debootstrap" },
  ], "to make the base image, since no image registry can be reached");
  const root = await mkdtemp(join(tmpdir(), "trixie-"));
  try {
    await command("debootstrap", ["--variant=minbase", "trixie", root]);
    const archive = execa("tar", ["-C", root, "-c", "."], { buffer: false });
    await Promise.all([archive, archive.pipe("docker", ["import", "-", baseImage])]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Makes sure that the daemon has the base image: what is there, else pulled, else made with debootstrap. */
export async function ensureBaseImage(report: (line: string) => void): Promise<void> {
  if (await succeeds("docker", ["image", "inspect", baseImage])) {
    return;
  }
  report(`pulling ${baseImage}`);
  if (await succeeds("docker", ["pull", "--quiet", baseImage], { timeout: pullSeconds * 1000 })) {
    return;
  }
  report(`${baseImage} cannot be pulled: making it with debootstrap`);
  await bootstrap();
}
