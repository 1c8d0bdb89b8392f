import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildEngine } from "./build.ts";
import { earlierChoice, rememberChoice, type Choice } from "./choice.ts";
import { engineVariables } from "./environment.ts";
import { havePlugins, ownPulumiHome, pulumiOnPath, pulumiThroughNpm } from "./official.ts";
import { engineCache } from "./store.ts";
import type { Engine, Report } from "./types.ts";
import { pinnedPulumi, pluginFolder, requiredPlugins, type Plugin } from "./versions.ts";

export type { Engine, EngineKind, Report } from "./types.ts";

/** What the choice of an engine takes. */
export interface EngineOptions {
  readonly projectDir: string;
  /** Takes progress, one line at a time; a build takes minutes. */
  readonly report: Report;
  /** Where built and downloaded engines are kept. Default: the person's cache folder. */
  readonly cache?: string;
}

interface Wanted extends EngineOptions {
  readonly cache: string;
  readonly pulumi: string;
  readonly plugins: readonly Plugin[];
}

type Found = Omit<Choice, "versions">;

async function fromPath({ cache, plugins, report }: Wanted): Promise<Found | undefined> {
  const pulumi = await pulumiOnPath(process.env["PATH"], cache);
  const pulumiHome = ownPulumiHome();
  return pulumi !== undefined && (await havePlugins(pulumi, pulumiHome, plugins, report))
    ? { kind: "path", pulumi, pulumiHome }
    : undefined;
}

async function throughNpm({ cache, pulumi: version, plugins, report }: Wanted): Promise<Found | undefined> {
  const pulumiHome = join(cache, "official");
  const pulumi = await pulumiThroughNpm(version, pulumiHome, report);
  return pulumi !== undefined && (await havePlugins(pulumi, pulumiHome, plugins, report))
    ? { kind: "npm", pulumi, pulumiHome }
    : undefined;
}

async function fromSource({ projectDir, cache, report }: Wanted): Promise<Found> {
  return { kind: "built", ...(await buildEngine(projectDir, cache, report)) };
}

/** Whether what was once chosen is still there. A built engine is not asked: building checks, and is quick when done. */
function stillThere(choice: Choice, plugins: readonly Plugin[]): boolean {
  return existsSync(choice.pulumi) && plugins.every((plugin) => existsSync(pluginFolder(choice.pulumiHome, plugin)));
}

async function choose(wanted: Wanted, earlier: Choice | undefined): Promise<Found> {
  if (earlier?.kind === "built") {
    return fromSource(wanted);
  }
  if (earlier !== undefined && stillThere(earlier, wanted.plugins)) {
    return earlier;
  }
  return (await fromPath(wanted)) ?? (await throughNpm(wanted)) ?? (await fromSource(wanted));
}

/**
 * Finds the Pulumi engine that runs this project: the person's own if it is new enough, else the official one through
 * npm, else one built from source. Remembers the choice; delete .jitsi/engine.json to choose anew.
 * @throws {SetupError} when the machine lacks what a build takes, or a build fails
 */
export async function chooseEngine(options: EngineOptions): Promise<Engine> {
  const { projectDir, cache = engineCache() } = options;
  const [pulumi, plugins] = await Promise.all([pinnedPulumi(projectDir), requiredPlugins(projectDir)]);
  const wanted: Wanted = { ...options, cache, pulumi, plugins };
  const versions = [`pulumi ${pulumi}`, ...plugins.map(({ name, version }) => `${name} ${version}`)].join(", ");
  const earlier = await earlierChoice(projectDir, versions);
  const choice: Choice = { ...(await choose(wanted, earlier)), versions };
  if (earlier === undefined || earlier.pulumi !== choice.pulumi || earlier.kind !== choice.kind) {
    await rememberChoice(projectDir, choice);
  }
  return { pulumi: choice.pulumi, env: engineVariables(choice), kind: choice.kind };
}
