import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { schema } from "../../../config/settings/index.ts";
import { dockerOutput } from "../images/docker.ts";

/**
 * What stands in for upstream's images, under the names that the settings have for them: a daemon that has an image of that name
 * is asked for no other.
 */
const names = {
  etherpad: schema.parse({}).etherpad.image,
  whiteboard: schema.parse({}).whiteboard.image,
} as const;

/** Where npm's packages for such an image are kept from run to run. They are fetched here: npm in a container may lack this machine's authorities. */
function contextOf(name: string): string {
  return join(projectDir, ".jitsi", "test-images", name);
}

/** Builds the image, and says its name. Quick when it was built before. */
export async function buildTestImage(name: keyof typeof names): Promise<string> {
  const context = contextOf(name);
  const source = join(import.meta.dirname, name);
  await mkdir(context, { recursive: true });
  await cp(source, context, { recursive: true });
  await fetchPackages(context, await readFile(join(source, "package-lock.json"), "utf8"));
  await dockerOutput(["build", "--force-rm", `--tag=${names[name]}`, context]);
  return names[name];
}

/** Has npm fetch what is locked, unless it is there. */
async function fetchPackages(context: string, locked: string): Promise<void> {
  const record = join(context, "node_modules", ".fetched");
  if ((await readFile(record, "utf8").catch(() => "")) === locked) {
    return;
  }
  await execa("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: context });
  await writeFile(record, locked);
}

/** Where a module of the image's packages is on this machine. */
export function moduleOf(name: keyof typeof names, module: string): string {
  return join(contextOf(name), "node_modules", module);
}
