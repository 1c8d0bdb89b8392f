import { join } from "node:path";
import { buildRehearsalPackages } from "../../../rehearsal/build.ts";
import { dockerOutput } from "../images/docker.ts";
import { buildImages, imageName } from "../images/images.ts";

const root = join(import.meta.dirname, "../../..");

/** Name of an image that holds a rehearsal package. */
export function rehearsalImage(name: string): string {
  return `telephony-test/${name}`;
}

/** The image with the SIP server and the softphone. */
export const sipImage = rehearsalImage("sip");

async function build(tag: string, folder: string, args: Readonly<Record<string, string>> = {}): Promise<void> {
  const buildArgs = Object.entries(args).map(([key, value]) => `--build-arg=${key}=${value}`);
  await dockerOutput(["build", "--force-rm", `--tag=${tag}`, ...buildArgs, folder]);
}

/** Builds what the tests run: Prosody and nginx, jicofo and jigasi of the rehearsal packages, and the other side. */
export async function buildTelephony(): Promise<void> {
  const { directory } = await buildRehearsalPackages({ projectDir: root, report: () => undefined });
  await buildImages(["prosody", "web", "jicofo"]);
  const packages = rehearsalImage("packages");
  const dockerfile = `--file=${join(root, "images/packages-directory/Dockerfile")}`;
  await dockerOutput(["build", "--force-rm", `--tag=${packages}`, dockerfile, directory]);
  for (const service of ["jicofo", "jigasi"]) {
    await build(rehearsalImage(service), join(root, "images", service), {
      BASE: imageName("base-java"),
      PACKAGES: packages,
      VERSIONS: "",
    });
  }
  await buildSipServer();
}

export async function buildSipServer(): Promise<void> {
  await build(sipImage, join(import.meta.dirname, "sip"));
}
