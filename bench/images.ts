import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { command } from "../cli/setup/command.ts";
import { baseImage } from "../cli/setup/base-image.ts";
import { projectDir } from "../cli/bootstrap.mjs";
import { type ServiceImage, serviceImages } from "../components/images.ts";
import { rehearsalDirectory } from "../config/packages.ts";
import { checkSettings } from "../config/parse.ts";
import type { Row } from "./rows.ts";
import { readUpstream, upstreamDockerfile } from "./upstream.ts";

/** The most that our image may add to Debian, as a share of what upstream's packages add. */
const promised = 0.6;

const folder = join(projectDir, "images");
const tag = (name: string): string => `jitsi-bench/${name}`;

async function build(name: string, args: readonly string[], options: { input?: string } = {}): Promise<void> {
  await command("docker", ["build", "--quiet", "--force-rm", `--tag=${tag(name)}`, ...args], options);
}

async function buildOurs({ name, on, holds, args = {} }: ServiceImage): Promise<void> {
  await build(name, [
    `--build-arg=BASE=${tag(on)}`,
    `--build-arg=PACKAGES=${tag("packages")}`,
    `--build-arg=VERSIONS=${holds ?? ""}=${versionOf(holds ?? "")}`,
    ...Object.entries(args).map(([argument, value]) => `--build-arg=${argument}=${value}`),
    join(folder, name),
  ]);
}

/** Version of a rehearsal package, by its file's name. Empty where there is none. */
function versionOf(name: string): string {
  const file = readdirSync(join(projectDir, rehearsalDirectory)).find((one) => one.startsWith(`${name}_`));
  return file?.split("_")[1] ?? "";
}

async function megabytes(image: string): Promise<number> {
  return Number(await command("docker", ["image", "inspect", "--format", "{{.Size}}", image])) / 1e6;
}

/** Why an image cannot be measured. Undefined: it can. */
function obstacle({ name, holds }: ServiceImage): string | undefined {
  return !existsSync(join(folder, name))
    ? `there is no images/${name}`
    : holds !== undefined && versionOf(holds) === ""
      ? `there is no rehearsal package ${holds}`
      : undefined;
}

/** What each image adds to Debian, against what upstream's packages add to the same. */
export async function imageRows(report: (line: string) => void): Promise<Row[]> {
  const upstream = await readUpstream();
  // Upstream's recorder always has the program that uploads.
  const upload = { enabled: true, bucket: "recordings" };
  const everything = { recording: { enabled: true, upload }, telephony: { enabled: true } };
  const { settings } = checkSettings(everything, { withoutPackages: true }).parsed;
  const images = serviceImages(settings).filter(({ name }) => Object.hasOwn(upstream.images, name));
  const packages = ["--file", join(folder, "packages-directory", "Dockerfile"), join(projectDir, rehearsalDirectory)];
  await build("base", [join(folder, "base")]);
  await build("base-java", [`--build-arg=BASE=${tag("base")}`, join(folder, "base-java")]);
  await build("packages", packages);
  const debian = await megabytes(baseImage);
  const rows: Row[] = [];
  for (const image of images) {
    const missing = obstacle(image);
    if (missing !== undefined) {
      report(`${image.name} is not measured: ${missing}`);
      continue;
    }
    report(`building ${image.name}, ours and upstream's`);
    await buildOurs(image);
    await build(`upstream-${image.name}`, ["-"], { input: upstreamDockerfile(upstream, image.name) });
    const ours = (await megabytes(tag(image.name))) - debian;
    const theirs = (await megabytes(tag(`upstream-${image.name}`))) - debian;
    rows.push(
      { what: `${image.name} adds to Debian`, value: ours, unit: "MB" },
      { what: `upstream's packages for ${image.name} add`, value: theirs, unit: "MB" },
      { what: `ratio of ${image.name}`, value: ours / theirs, unit: "x", limit: promised },
    );
  }
  return rows;
}
