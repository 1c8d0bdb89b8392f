import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileSum } from "./inputs.ts";

/** Where built engines are kept, for all checkouts of this project of one person. */
export function engineCache(env: NodeJS.ProcessEnv = process.env): string {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "jitsi-meet-pulumi", "engine");
}

const sumFile = (file: string): string => `${file}.sha256`;

/** Whether a file is there with just the content that it had when it was made. */
export async function isIntact(file: string): Promise<boolean> {
  if (!existsSync(file) || !existsSync(sumFile(file))) {
    return false;
  }
  return (await readFile(sumFile(file), "utf8")).trim() === (await fileSum(file));
}

/**
 * Makes an executable with `make`, which is given a path to write to, and keeps it with its checksum. It appears under its
 * name only when it is whole, so that an interrupted run leaves nothing that looks finished.
 */
export async function keepExecutable(file: string, make: (path: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${String(process.pid)}.tmp`;
  try {
    await make(unfinished);
    await chmod(unfinished, 0o755);
    await writeFile(sumFile(unfinished), `${await fileSum(unfinished)}\n`);
    await rename(unfinished, file);
    await rename(sumFile(unfinished), sumFile(file));
  } finally {
    await rm(unfinished, { force: true });
    await rm(sumFile(unfinished), { force: true });
  }
}
