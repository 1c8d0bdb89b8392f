import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectDir } from "./bootstrap.mjs";
import { generatedFiles } from "./generated-files.ts";

/** Writes the files that are made from the settings. A test fails where this was forgotten. */
for (const [name, text] of Object.entries(generatedFiles())) {
  const file = join(projectDir, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  console.log(name);
}
