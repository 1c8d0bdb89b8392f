import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa, type ExecaError } from "execa";
import { checksumOf } from "./inputs.ts";
import { lockedJars } from "./maven.ts";
import { bundleWeb } from "./web/bundle.ts";

/** Version of all rehearsal packages. Raise the number when a stand-in's behaviour changes. */
export const rehearsalVersion = "1.0-0~rehearsal4-1";

/** Packages that are built, by name. */
export const rehearsalPackages = [
  "jicofo",
  "jitsi-videobridge2",
  "jibri",
  "jigasi",
  "jitsi-meet-web",
  "jitsi-meet-prosody",
] as const;

/** Everything the packages are made of, relative to the project. The lock file stands for the bundled npm packages. */
const inputs = ["rehearsal", "package-lock.json"];

/** Name and tag of the image the packages are built in. */
const image = "jitsi-meet-pulumi-rehearsal-packages";

/** Where to build and whom to tell. */
export interface BuildOptions {
  /** Folder of the checkout. */
  readonly projectDir: string;
  /** Is given one line for each step. */
  readonly report: (line: string) => void;
}

/**
 * Builds the rehearsal packages into `<projectDir>/.jitsi/packages/rehearsal/`. Needs Docker, and on the first run Maven
 * Central. Does nothing when the folder was made of the same sources. The folder is replaced as a whole or not at all.
 * @returns the folder, and whether anything was built
 * @throws when a library cannot be had, a script does not compile or the image does not build; the message has the log's end
 */
export async function buildRehearsalPackages(options: BuildOptions): Promise<{ directory: string; built: boolean }> {
  const packages = join(options.projectDir, ".jitsi", "packages");
  const directory = join(packages, "rehearsal");
  const record = join(packages, "rehearsal.sha256");
  const checksum = await checksumOf(options.projectDir, inputs);
  if ((await isComplete(directory)) && (await readIfThere(record)) === checksum) {
    return { directory, built: false };
  }
  await mkdir(packages, { recursive: true });
  const work = await mkdtemp(join(packages, "rehearsal-new-"));
  const context = await mkdtemp(join(tmpdir(), "rehearsal-context-"));
  try {
    await fillContext(context, options);
    await buildIn(context, work, options);
    await rm(record, { force: true });
    await replace(directory, join(work, "packages"));
    await writeFile(record, checksum);
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(context, { recursive: true, force: true });
  }
  return { directory, built: true };
}

/** Puts together what the image is built of. */
async function fillContext(context: string, { projectDir, report }: BuildOptions): Promise<void> {
  report("rehearsal packages: libraries from Maven Central");
  const jars = await lockedJars();
  await mkdir(join(context, "lib"));
  await Promise.all(jars.map((jar) => cp(jar, join(context, "lib", basename(jar)))));
  report("rehearsal packages: web app");
  await bundleWeb(join(context, "web"));
  for (const folder of ["common", "jicofo", "jvb", "jibri", "jigasi", "package", "prosody"]) {
    await cp(join(projectDir, "rehearsal", folder), join(context, folder), { recursive: true });
  }
}

/** Builds the image and takes the packages out of it: a container that is created and never started. */
async function buildIn(context: string, work: string, { report }: BuildOptions): Promise<void> {
  report("rehearsal packages: compile and pack in Docker (the first time with a JDK, one to two minutes)");
  const dockerfile = join(context, "package", "Dockerfile");
  const idFile = join(work, "image-id");
  const version = `VERSION=${rehearsalVersion}`;
  await docker(["build", "--build-arg", version, "--tag", image, "--iidfile", idFile, "--file", dockerfile, context]);
  const container = (await docker(["create", await readFile(idFile, "utf8"), "none"])).trim();
  try {
    await docker(["cp", `${container}:/packages`, work]);
  } finally {
    await docker(["rm", container]);
  }
  report(`rehearsal packages: ${rehearsalPackages.join(", ")} ${rehearsalVersion}`);
}

async function docker(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execa("docker", args, { all: true });
    return stdout;
  } catch (error) {
    const { all, shortMessage } = error as ExecaError<{ all: true }>;
    const lastLines = (all || shortMessage).trimEnd().split("\n").slice(-25).join("\n");
    throw new Error(`Building the rehearsal packages failed at "docker ${args[0] ?? ""}":\n${lastLines}`, {
      cause: error,
    });
  }
}

/** Two renames: whoever looks sees the old folder, the new one, or for a moment none. A build beside this one may be faster. */
async function replace(directory: string, fresh: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await rename(directory, `${fresh}-old-${String(attempt)}`).catch(unless("ENOENT"));
    if (await rename(fresh, directory).then(() => true, unless("ENOTEMPTY"))) {
      return;
    }
  }
}

async function isComplete(directory: string): Promise<boolean> {
  const files = await readdir(directory).catch((): string[] => []);
  return rehearsalPackages.every((name) => files.includes(`${name}_${rehearsalVersion}_all.deb`));
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** A handler that swallows one kind of error and throws every other. */
function unless(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) {
      throw error;
    }
  };
}
