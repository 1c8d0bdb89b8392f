import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** SHA-256 of a file's content, hexadecimal. */
export async function fileSum(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** Files at a path: itself, or all below it, sorted. Paths relative to `root`. */
async function filesBelow(root: string, path: string): Promise<string[]> {
  if ((await stat(join(root, path))).isFile()) {
    return [path];
  }
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** One digest over the names and contents of files and folders below `root`, and over `extra` facts; hexadecimal. */
export async function inputsDigest(root: string, paths: readonly string[], extra: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(extra));
  for (const path of paths) {
    for (const file of await filesBelow(root, path)) {
      hash.update(`\n${file} ${await fileSum(join(root, file))}`);
    }
  }
  return hash.digest("hex");
}
