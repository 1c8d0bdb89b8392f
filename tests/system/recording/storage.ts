import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { command } from "../../../cli/setup/command.ts";
import { goToolchain } from "../../../cli/engine/toolchain.ts";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { eventually } from "../../harness/wait.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import { imageName } from "../images/images.ts";

export const keys = { access: "key-of-the-test", secret: "secret-of-the-test" } as const;

/** A storage that speaks S3, in the recorders' network. It takes nothing that is not signed with `keys`. */
export interface Storage {
  readonly endpoint: string;
  /** SHA-256 of each object, by its name. */
  objects(): Promise<Readonly<Record<string, string>>>;
  log(): Promise<string>;
  close(): Promise<void>;
}

/** Shell command that prints the SHA-256 of each file in a folder. */
export function sumsOf(folder: string): string {
  return `cd ${folder} && find . -type f -exec sha256sum {} +`;
}

/** What it printed: sums by paths. */
export function readSums(printed: string): Readonly<Record<string, string>> {
  const lines = [...printed.matchAll(/^(\w+) {2}\.\/(.+)$/gm)];
  return Object.fromEntries(lines.map(([, sum = "", path = ""]) => [path, sum] as const));
}

/** Builds the server in storage/, and gives its place. Quick when it was built before. */
async function buildServer(): Promise<string> {
  const program = join(projectDir, ".jitsi/test-storage/storage");
  const env = await goToolchain(join(projectDir, "engine"), () => undefined);
  await command("go", ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", `-o=${program}`, "."], {
    cwd: join(import.meta.dirname, "storage"),
    env,
  });
  return program;
}

/** Starts it with one empty bucket. */
export async function openStorage(network: string, bucket: string): Promise<Storage> {
  const program = await buildServer();
  const name = `storage-test-${randomBytes(4).toString("hex")}`;
  const env = { FOLDER: "/objects", BUCKET: bucket, ACCESS_KEY: keys.access, SECRET_KEY: keys.secret };
  await dockerOutput([
    "run", "--detach", `--name=${name}`, `--network=${network}`, `--network-alias=${name}`, "--tmpfs=/objects:uid=1000",
    ...Object.entries(env).map(([variable, value]) => `--env=${variable}=${value}`),
    `--volume=${program}:/storage:ro`, "--entrypoint=/storage", imageName("base"),
  ]); // prettier-ignore
  const log = async (): Promise<string> => (await docker(["logs", name])).stderr;
  await eventually(log, (text) => text.includes("storage listens"), 60);
  return {
    endpoint: `http://${name}:5000`,
    log,
    objects: async () => {
      const { stdout } = await docker(["exec", name, "sh", "-c", sumsOf(`/objects/buckets/${bucket}`)]);
      return readSums(stdout);
    },
    close: async () => {
      await docker(["rm", "--force", name]);
    },
  };
}
