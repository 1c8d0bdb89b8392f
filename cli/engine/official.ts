import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import type { Report } from "./types.ts";
import { isAtLeast, oldestPulumi, pluginFolder, type Plugin } from "./versions.ts";

/** Seconds that a download may take in all. A place that cannot be reached at all says so at once. */
const downloadLimit = 300;

/** npm's own patience is minutes. */
const impatientNpm = { npm_config_fetch_retries: "0", npm_config_fetch_timeout: "15000" };

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** A program's standard output, or undefined when it failed or took too long. */
async function output(
  file: string,
  args: readonly string[],
  { env = {}, seconds }: RunOptions,
): Promise<string | undefined> {
  const result = await execa(file, [...args], { env, timeout: seconds * 1000, reject: false, stdin: "ignore" });
  return result.failed ? undefined : result.stdout;
}

async function isUsablePulumi(file: string): Promise<boolean> {
  const version = await output(file, ["version"], { seconds: 20 });
  return version !== undefined && isAtLeast(version, oldestPulumi);
}

/** The `pulumi` on a search path that is new enough. Folders below `except`, where built engines are, do not count. */
export async function pulumiOnPath(searchPath: string | undefined, except: string): Promise<string | undefined> {
  for (const folder of (searchPath ?? "").split(delimiter)) {
    const file = join(folder, "pulumi");
    if (folder !== "" && !folder.startsWith(except) && existsSync(file) && (await isUsablePulumi(file))) {
      return file;
    }
  }
  return undefined;
}

/** The official CLI through its npm package, which installs it below PULUMI_HOME. */
export async function pulumiThroughNpm(
  version: string,
  pulumiHome: string,
  report: Report,
): Promise<string | undefined> {
  const file = join(pulumiHome, "versions", version, "bin", "pulumi");
  if (!existsSync(file)) {
    report(`Pulumi ${version}: asking its vendor`);
    await output("npm", ["exec", "--yes", "--loglevel=silent", `pulumi@${version}`, "--", "version"], {
      env: { ...impatientNpm, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
      seconds: downloadLimit,
    });
  }
  const usable = existsSync(file) && (await isUsablePulumi(file));
  return usable ? file : undefined;
}

/** The PULUMI_HOME of a person's own Pulumi. */
export function ownPulumiHome(env: NodeJS.ProcessEnv = process.env): string {
  return env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
}

/** Makes sure of the plugins, downloading those that are missing. False when one cannot be had. */
export async function havePlugins(
  pulumi: string,
  pulumiHome: string,
  plugins: readonly Plugin[],
  report: Report,
): Promise<boolean> {
  for (const plugin of plugins) {
    if (existsSync(pluginFolder(pulumiHome, plugin))) {
      continue;
    }
    report(`${plugin.name} provider ${plugin.version}: asking its vendor`);
    const args = ["plugin", "install", "resource", plugin.name, plugin.version];
    const env = { PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" };
    if ((await output(pulumi, args, { env, seconds: downloadLimit })) === undefined) {
      return false;
    }
  }
  return true;
}
