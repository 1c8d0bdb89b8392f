import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Checksum over names and contents of files and folders: equal when nothing that goes into the packages has changed.
 * @param root folder the names are relative to
 * @param names files and folders below it
 * @throws when one does not exist
 */
export async function checksumOf(root: string, names: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const name of names) {
    for (const file of await filesBelow(root, name)) {
      const content = createHash("sha256").update(await readFile(join(root, file)));
      hash.update(`${file}\0${content.digest("hex")}\n`);
    }
  }
  return hash.digest("hex");
}

async function filesBelow(root: string, name: string): Promise<string[]> {
  const info = await stat(join(root, name));
  if (!info.isDirectory()) {
    return [name];
  }
  const entries = await readdir(join(root, name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
