import { cp, mkdir } from "node:fs/promises";
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
  await mkdir(context, { recursive: true });
  await cp(join(import.meta.dirname, name), context, { recursive: true });
  await execa("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: context });
  await dockerOutput(["build", "--force-rm", `--tag=${names[name]}`, context]);
  return names[name];
}

/** Where a module of the image's packages is on this machine. */
export function moduleOf(name: keyof typeof names, module: string): string {
  return join(contextOf(name), "node_modules", module);
}
