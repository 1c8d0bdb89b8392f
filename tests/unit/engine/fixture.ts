import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The folder of this repository. */
export const repository = join(import.meta.dirname, "..", "..", "..");

/** A folder for one test. */
export interface Scratch {
  readonly dir: string;
  /** Writes a file below the folder and returns its path. */
  readonly write: (path: string, content: string, mode?: number) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** Makes a folder for one test. */
export async function makeScratch(): Promise<Scratch> {
  const dir = await mkdtemp(join(tmpdir(), "engine-unit-"));
  return {
    dir,
    write: async (path, content, mode = 0o644) => {
      const file = join(dir, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content, { mode });
      return file;
    },
    remove: async () => rm(dir, { recursive: true, force: true }),
  };
}

/** A folder that stands for this project: its own .jitsi, the real engine sources and packages. */
export async function makeProjectFolder(scratch: Scratch): Promise<string> {
  const dir = join(scratch.dir, "project");
  await mkdir(dir);
  await symlink(join(repository, "engine"), join(dir, "engine"));
  await symlink(join(repository, "node_modules"), join(dir, "node_modules"));
  return dir;
}

/** Text of a program that stands in for `pulumi`: tells its version, and installs plugins where it is said to. */
export function fakePulumi(version: string, { hasPlugins }: { hasPlugins: boolean }): string {
  return `#!/bin/sh
case "$1" in
  version) echo v${version} ;;
  plugin) ${hasPlugins ? 'mkdir -p "$PULUMI_HOME/plugins/resource-$4-v$5"' : "exit 1"} ;;
esac
`;
}
