import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { eventually } from "../../harness/wait.ts";
import { docker, dockerOutput } from "../images/docker.ts";

const image = "recording-test/storage";

/** A storage that speaks S3, under the name `storage` and on port 5000. */
export interface Storage {
  /** Names of what is in the bucket. */
  files(): Promise<string[]>;
  close(): Promise<void>;
}

/** Starts one with an empty bucket. */
export async function openStorage(network: string, bucket: string): Promise<Storage> {
  await dockerOutput(["build", "--tag", image, join(import.meta.dirname, "storage-image")]);
  const name = `recording-test-storage-${randomBytes(4).toString("hex")}`;
  await dockerOutput(["run", "--detach", `--name=${name}`, `--network=${network}`, "--network-alias=storage", image]);
  const curl = (...args: string[]) =>
    docker(["exec", name, "curl", "--fail", "--silent", ...args, `http://127.0.0.1:5000/${bucket}`]);
  await eventually(
    () => curl("--request", "PUT"),
    ({ code }) => code === 0,
    120,
  );
  return {
    files: async () => [...(await curl()).stdout.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key).sort(),
    close: async () => {
      await docker(["rm", "--force", "--volumes", name]);
    },
  };
}
