import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { require as requirePackages } from "../setup/apt.ts";
import { command, SetupError, succeeds } from "../setup/command.ts";
import type { Report } from "./types.ts";
import { isAtLeast } from "./versions.ts";

/** Variables under which a Go toolchain builds the engine, PATH among them. */
export type GoEnvironment = Readonly<Record<string, string>>;

interface PinnedToolchain {
  readonly version: string;
  /** Checksum of the toolchain module, as go.sum writes it, for each kind of machine. */
  readonly sums: Readonly<Record<string, string>>;
}

/** Every build depends on the committed files alone: no C compiler, no workspace, no other toolchain. */
const buildEnvironment: GoEnvironment = {
  CGO_ENABLED: "0",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOFLAGS: "-mod=readonly",
};

async function goOnPath(): Promise<string | undefined> {
  if (!(await succeeds("go", ["version"], { env: { GOTOOLCHAIN: "local" } }))) {
    return undefined;
  }
  const version = await command("go", ["env", "GOVERSION"], { env: { GOTOOLCHAIN: "local" } });
  return version.replace(/^go/, "");
}

/** What a module cache has lost: the mark that says a file may be run. */
async function makeRunnable(goRoot: string, target: string): Promise<void> {
  for (const folder of ["bin", join("pkg", "tool", target.replace("-", "_"))]) {
    for (const name of await readdir(join(goRoot, folder))) {
      await chmod(join(goRoot, folder, name), 0o755);
    }
  }
}

/** Fetches the pinned toolchain as the Go module that it is also published as, and checks its sum. Returns GOROOT. */
async function fetchToolchain({ version, sums }: PinnedToolchain): Promise<string> {
  const target = `${platform()}-${arch() === "x64" ? "amd64" : arch()}`;
  const sum = sums[target];
  if (sum === undefined) {
    throw new SetupError(
      `Go ${version} or newer is needed to build the Pulumi engine on ${target}. Install it and run this again.`,
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), "toolchain-"));
  try {
    const module = `golang.org/toolchain@v0.0.1-go${version}.${target}`;
    // The sum is checked below, so that a machine that reaches only a module proxy can do this as well.
    const env = { GOFLAGS: "-mod=mod", GONOSUMDB: "golang.org/toolchain", GOTOOLCHAIN: "local" };
    const answer = JSON.parse(await command("go", ["mod", "download", "-json", module], { cwd: scratch, env })) as {
      Dir: string;
      Sum: string;
    };
    if (answer.Sum !== sum) {
      throw new SetupError(`${module} has the checksum ${answer.Sum}, and should have ${sum}: it is not used.`);
    }
    await makeRunnable(answer.Dir, target);
    return answer.Dir;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * A Go toolchain that is new enough for engine/: the one on PATH, else the pinned one, fetched with whatever Go there
 * is (Debian's is old, but fetches modules).
 */
export async function goToolchain(engineDir: string, report: Report): Promise<GoEnvironment> {
  const pinned = JSON.parse(await readFile(join(engineDir, "toolchain.json"), "utf8")) as PinnedToolchain;
  const present = await goOnPath();
  if (present !== undefined && isAtLeast(present, pinned.version.replace(/\.\d+$/, ".0"))) {
    return buildEnvironment;
  }
  if (present === undefined) {
    report("Go: installing golang-go, to fetch a newer one with");
    await requirePackages([{ package: "golang-go", program: "go" }], "to build the Pulumi engine from source");
  }
  report(`Go: fetching ${pinned.version}`);
  const goRoot = await fetchToolchain(pinned);
  return {
    ...buildEnvironment,
    GOROOT: goRoot,
    PATH: `${join(goRoot, "bin")}${delimiter}${process.env["PATH"] ?? dirname(process.execPath)}`,
  };
}
