import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { renderAll } from "../config/render/index.ts";
import type { Settings } from "../config/settings/index.ts";
import { SetupError } from "./setup/command.ts";

/**
 * Writes every rendered file to `<directory>/<service>/<file>`. Touches no engine and no daemon.
 * @returns paths of the written files, relative to the directory.
 * @throws SetupError where the directory cannot be written.
 */
export async function renderTo(settings: Settings, directory: string): Promise<readonly string[]> {
  const written: string[] = [];
  for (const [service, files] of Object.entries(renderAll(settings))) {
    for (const [name, text] of Object.entries(files)) {
      const file = resolve(directory, join(service, name));
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
      } catch (error) {
        throw new SetupError(`${file} cannot be written: ${(error as Error).message}`);
      }
      written.push(relative(resolve(directory), file));
    }
  }
  return written.sort();
}
