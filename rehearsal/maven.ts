import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** One library: Maven coordinates and the checksum of its jar. */
export interface Artifact {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;
  /** SHA-256 of the jar, hexadecimal. */
  readonly sha256: string;
}

/** The libraries of the Java stand-ins, and where they come from. */
interface Lock {
  readonly repository: string;
  readonly artifacts: readonly Artifact[];
}

/** Folder that keeps downloaded jars, outside of every project. */
export function mavenCache(): string {
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "jitsi-meet-pulumi", "maven");
}

/** File name of an artifact's jar. */
export function jarName(artifact: Artifact): string {
  return `${artifact.artifact}-${artifact.version}.jar`;
}

/**
 * Makes sure that every jar of the lock file is in the cache and has the locked checksum.
 * @param cache folder of the jars
 * @param fetchJar downloads a URL; the default uses the network
 * @returns paths of the jars, in the order of the lock file
 * @throws when a jar cannot be had, or is not the locked one
 */
export async function lockedJars(cache = mavenCache(), fetchJar: FetchJar = download): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(import.meta.dirname, "maven.lock.json"), "utf8")) as Lock;
  await mkdir(cache, { recursive: true });
  const jars = await Promise.allSettled(
    lock.artifacts.map((artifact) => cachedJar(cache, lock.repository, artifact, fetchJar)),
  );
  return jars.map((jar) => {
    if (jar.status === "rejected") {
      throw jar.reason;
    }
    return jar.value;
  });
}

type FetchJar = (url: string) => Promise<Buffer>;

async function cachedJar(cache: string, repository: string, artifact: Artifact, fetchJar: FetchJar): Promise<string> {
  const path = join(cache, jarName(artifact));
  if ((await checksum(path)) === artifact.sha256) {
    return path;
  }
  const url = jarUrl(repository, artifact);
  const jar = await fetchJar(url).catch((error: unknown) => {
    throw new Error(`Cannot download ${url}: ${reason(error)}. Without a network, put the file into ${cache}.`);
  });
  const actual = createHash("sha256").update(jar).digest("hex");
  if (actual !== artifact.sha256) {
    throw new Error(`${url} has the checksum ${actual}, not the locked ${artifact.sha256}. It was not used.`);
  }
  // A cut-off write must never look like a jar.
  const partial = `${path}.${String(process.pid)}`;
  await writeFile(partial, jar);
  await rename(partial, path);
  return path;
}

function jarUrl(repository: string, artifact: Artifact): string {
  const group = artifact.group.replaceAll(".", "/");
  return `${repository}/${group}/${artifact.artifact}/${artifact.version}/${jarName(artifact)}`;
}

async function checksum(path: string): Promise<string | undefined> {
  try {
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  } catch {
    return undefined;
  }
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
  if (!response.ok) {
    throw new Error(`HTTP ${String(response.status)}`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** The cause says more than fetch's own "fetch failed". */
function reason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
