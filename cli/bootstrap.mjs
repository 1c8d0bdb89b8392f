/**
 * What has to happen before any TypeScript can run: dependencies installed, the project's own Node found.
 * Plain JavaScript without a dependency, for any Node from 18 on, because it runs on a fresh checkout.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));

const bin = join(projectDir, "node_modules", ".bin");

/** The first Node that runs TypeScript as it is, without a loader. */
const nativeTypeScript = [22, 18];

function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > nativeTypeScript[0] || (major === nativeTypeScript[0] && minor >= nativeTypeScript[1]);
}

/** The packages of a lockfile, by their place in node_modules. */
function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
}

/** Whether node_modules holds just what the lockfile names. npm notes what it installed in a lockfile of its own there. */
function installed() {
  const present = packages(join(projectDir, "node_modules", ".package-lock.json"));
  return Object.entries(packages(join(projectDir, "package-lock.json"))).every(
    ([path, wanted]) => path === "" || wanted.optional === true || present[path]?.version === wanted.version,
  );
}

/** Installs the dependencies of the lockfile, unless they are there. */
export function installDependencies() {
  if (installed()) {
    return;
  }
  const started = Date.now();
  console.log("Installing the project's dependencies (npm ci) ...");
  const npm = spawnSync("npm", ["ci", "--loglevel=error"], { cwd: projectDir, stdio: "inherit" });
  if (npm.error || npm.status !== 0) {
    console.error("npm ci failed. Its message is above; when it is mended, run the same command again.");
    process.exit(1);
  }
  console.log(`Dependencies installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The Node that runs the project: the one it brings along, else the one that runs now if it is new enough. */
export function projectNode() {
  const own = join(bin, "node");
  if (existsSync(own)) {
    return own;
  }
  if (runsTypeScript(process.versions.node)) {
    return process.execPath;
  }
  console.error(
    `Node ${process.versions.node} cannot run this project, and its own Node is not installed for this kind of machine. Install Node ${nativeTypeScript.join(".")} or newer.`,
  );
  process.exit(1);
}

/** Environment in which the project's own programs are found first. */
export function projectEnvironment() {
  return { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}` };
}

/** Runs one of the project's TypeScript programs and ends as it ends. Ctrl-C is that program's to handle. */
export function run(script, args, { nodeOptions = [] } = {}) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => undefined);
  }
  const child = spawn(projectNode(), [...nodeOptions, join(projectDir, script), ...args], {
    stdio: "inherit",
    env: projectEnvironment(),
  });
  child.on("error", (error) => {
    throw error;
  });
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
