import { join } from "node:path";
import { type Outcome, docker, dockerOutput } from "./docker.ts";
import { makePackages, temporaryFolder, version } from "./packages.ts";

const folder = join(import.meta.dirname, "../../../images");

/** Name of a built image. */
export function imageName(name: string): string {
  return `images-test/${name}`;
}

/** `docker build` of one of images/, with build arguments. Leftovers of a failed build are removed. */
export function build(
  name: string,
  args: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<Outcome> {
  const buildArgs = Object.entries(args).map(([key, value]) => `--build-arg=${key}=${value}`);
  return docker(["build", "--force-rm", `--tag=${imageName(name)}`, ...buildArgs, ...options, join(folder, name)]);
}

async function mustBuild(name: string, args: Readonly<Record<string, string>>): Promise<void> {
  const { code, stdout, stderr } = await build(name, args);
  if (code !== 0) {
    throw new Error(`images/${name} was not built:\n${stdout}\n${stderr}`);
  }
}

/** A packages image with every .deb of a folder, as images.packages `directory` makes it. */
export async function buildPackagesImage(name: string, debs: string): Promise<void> {
  const dockerfile = join(folder, "packages-directory/Dockerfile");
  await dockerOutput(["build", "--force-rm", `--tag=${imageName(name)}`, `--file=${dockerfile}`, debs]);
}

/** What the program says is in an image. */
export const packageOf = {
  web: "jitsi-meet-web",
  prosody: "jitsi-meet-prosody",
  jicofo: "jicofo",
  jvb: "jitsi-videobridge2",
} as const;

export type ServiceName = keyof typeof packageOf;

/** Services, with those that hold nothing of Jitsi's. */
export type ImageName = ServiceName | "acme" | "turn";

function holdsPackage(image: ImageName): image is ServiceName {
  return image in packageOf;
}

/** Builds images of services, where they need any from the packages that the tests make. Quick when they were built before. */
export async function buildImages(services: readonly ImageName[]): Promise<void> {
  const debs = await temporaryFolder();
  await makePackages(debs.path);
  await buildPackagesImage("packages", debs.path);
  await debs.remove();
  await mustBuild("base", {});
  for (const service of services) {
    const java = service === "jicofo" || service === "jvb";
    if (java) {
      await mustBuild("base-java", { BASE: imageName("base") });
    }
    const unpacked = holdsPackage(service)
      ? { PACKAGES: imageName("packages"), VERSIONS: `${packageOf[service]}=${version}` }
      : {};
    await mustBuild(service, { BASE: imageName(java ? "base-java" : "base"), ...unpacked });
  }
}

/** Builds images that hold Debian's programs alone. */
export async function buildPlainImages(names: readonly string[]): Promise<void> {
  await mustBuild("base", {});
  for (const name of names) {
    await mustBuild(name, { BASE: imageName("base") });
  }
}
