import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { build } from "esbuild";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { checkDisk } from "../../../cli/setup/disk.ts";

jest.setTimeout(60_000);

let folder: string;
let program: string;

/** ensureDocker as one file that any user of this machine may read and any Node may run. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jitsi-setup-"));
  await chmod(folder, 0o755);
  program = join(folder, "ensure-docker.mjs");
  await build({
    stdin: {
      contents: `
        import { ensureDocker } from "./cli/setup/docker.ts";
        ensureDocker(console.log).catch((error) => { console.log(error.name + ": " + error.message); process.exitCode = 1; });
      `,
      resolveDir: projectDir,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    outfile: program,
  });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Any Node of the system: the project's own lies where another user may not look. */
async function ensureDocker(env: Record<string, string>, ...prefix: string[]): Promise<string> {
  const path = (process.env["PATH"] ?? "").split(":").filter((entry) => !entry.includes("node_modules"));
  const PATH = path.join(":");
  const { stdout } = await execa("env", [...prefix, "node", program], {
    env: { PATH, ...env },
    extendEnv: false,
    reject: false,
  });
  return stdout;
}

test("a Docker daemon that does not answer at DOCKER_HOST is named", async () => {
  expect(await ensureDocker({ DOCKER_HOST: "unix:///nonexistent/docker.sock" })).toMatch(
    /^SetupError: The Docker daemon at DOCKER_HOST=unix:\/\/\/nonexistent\/docker.sock does not answer: /,
  );
});

test("who may not use the Docker daemon is told how to get the right to", async () => {
  const nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];
  expect(await ensureDocker({ HOME: folder }, ...nobody)).toBe(
    "SetupError: The Docker daemon runs, but this user may not use it. Run: sudo usermod -aG docker $USER, log in again, and run the same command.",
  );
});

test("a disk with too little room is named before anything is built", async () => {
  await expect(checkDisk(1e6)).rejects.toThrow(/^The disk of .+ has [\d.]+ GB free, the images need about 1000000\./);
});
