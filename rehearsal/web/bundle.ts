import { createHash } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const files = join(import.meta.dirname, "files");
const app = join(import.meta.dirname, "app");

/** Scripts of the real package, each made from one of the app's entry points. */
const scripts: Readonly<Record<string, string>> = {
  "libs/app.bundle.min": join(app, "main.ts"),
  "libs/lib-jitsi-meet.min": join(app, "lib.ts"),
  "libs/external_api.min": join(app, "external-api.ts"),
};

/**
 * Fills a folder with the stand-in of the web app, laid out as the real package's /usr/share/jitsi-meet. The same sources always
 * give the same bytes.
 * @param outDir folder to fill; it is made when it is not there
 * @throws when a script does not compile
 */
export async function bundleWeb(outDir: string): Promise<void> {
  await cp(files, outDir, { recursive: true });
  await build({
    entryPoints: scripts,
    outdir: outDir,
    absWorkingDir: import.meta.dirname,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["chrome120", "firefox121", "safari17.4"],
    legalComments: "none",
    banner: { js: "/* REHEARSAL: signalling only, no audio or video. */" },
    logLevel: "silent",
  });
  await stamp(outDir, [...Object.keys(scripts).map((name) => `${name}.js`), "css/all.css"]);
}

/** Puts a fingerprint of the assets into their addresses, so that browsers may keep them for as long as they like. */
async function stamp(outDir: string, assets: readonly string[]): Promise<void> {
  const hash = createHash("sha256");
  for (const asset of assets) {
    hash.update(await readFile(join(outDir, asset)));
  }
  const index = join(outDir, "index.html");
  const text = await readFile(index, "utf8");
  await writeFile(index, text.replaceAll("{{build}}", hash.digest("hex").slice(0, 12)));
}
