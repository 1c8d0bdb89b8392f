import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { build as bundle } from "esbuild";
import { command } from "../setup/command.ts";
import { inputsDigest } from "./inputs.ts";
import { engineSteps, type GoStep, type Step } from "./steps.ts";
import { isIntact, keepExecutable } from "./store.ts";
import { goToolchain, type GoEnvironment } from "./toolchain.ts";
import type { Report } from "./types.ts";
import { pinnedPulumi, pluginFolder, requiredPlugins } from "./versions.ts";

/** A step and the name of its result in the store, which says what it was made from. */
export interface PlannedStep extends Step {
  readonly digest: string;
}

/** An engine as it lies in the cache. */
export interface BuiltEngine {
  readonly pulumi: string;
  readonly pulumiHome: string;
}

async function nodePackageVersions(projectDir: string, names: readonly string[]): Promise<string> {
  const versions = names.map(async (name) => {
    const manifest = await readFile(join(projectDir, "node_modules", name, "package.json"), "utf8");
    return `${name}@${(JSON.parse(manifest) as { version: string }).version}`;
  });
  return (await Promise.all(versions)).join(" ");
}

/** What an engine for this project consists of. Sources and versions decide the digests, and nothing else does. */
export async function planEngine(projectDir: string): Promise<PlannedStep[]> {
  const bundled = await nodePackageVersions(projectDir, ["@grpc/grpc-js", "@pulumi/pulumi", "esbuild"]);
  const steps = engineSteps(await pinnedPulumi(projectDir), await requiredPlugins(projectDir), bundled);
  return Promise.all(
    steps.map(async (step) => ({
      ...step,
      digest: (
        await inputsDigest(join(projectDir, "engine"), step.inputs, [step.name, step.version, platform(), arch()])
      ).slice(0, 16),
    })),
  );
}

/** Folder of a planned engine in the cache. */
export function engineFolder(cache: string, steps: readonly PlannedStep[]): string {
  const all = createHash("sha256").update(steps.map((step) => `${step.name} ${step.digest}`).join("\n"));
  return join(cache, all.digest("hex").slice(0, 16));
}

/** Places of an engine's executables in its folder. A language host beside the CLI is taken for the CLI's own. */
export function engineFiles(folder: string, steps: readonly Step[]): Map<string, string> {
  return new Map(
    steps.map(({ name, plugin }) => [
      name,
      join(plugin ? pluginFolder(join(folder, "home"), plugin) : join(folder, "bin"), name),
    ]),
  );
}

/** One self-contained program of the language host, so that it runs beside the CLI, far from node_modules. */
async function bundleLanguageHost(engineDir: string, step: Step, out: string): Promise<void> {
  await bundle({
    entryPoints: [join(engineDir, step.inputs[0] ?? "", "main.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    banner: { js: "#!/usr/bin/env node" },
    outfile: out,
    logLevel: "silent",
  });
}

async function compile(engineDir: string, step: GoStep, go: GoEnvironment, out: string): Promise<void> {
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w -X ${step.go.versionVariable}=${step.version}`];
  await command("go", ["build", ...flags, "-o", out, step.go.package], {
    cwd: join(engineDir, step.go.module),
    env: go,
  });
}

/** Does a step, saying every ten seconds how long it has taken, and in the end how long it took. */
async function timed(title: string, report: Report, work: () => Promise<void>): Promise<void> {
  const started = Date.now();
  const seconds = (): string => `${String(Math.round((Date.now() - started) / 1000))} s`;
  report(`${title}: building`);
  const timer = setInterval(() => {
    report(`${title}: building, ${seconds()}`);
  }, 10_000);
  try {
    await work();
    report(`${title}: built in ${seconds()}`);
  } finally {
    clearInterval(timer);
  }
}

async function sameFile(one: string, other: string): Promise<boolean> {
  return existsSync(one) && existsSync(other) && (await stat(one)).ino === (await stat(other)).ino;
}

async function replaceByLink(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const unfinished = `${to}.${String(process.pid)}.tmp`;
  await rm(unfinished, { force: true });
  await link(from, unfinished);
  await rename(unfinished, to);
}

/**
 * The engine of this project, from the cache, or built: each executable only if its inputs changed, or if what is kept
 * is not what was once built.
 * @throws {SetupError} with the compiler's last lines when a build fails
 */
export async function buildEngine(projectDir: string, cache: string, report: Report): Promise<BuiltEngine> {
  const engineDir = join(projectDir, "engine");
  const steps = await planEngine(projectDir);
  const folder = engineFolder(cache, steps);
  const files = engineFiles(folder, steps);
  // The language host is CommonJS without an extension, whatever a package.json in a folder above may say.
  await mkdir(cache, { recursive: true });
  await writeFile(join(cache, "package.json"), '{ "type": "commonjs" }\n');
  let go: Promise<GoEnvironment> | undefined;
  const make = async (step: Step, out: string): Promise<void> => {
    if (step.go === undefined) {
      await bundleLanguageHost(engineDir, step, out);
      return;
    }
    go ??= goToolchain(engineDir, report);
    await compile(engineDir, { ...step, go: step.go }, await go, out);
  };
  for (const [index, step] of steps.entries()) {
    const kept = join(cache, "binaries", `${step.name}-${step.digest}`);
    if (!(await isIntact(kept))) {
      const title = `${step.title} (${String(index + 1)} of ${String(steps.length)})`;
      await timed(title, report, async () => keepExecutable(kept, async (out) => make(step, out)));
    }
    const file = files.get(step.name) ?? "";
    if (!(await sameFile(kept, file))) {
      await replaceByLink(kept, file);
    }
  }
  return { pulumi: files.get("pulumi") ?? "", pulumiHome: join(folder, "home") };
}
