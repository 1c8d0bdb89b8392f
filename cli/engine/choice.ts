import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { EngineKind } from "./types.ts";

const schema = z.object({
  kind: z.enum(["path", "npm", "built"]),
  pulumi: z.string(),
  pulumiHome: z.string(),
  /** Versions of the CLI and of the plugins that it was chosen for. */
  versions: z.string(),
});

/** Which engine was chosen, so that the next run need not ask the network again. */
export interface Choice {
  readonly kind: EngineKind;
  readonly pulumi: string;
  readonly pulumiHome: string;
  readonly versions: string;
}

/** File of the choice in a project. Deleting it makes the next run choose anew. */
export function choiceFile(projectDir: string): string {
  return join(projectDir, ".jitsi", "engine.json");
}

/** The choice of an earlier run, if it was for the same versions; a file that cannot be read is no choice. */
export async function earlierChoice(projectDir: string, versions: string): Promise<Choice | undefined> {
  try {
    const choice = schema.parse(JSON.parse(await readFile(choiceFile(projectDir), "utf8")));
    return choice.versions === versions ? choice : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a choice. */
export async function rememberChoice(projectDir: string, choice: Choice): Promise<void> {
  const file = choiceFile(projectDir);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${String(process.pid)}.tmp`;
  await writeFile(unfinished, `${JSON.stringify(choice, null, 2)}\n`);
  await rename(unfinished, file);
}
