import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDir } from "../cli/bootstrap.mjs";
import { baseImage } from "../cli/setup/base-image.ts";

/** Packages of one of upstream's images, or of an image below it. */
interface Level {
  readonly on?: string;
  readonly packages: readonly string[];
  /** Where the list is from. */
  readonly source: string;
}

export interface Upstream {
  readonly levels: Readonly<Record<string, Level>>;
  readonly images: Readonly<Record<string, Level>>;
}

export async function readUpstream(): Promise<Upstream> {
  return JSON.parse(await readFile(join(projectDir, "bench", "upstream-packages.json"), "utf8")) as Upstream;
}

function install(packages: readonly string[]): string {
  return [
    "RUN apt-get update",
    `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages.join(" ")}`,
    "apt-get clean",
    "rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*",
  ].join(" && ");
}

/** A Dockerfile that does nothing but install packages, level by level as upstream's images stand on each other. */
export function upstreamDockerfile({ levels, images }: Upstream, name: string): string {
  const steps: string[] = [];
  for (let level = images[name]; level !== undefined; level = levels[level.on ?? ""]) {
    steps.unshift(install(level.packages));
  }
  return [`FROM ${baseImage}`, ...steps, ""].join("\n");
}
