import { command, SetupError, succeeds } from "./command.ts";

let updated = false;

/** Installs Debian or Ubuntu packages on this machine. `why` completes "<packages> needed ...". */
export async function installPackages(packages: readonly string[], why: string): Promise<void> {
  if (!(await succeeds("apt-get", ["--version"])) || process.getuid?.() !== 0) {
    throw new SetupError(
      `${packages.join(", ")} needed ${why}. Install with this system's package manager, or run this as root on Debian or Ubuntu.`,
    );
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if (!updated) {
    await command("apt-get", ["update", "-q"], { env });
    updated = true;
  }
  await command("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
}

/** A program or file, and the package that brings it. */
export interface Requirement {
  readonly package: string;
  /** Name of a program on PATH. */
  readonly program?: string;
  /** Path of a file. */
  readonly file?: string;
}

async function present({ program, file }: Requirement): Promise<boolean> {
  return program === undefined
    ? succeeds("test", ["-e", file ?? ""])
    : succeeds("sh", ["-c", 'command -v "$1"', "sh", program]);
}

/** Installs the packages of those requirements that are not there yet, wherever they came from. */
export async function require(requirements: readonly Requirement[], why: string): Promise<void> {
  const missing: string[] = [];
  for (const requirement of requirements) {
    if (!(await present(requirement))) {
      missing.push(requirement.package);
    }
  }
  if (missing.length > 0) {
    await installPackages(missing, why);
  }
}
