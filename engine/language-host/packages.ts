import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** A provider that a program may use: plugin name and version as the engine looks for it. */
export interface RequiredPackage {
  readonly name: string;
  readonly version: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: { readonly resource?: boolean; readonly name?: string; readonly version?: string };
}

/** The nearest node_modules/@pulumi from a folder upwards. */
function packageFolder(directory: string): string | undefined {
  const candidate = join(directory, "node_modules", "@pulumi");
  if (existsSync(candidate)) {
    return candidate;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : packageFolder(parent);
}

function requiredPackage(folder: string): RequiredPackage | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) {
    return undefined;
  }
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  if (manifest.pulumi?.resource !== true || manifest.name === undefined) {
    return undefined;
  }
  return {
    name: manifest.pulumi.name ?? manifest.name.replace("@pulumi/", ""),
    version: `v${manifest.pulumi.version ?? manifest.version ?? ""}`,
  };
}

function isInstalled(found: RequiredPackage, pulumiHome: string): boolean {
  return existsSync(join(pulumiHome, "plugins", `resource-${found.name}-${found.version}`));
}

/**
 * Providers that the packages beside a program ask for. Where plugins cannot be downloaded only the installed ones are
 * named: a package that is there but not used (aws, on a Docker host) is then no reason to fail, and one that is used
 * fails with its own name.
 */
export function programPackages(programDirectory: string, env: NodeJS.ProcessEnv): RequiredPackage[] {
  const folder = packageFolder(programDirectory);
  if (folder === undefined) {
    return [];
  }
  const all = readdirSync(folder).flatMap((name) => requiredPackage(join(folder, name)) ?? []);
  if (env["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] !== "true") {
    return all;
  }
  const pulumiHome = env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  return all.filter((found) => isInstalled(found, pulumiHome));
}
