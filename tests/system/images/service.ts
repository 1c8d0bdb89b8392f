import { randomBytes } from "node:crypto";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Outcome, docker, dockerOutput, hardened, until } from "./docker.ts";
import { type ImageName, type ServiceName, imageName } from "./images.ts";
import { temporaryFolder } from "./packages.ts";

export type Texts = Readonly<Record<string, string>>;

/** A running container of one of our images, hardened as in the stack. */
export interface Service {
  readonly name: string;
  exec(...command: string[]): Promise<Outcome>;
  /** `healthy`, or the line that says why not. */
  health(): Promise<string>;
  /** Waits until the health is this. */
  untilHealth(expected: string): Promise<void>;
  log(): Promise<string>;
  /** Writes or, with undefined, removes files of /config or /secrets. */
  write(place: "config" | "secrets", files: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** Address on this machine of a published port. */
  address(port: number): Promise<string>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  readonly config: Texts;
  readonly secrets?: Texts;
  /** More arguments of `docker run`. */
  readonly options?: readonly string[];
  /** Another image than the one with the probe. */
  readonly image?: string;
}

async function writeFiles(folder: string, files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if (text === undefined) {
      await rm(path);
      continue;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    await writeFile(path, text);
    await chmod(path, 0o644);
  }
}

/** Starts a service's image with these files. */
export async function startService(
  service: ImageName | "jibri" | "jigasi" | "transcriber",
  { config, secrets = {}, options = [], image = imageName(service) }: ServiceOptions,
): Promise<Service> {
  const name = `images-test-${service}-${randomBytes(4).toString("hex")}`;
  const files = await temporaryFolder();
  const folders = { config: join(files.path, "config"), secrets: join(files.path, "secrets") };
  await mkdir(folders.config);
  await mkdir(folders.secrets);
  await writeFiles(folders.config, config);
  await writeFiles(folders.secrets, secrets);
  const mounts = [`--volume=${folders.config}:/config:ro`, `--volume=${folders.secrets}:/secrets:ro`];
  await dockerOutput(["run", "--detach", `--name=${name}`, ...hardened, ...mounts, ...options, image]);

  const exec = (...command: string[]): Promise<Outcome> => docker(["exec", name, ...command]);
  const health = async (): Promise<string> => {
    const { code, stdout } = await exec("health");
    return code === 0 ? "healthy" : stdout;
  };
  const log = async (): Promise<string> => {
    const { stdout, stderr } = await docker(["logs", name]);
    return `${stdout}\n${stderr}`;
  };
  return {
    name,
    exec,
    health,
    log,
    untilHealth: async (expected) => {
      await until(
        async () => ((await health()) === expected ? true : undefined),
        async () => `health is «${await health()}», not «${expected}»; log:\n${await log()}`,
      );
    },
    write: (place, changed) => writeFiles(folders[place], changed),
    address: async (port) => (await dockerOutput(["port", name, `${String(port)}/tcp`])).split("\n")[0] ?? "",
    restart: async () => {
      await dockerOutput(["restart", "--time=2", name]);
    },
    stop: async () => {
      await docker(["rm", "--force", "--volumes", name]);
      await files.remove();
    },
  };
}

/** Runs a service's `check` in a throw-away container on a would-be /config. */
export async function check(service: ServiceName, config: Texts): Promise<Outcome> {
  const files = await temporaryFolder();
  await writeFiles(files.path, config);
  const tar = await dockerOutput([
    "run", "--rm", `--volume=${files.path}:/files:ro`, "--entrypoint=sh", imageName(service),
    "-c", "tar -C /files -c . | base64",
  ]); // prettier-ignore
  await files.remove();
  const place = ["--network=none", "--tmpfs=/config:uid=1000", "--tmpfs=/secrets:uid=1000"];
  return docker(["run", "--rm", "-i", ...hardened, ...place, "--entrypoint=check", imageName(service)], tar);
}

/** A CA and a certificate of it for these names, made by the base image's openssl. */
export async function certificates(
  names: readonly string[],
): Promise<{ ca: string; certificate: string; key: string }> {
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
  const script = `cd /tmp
openssl req -x509 ${key} -subj /CN=ca -keyout ca.key -out ca.crt 2>/dev/null
openssl req -x509 ${key} -CA ca.crt -CAkey ca.key -subj /CN=leaf -addext subjectAltName=${names.map((name) => `DNS:${name}`).join()} \
  -addext basicConstraints=CA:FALSE -keyout leaf.key -out leaf.crt 2>/dev/null
cat ca.crt; echo @; cat leaf.crt; echo @; cat leaf.key`;
  const output = await dockerOutput(["run", "--rm", "--entrypoint=sh", imageName("base"), "-c", script]);
  const [ca = "", certificate = "", privateKey = ""] = output.split("@\n");
  return { ca, certificate, key: privateKey };
}
