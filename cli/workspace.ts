import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "./engine/index.ts";
import { SetupError } from "./setup/command.ts";
import { mergeStackConfig } from "./stack-config.ts";

/** Where the stacks that `npm start` makes live: state, passphrase, their configuration. Ignored by git. */
export const stateFolder = ".jitsi";

/** The stack of `npm start` and `npm stop`. */
export const devStack = "dev";

/** The stack's configuration file: the one in the state folder where `npm start` made it, else the committed one. */
export function stackConfigFile(projectDir: string, stack: string): string {
  const own = join(projectDir, stateFolder, `Pulumi.${stack}.yaml`);
  return existsSync(own) ? own : join(projectDir, `Pulumi.${stack}.yaml`);
}

/** The passphrase that encrypts the secrets of local stacks: made once, readable by its owner only. */
async function ensurePassphrase(projectDir: string): Promise<string> {
  const file = join(projectDir, stateFolder, "passphrase");
  if (!existsSync(file)) {
    if (existsSync(join(projectDir, stateFolder, "state", ".pulumi", "stacks"))) {
      throw new SetupError(
        `${file} is gone, and with it the key to the stack's secrets. Put it back, or begin anew: npm stop -- --forget, then npm start.`,
      );
    }
    await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return file;
}

/**
 * Environment for the engine that finds the project's own state: a file backend in the state folder, its passphrase.
 * A backend or passphrase that the person has chosen in the environment wins.
 */
export async function engineEnvironment(projectDir: string, engine: Engine): Promise<Record<string, string>> {
  const folder = join(projectDir, stateFolder);
  await mkdir(join(folder, "state"), { recursive: true, mode: 0o700 });
  const env: Record<string, string> = { ...engine.env };
  if (process.env["PULUMI_BACKEND_URL"] === undefined) {
    env["PULUMI_BACKEND_URL"] = `file://${join(folder, "state")}`;
  }
  if (
    process.env["PULUMI_CONFIG_PASSPHRASE"] === undefined &&
    process.env["PULUMI_CONFIG_PASSPHRASE_FILE"] === undefined
  ) {
    env["PULUMI_CONFIG_PASSPHRASE_FILE"] = await ensurePassphrase(projectDir);
  }
  return env;
}

/**
 * Brings what is committed in Pulumi.<stack>.yaml into the stack's own file in the state folder. What was set there,
 * by `npm run pulumi -- config set` say, stays.
 */
export async function prepareStackConfig(projectDir: string, stack: string): Promise<string> {
  const committed = await readFile(join(projectDir, `Pulumi.${stack}.yaml`), "utf8").catch(() => "");
  const own = join(projectDir, stateFolder, `Pulumi.${stack}.yaml`);
  const base = join(projectDir, stateFolder, `Pulumi.${stack}.base.yaml`);
  const read = async (file: string): Promise<string> => (existsSync(file) ? readFile(file, "utf8") : "");
  const merged = mergeStackConfig({ committed, base: await read(base), own: await read(own) });
  await writeFile(own, merged, { mode: 0o600 });
  await writeFile(base, committed);
  return own;
}
