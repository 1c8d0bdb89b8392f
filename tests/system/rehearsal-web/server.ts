import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

const image = "rehearsal-web-test";
const context = join(import.meta.dirname, "prosody");
/** The stand-in plugins. */
export const plugins = join(import.meta.dirname, "../../../rehearsal/prosody");

/** A throw-away Prosody that loads the stand-in plugins. */
export interface Server {
  /** Port of BOSH and WebSocket on 127.0.0.1. */
  readonly port: number;
  /** `prosodyctl shell ARGS`; rejects when the command fails. */
  shell(...args: string[]): Promise<string>;
  /** Everything it has logged. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts Prosody with a configuration.
 * @param config text of prosody.cfg.lua
 * @throws when it does not answer on its HTTP port within 20 s
 */
export async function startServer(config: string): Promise<Server> {
  await execa("docker", ["build", "-q", "-t", image, context]);
  const name = `rehearsal-web-${randomBytes(4).toString("hex")}`;
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-web-"));
  // The copy keeps the modes, and Prosody runs as another user.
  await chmod(folder, 0o755);
  await writeFile(join(folder, "prosody.cfg.lua"), config);
  try {
    await execa("docker", ["create", "--name", name, "--init", "-p", "127.0.0.1::5280", image]);
    await execa("docker", ["cp", `${folder}/.`, `${name}:/config`]);
    await execa("docker", ["cp", `${plugins}/.`, `${name}:/plugins`]);
    await execa("docker", ["start", name]);
  } finally {
    await rm(folder, { recursive: true });
  }
  const { stdout } = await execa("docker", ["port", name, "5280/tcp"]);
  const server: Server = {
    port: Number(stdout.split(":").at(-1)),
    shell: async (...args) =>
      (await execa("docker", ["exec", name, "prosodyctl", "--config", "/config/prosody.cfg.lua", "shell", ...args]))
        .stdout,
    log: async () => (await execa("docker", ["logs", name], { all: true })).all,
    stop: async () => {
      await execa("docker", ["rm", "-f", "-v", name]);
    },
  };
  await untilAnswers(server);
  return server;
}

async function untilAnswers(server: Server): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${String(server.port)}/http-bind`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`Prosody does not answer:\n${await server.log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
