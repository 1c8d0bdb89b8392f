import { readFile, writeFile } from "node:fs/promises";
import { parseDocument, type Document } from "yaml";
import { packageNames } from "../../config/packages.ts";
import { settingKey } from "../stack-file.ts";
import { baseImage } from "./base-image.ts";
import { command } from "./command.ts";

/** Where Jitsi publishes its packages. */
const releases = "https://download.jitsi.org/stable/Packages";

const reachableSeconds = 8;

async function packageIndex(): Promise<string | undefined> {
  const response = await fetch(releases, { signal: AbortSignal.timeout(reachableSeconds * 1000) }).catch(
    () => undefined,
  );
  return response?.ok === true ? response.text() : undefined;
}

/** Every version of each of the names that a Debian package index offers. */
export function versionsInIndex(index: string): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const entry of index.split(/\n\n+/)) {
    const name = /^Package: (.+)$/m.exec(entry)?.[1];
    const version = /^Version: (.+)$/m.exec(entry)?.[1];
    if (name !== undefined && version !== undefined && packageNames.some((known) => known === name)) {
      versions.set(name, [...(versions.get(name) ?? []), version]);
    }
  }
  return versions;
}

/** The newest of some Debian versions, in the order that Debian's own tools give them. */
async function newest(versions: readonly string[]): Promise<string> {
  const sorted = await command("docker", ["run", "--rm", "-i", "--network", "none", baseImage, "sort", "-V"], {
    input: `${versions.join("\n")}\n`,
  });
  return sorted.trim().split("\n").at(-1) ?? "";
}

async function record(document: Document): Promise<string> {
  const index = await packageIndex();
  if (index === undefined) {
    document.setIn(["config", settingKey("images"), "packages"], "rehearsal");
    return "rehearsal";
  }
  document.setIn(["config", settingKey("images"), "packages"], "jitsi");
  for (const [name, versions] of versionsInIndex(index)) {
    document.setIn(["config", settingKey("images"), "versions", name], await newest(versions));
  }
  return "jitsi";
}

/**
 * Where the stack's Jitsi packages come from: what its configuration says. A new stack takes Jitsi's repository, at the
 * versions that are newest now, or the rehearsal packages where the repository cannot be reached; the choice is written
 * down and never changes by itself.
 */
export async function choosePackages(configFile: string): Promise<string> {
  const document = parseDocument(await readFile(configFile, "utf8"));
  const recorded = document.getIn(["config", settingKey("images"), "packages"]);
  if (typeof recorded === "string") {
    return recorded;
  }
  const chosen = await record(document);
  await writeFile(configFile, document.toString());
  return chosen;
}
