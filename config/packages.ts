import { type Dirent, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { formatPath, setCommand, shellWord } from "./commands.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./settings/index.ts";

/** Packages that every stack needs: the names must match whole, jitsi-meet-web-config is another. */
const conferencePackages = ["jicofo", "jitsi-videobridge2", "jitsi-meet-web", "jitsi-meet-prosody"] as const;

/** Jitsi's own Debian packages that a stack may need. */
export const packageNames = [...conferencePackages, "jibri", "jigasi"] as const;

export type PackageName = (typeof packageNames)[number];

/** Versions by package, of those that are needed. */
export type PackageVersions = Readonly<Partial<Record<PackageName, string>>>;

/** Packages of the services that these settings ask for. */
export function neededPackages({ recording, telephony, transcription }: Settings): readonly PackageName[] {
  return [
    ...conferencePackages,
    ...(recording.enabled ? (["jibri"] as const) : []),
    // One program in two roles.
    ...(telephony.enabled || transcription.enabled ? (["jigasi"] as const) : []),
  ];
}

/** Folder of the rehearsal packages, relative to the project's. */
export const rehearsalDirectory = join(".jitsi", "packages", "rehearsal");

/** Command that makes the rehearsal packages. */
export const rehearsalCommand = "./jitsi rehearsal";

/** Versions found in a folder, and what stands in the way. `versions` is whole where there is no problem. */
export interface PackageFolder {
  readonly versions: PackageVersions;
  readonly problems: readonly Problem[];
}

interface PackageFile {
  readonly file: string;
  readonly version: string;
}

/** The folder that the stack's .deb files come from, relative to the project's. Undefined with images.packages jitsi. */
export function packagesDirectory({ images }: Settings): string | undefined {
  return images.packages === "rehearsal"
    ? rehearsalDirectory
    : images.packages === "directory"
      ? images.directory
      : undefined;
}

/** `name_version_arch.deb`. A version's epoch stands before `%3a`, since a file name has no colon. */
function packageFiles(name: PackageName, files: readonly string[]): PackageFile[] {
  return files.flatMap((file) => {
    const [, found, version] = /^([^_]+)_([^_]+)_[^_]+\.deb$/.exec(file) ?? [];
    return found === name && version !== undefined ? [{ file, version: version.replace(/%3a/i, ":") }] : [];
  });
}

export interface PackageSearch {
  /** Packages that must be there. */
  readonly names: readonly PackageName[];
  /** The folder, for the messages. */
  readonly directory: string;
  /** A command that makes the folder anew, where there is one. */
  readonly again?: string | undefined;
}

/** Versions of Jitsi's packages by the names of a folder's files. */
export function packageVersions(files: readonly string[], { names, directory, again }: PackageSearch): PackageFolder {
  const versions: Partial<Record<PackageName, string>> = {};
  const problems: Problem[] = [];
  for (const name of names) {
    const [first, ...more] = packageFiles(name, files).sort((a, b) =>
      a.version.localeCompare(b.version, "en", { numeric: true }),
    );
    if (first === undefined) {
      const path = formatPath(["images", "directory"]);
      const fix = again ?? `cp ${name}_*.deb ${shellWord(`${directory}/`)}`;
      problems.push({ path, value: directory, reason: `holds no ${name}_<version>_<architecture>.deb`, fix });
    } else if (more.length > 0) {
      const all = [first, ...more].map(({ file }) => file);
      const fix =
        again ??
        `rm ${all
          .slice(0, -1)
          .map((file) => shellWord(join(directory, file)))
          .join(" ")}`;
      problems.push({
        path: "images.directory",
        value: directory,
        reason: `holds ${name} ${String(all.length)} times: ${all.join(", ")}`,
        fix,
      });
    } else {
      versions[name] = first.version;
    }
  }
  return { versions, problems };
}

/** Versions of the stack's packages, by the settings or by the folder they come from. Reads that folder's file names. */
export function readPackages(settings: Settings, projectDir: string): PackageFolder {
  const { images } = settings;
  const directory = packagesDirectory(settings);
  if (directory === undefined) {
    const named = images.versions as PackageVersions;
    const needed = neededPackages(settings).flatMap((name) => (name in named ? [[name, named[name]] as const] : []));
    return { versions: images.packages === "jitsi" ? Object.fromEntries(needed) : {}, problems: [] };
  }
  const again = images.packages === "rehearsal" ? rehearsalCommand : undefined;
  let entries: Dirent[];
  try {
    entries = readdirSync(resolve(projectDir, directory), { withFileTypes: true });
  } catch (error) {
    const fix = again ?? setCommand("images.directory", "packages");
    const reason = `cannot be read: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such folder" : (error as Error).message}`;
    return { versions: {}, problems: [{ path: "images.directory", value: directory, reason, fix }] };
  }
  return packageVersions(
    entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
    { names: neededPackages(settings), directory, again },
  );
}
