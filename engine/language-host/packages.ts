import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** Providers that the packages beside a program ask for, whether it uses them or not. */
export function programPackages(programDirectory: string): RequiredPackage[] {
  const folder = packageFolder(programDirectory);
  return folder === undefined ? [] : readdirSync(folder).flatMap((name) => requiredPackage(join(folder, name)) ?? []);
}
