import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The oldest Pulumi that runs this project: the first with the options that Pulumi.yaml uses. */
export const oldestPulumi = "3.227.0";

/** Providers that a stack on a Docker host needs. aws comes to these when a stack asks for it. */
const providers = ["docker", "random", "tls", "command"] as const;

/** A provider plugin, with the version that the Node package of that name asks the engine for. */
export interface Plugin {
  readonly name: (typeof providers)[number];
  readonly version: string;
}

/** The plugins that the installed Node packages ask for. */
export async function requiredPlugins(projectDir: string): Promise<Plugin[]> {
  return Promise.all(
    providers.map(async (name) => {
      const manifest = await readFile(join(projectDir, "node_modules", "@pulumi", name, "package.json"), "utf8");
      const { version, pulumi } = JSON.parse(manifest) as { version: string; pulumi: { version?: string } };
      return { name, version: pulumi.version ?? version };
    }),
  );
}

/** Whether a released version ("1.26.8", "v3.259.0") is the wanted one or a later one. Anything else is not. */
export function isAtLeast(version: string, wanted: string): boolean {
  const released = /^v?(\d+\.\d+\.\d+)$/.exec(version.trim())?.[1];
  return released !== undefined && released.localeCompare(wanted, "en", { numeric: true }) >= 0;
}

/** Folder of a plugin below a PULUMI_HOME. */
export function pluginFolder(pulumiHome: string, { name, version }: Plugin): string {
  return join(pulumiHome, "plugins", `resource-${name}-v${version}`);
}

/** Version of a required module in a go.mod. */
export function requiredModule(goMod: string, module: string): string {
  const version = goMod.match(new RegExp(`^\\s*(?:require )?${module.replaceAll(".", "\\.")} v(\\S+)`, "m"))?.[1];
  if (version === undefined) {
    throw new Error(`go.mod does not require ${module}`);
  }
  return version;
}

/** The Pulumi that is used where there is none: one version, whether downloaded or built. */
export async function pinnedPulumi(projectDir: string): Promise<string> {
  return requiredModule(
    await readFile(join(projectDir, "engine", "core", "go.mod"), "utf8"),
    "github.com/pulumi/pulumi/pkg/v3",
  );
}
