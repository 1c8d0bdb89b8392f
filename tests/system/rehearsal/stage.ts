import { randomBytes } from "node:crypto";
import { chmod, copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { buildRehearsalPackages } from "../../../rehearsal/build.ts";
import { eventually } from "../../harness/wait.ts";

const image = "rehearsal-java-test";
const projectDir = join(import.meta.dirname, "../../..");

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A container on a stage. */
export interface Actor {
  readonly container: string;
  get(path: string): Promise<Answer>;
  post(path: string): Promise<Answer>;
  log(): Promise<string>;
  /** Waits until the log has so many lines that contain a text; gives the whole log. */
  logs(text: string, times?: number, seconds?: number): Promise<string>;
  signal(name: "TERM" | "KILL"): Promise<void>;
  /** Waits for the end and gives the exit code. */
  exitCode(): Promise<number>;
  isRunning(): Promise<boolean>;
}

/** How to start a stand-in. */
export interface Casting {
  readonly program: "jicofo" | "jvb";
  /** Text of the HOCON file; undefined: the file is missing. */
  readonly config: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the JVM is given the trust store with the CA; default true. */
  readonly trustStore?: boolean;
}

/** A network with its own CA, on which Prosody and the stand-ins of the packages meet. */
export interface Stage {
  /** Starts Prosody with a certificate: `prosody` is right, `wrong-name` names the host only. Gives its WebSocket port. */
  prosody(certificate: "prosody" | "wrong-name"): Promise<{ readonly actor: Actor; readonly port: number }>;
  start(casting: Casting): Promise<Actor>;
  /** Removes every container, the network and the certificates. */
  close(): Promise<void>;
}

/** Builds the packages and an image with them, and opens an empty stage. */
export async function openStage(): Promise<Stage> {
  await buildImage();
  const id = `rehearsal-test-${randomBytes(4).toString("hex")}`;
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-test-"));
  await chmod(folder, 0o755);
  await copyFile(join(import.meta.dirname, "prosody.cfg.lua"), join(folder, "prosody.cfg.lua"));
  await docker("network", "create", id);
  await docker("volume", "create", id);
  const script = await readFile(join(import.meta.dirname, "image/certificates.sh"), "utf8");
  await docker("run", "--rm", "-v", `${id}:/pki`, image, "sh", "-c", script);
  const containers: string[] = [];
  const run = async (options: readonly string[], command: readonly string[], http = 0): Promise<Actor> => {
    const name = `${id}-${String(containers.length)}`;
    containers.push(name);
    const mounts = ["-v", `${id}:/pki:ro`, "-v", `${folder}:/config:ro`];
    await docker("run", "-d", "--init", "--name", name, "--network", id, ...mounts, ...options, image, ...command);
    return actor(name, http);
  };
  return {
    prosody: (certificate) => startProsody(run, certificate),
    start: async (casting) => {
      const file = `${randomBytes(4).toString("hex")}.conf`;
      if (casting.config !== undefined) {
        await writeFile(join(folder, file), casting.config);
      }
      const environment = Object.entries(casting.environment ?? {}).flatMap(([name, value]) => [
        "-e",
        `${name}=${value}`,
      ]);
      return run(environment, javaCommand(casting, `/config/${file}`), casting.program === "jicofo" ? 8888 : 8080);
    },
    close: async () => {
      await execa("docker", ["rm", "-f", "-v", ...containers], { reject: false });
      await docker("network", "rm", id);
      await docker("volume", "rm", id);
      await rm(folder, { recursive: true });
    },
  };
}

async function buildImage(): Promise<void> {
  const { directory } = await buildRehearsalPackages({ projectDir, report: () => undefined });
  const context = await mkdtemp(join(tmpdir(), "rehearsal-image-"));
  try {
    await cp(join(import.meta.dirname, "image/Dockerfile"), join(context, "Dockerfile"));
    for (const file of (await readdir(directory)).filter((name) => !name.startsWith("jitsi-meet-web"))) {
      await cp(join(directory, file), join(context, file));
    }
    await docker("build", "-t", image, context);
  } finally {
    await rm(context, { recursive: true });
  }
}

async function startProsody(
  run: (options: readonly string[], command: readonly string[]) => Promise<Actor>,
  certificate: string,
): Promise<{ actor: Actor; port: number }> {
  const options = ["--network-alias", certificate, "-e", `CERTIFICATE=${certificate}`, "-p", "127.0.0.1::5280"];
  const server = await run(options, ["prosody", "-F", "--config", "/config/prosody.cfg.lua"]);
  await server.logs("Activated service 'c2s'");
  const users = [
    ["focus@auth.meet.jitsi", "focus-secret"],
    ["jvb@auth.meet.jitsi", "jvb-secret"],
    ["alice@meet.jitsi", "alice-secret"],
  ] as const;
  for (const [user, password] of users) {
    await eventually(
      () => prosodyShell(server, "user", "create", user, password),
      () => true,
    );
  }
  const published = await docker("port", server.container, "5280/tcp");
  return { actor: server, port: Number(published.split(":").at(-1)) };
}

/** `prosodyctl shell ARGS`. */
export function prosodyShell(server: Actor, ...args: string[]): Promise<string> {
  const shell = ["prosodyctl", "--config", "/config/prosody.cfg.lua", "shell"];
  return docker("exec", server.container, ...shell, ...args);
}

function javaCommand({ program, trustStore = true }: Casting, file: string): string[] {
  const [share, jar, main] =
    program === "jicofo"
      ? ["/usr/share/jicofo", "jicofo.jar", "org.jitsi.jicofo.Main"]
      : ["/usr/share/jitsi-videobridge", "jitsi-videobridge.jar", "org.jitsi.videobridge.MainKt"];
  const logging = `/etc/jitsi/${program === "jicofo" ? "jicofo" : "videobridge"}/logging.properties`;
  const trust = ["-Djavax.net.ssl.trustStore=/pki/trust.p12", "-Djavax.net.ssl.trustStorePassword=changeit"];
  return [
    "java",
    `-Dconfig.file=${file}`,
    `-Djava.util.logging.config.file=${logging}`,
    ...(trustStore ? trust : []),
    "-cp",
    `${share}/${jar}:${share}/lib/*`,
    main,
  ];
}

function actor(container: string, port: number): Actor {
  const log = async (): Promise<string> => (await execa("docker", ["logs", container], { all: true })).all;
  const http = async (method: string, path: string): Promise<Answer> => {
    const url = `http://127.0.0.1:${String(port)}${path}`;
    const output = await docker("exec", container, "curl", "-s", "-X", method, "-w", "\n%{http_code}", url);
    const end = output.lastIndexOf("\n");
    return { status: Number(output.slice(end + 1)), body: output.slice(0, Math.max(end, 0)) };
  };
  return {
    container,
    log,
    get: (path) => http("GET", path),
    post: (path) => http("POST", path),
    logs: (text, times = 1, seconds = 30) => eventually(log, (lines) => lines.split(text).length > times, seconds),
    signal: async (name) => {
      await docker("kill", "--signal", name, container);
    },
    exitCode: async () => Number(await docker("wait", container)),
    isRunning: async () => (await docker("inspect", "-f", "{{.State.Running}}", container)) === "true",
  };
}

async function docker(...args: string[]): Promise<string> {
  return (await execa("docker", args)).stdout;
}
