import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rename, rm } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { build as bundle } from "esbuild";
import { command } from "../setup/command.ts";
import { inputsDigest } from "./inputs.ts";
import { engineSteps, type Step } from "./steps.ts";
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

async function compile(engineDir: string, step: Step, go: GoEnvironment, out: string): Promise<void> {
  if (step.go === undefined) {
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
    return;
  }
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w -X ${step.go.versionVariable}=${step.version}`];
  await command("go", ["build", ...flags, "-o", out, step.go.package], {
    cwd: join(engineDir, step.go.module),
    env: go,
  });
}

/** Says every ten seconds how long a step has taken. Returns how to stop, which tells the whole time. */
function stopwatch(title: string, report: Report): () => string {
  const started = Date.now();
  const seconds = (): string => `${String(Math.round((Date.now() - started) / 1000))} s`;
  report(`${title}: building`);
  const timer = setInterval(() => {
    report(`${title}: building, ${seconds()}`);
  }, 10_000);
  return () => {
    clearInterval(timer);
    return seconds();
  };
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
  const steps = await planEngine(projectDir);
  const folder = engineFolder(cache, steps);
  const engineDir = join(projectDir, "engine");
  const files = engineFiles(folder, steps);
  let go: GoEnvironment | undefined;
  for (const [index, step] of steps.entries()) {
    const kept = join(cache, "binaries", `${step.name}-${step.digest}`);
    const file = files.get(step.name) ?? "";
    if (existsSync(file) && (await isIntact(kept))) {
      continue;
    }
    if (!(await isIntact(kept))) {
      go ??= await goToolchain(engineDir, report);
      const toolchain = go;
      const title = `${step.title} (${String(index + 1)} of ${String(steps.length)})`;
      const stop = stopwatch(title, report);
      try {
        await keepExecutable(kept, (out) => compile(engineDir, step, toolchain, out));
      } finally {
        report(`${title}: ${stop()}`);
      }
    }
    await replaceByLink(kept, file);
  }
  return { pulumi: files.get("pulumi") ?? "", pulumiHome: join(folder, "home") };
}
