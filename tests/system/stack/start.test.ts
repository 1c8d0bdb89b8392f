import { once } from "node:events";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { everythingLabelled } from "../../harness/docker.ts";
import { freeTcpPort, freeUdpPort } from "../../harness/ports.ts";
import { eventually } from "../../harness/wait.ts";
import { ask } from "../../harness/web.ts";

jest.setTimeout(1_200_000);

/** A clone of the project in an empty folder: what a person has after `git clone`. */
let clone: string;
let envFile: string;
let url: string;

beforeAll(async () => {
  before = await everythingLabelled("jitsi.stack=jitsi-meet-dev");
  const folder = await mkdtemp(join(tmpdir(), "jitsi-clone-"));
  clone = join(folder, "project");
  await execa("git", ["clone", "--quiet", projectDir, clone]);
  const https = await freeTcpPort();
  url = `https://localhost:${String(https)}`;
  envFile = join(folder, "quickstart.env");
  const sample = await readFile(join(projectDir, "tests/fixtures/quickstart.env"), "utf8");
  const ports: Record<string, string> = {
    HTTP_PORT: String(await freeTcpPort()),
    HTTPS_PORT: String(https),
    PUBLIC_URL: url,
  };
  const own = sample.split("\n").filter((line) => !((line.split("=")[0] ?? "") in ports));
  const added = Object.entries({ ...ports, JVB_PORT: String(await freeUdpPort()) });
  await writeFile(envFile, [...own, ...added.map(([name, value]) => `${name}=${value}`), ""].join("\n"));
});
afterAll(async () => {
  await npm("stop");
  await rm(join(clone, ".."), { recursive: true, force: true });
});

/** `npm ...` as a person types it there: none of this run's own environment for Node. */
function npm(...args: string[]) {
  const env = { NODE_OPTIONS: undefined, CI: undefined };
  return execa("npm", args, { cwd: clone, env, all: true, reject: false, detached: true });
}

/** What the daemon had of stacks of this name before: another checkout's, say. */
let before: readonly string[];

/** Ids of what the clone's stack has on the daemon. */
async function ownThings(): Promise<string[]> {
  return (await everythingLabelled("jitsi.stack=jitsi-meet-dev")).filter((id) => !before.includes(id));
}

test("npm start --env-file does everything from a fresh clone, and leaves it clean", async () => {
  const { exitCode, all } = await npm("start", "--", "--env-file", envFile);
  expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
  expect(all).toContain(`Jitsi Meet runs at ${url}`);
  expect(/JIBRI_XMPP_PASSWORD +setting +secrets\.jibriPassword +\[secret\]/.test(all)).toBe(true);
  expect(/PUBLIC_URL +setting +general\.publicUrl/.test(all)).toBe(true);
  expect(all).not.toContain("86ae422edd4a253b7ea43c3248083370");
  expect((await ask(`${url}/`)).status).toBe(200);
  const { stdout } = await execa("git", ["status", "--porcelain"], { cwd: clone });
  expect(stdout).toBe("");
});

test("npm start a second time changes nothing", async () => {
  const { exitCode, all } = await npm("start");
  expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
  expect(/Resources:\s+(\d+) unchanged/.exec(all)?.[1]).toBeDefined();
});

test("a port in use is named with the setting that chooses another, and nothing changes", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const served = (await ask(`${url}/config.js`)).body;
  await npm("run", "pulumi", "--", "config", "set", "--path", "http.port", String(port));
  const { exitCode, all } = await npm("start");
  server.close();
  expect(exitCode).toBe(1);
  expect(all).toContain(`http.port: port ${String(port)}/tcp on 127.0.0.1 is in use by another program`);
  expect((await ask(`${url}/config.js`)).body).toBe(served);
});

test("without its passphrase the stack is not touched, and with it everything is there", async () => {
  const file = join(clone, ".jitsi", "passphrase");
  await rename(file, `${file}.away`);
  const lost = await npm("start");
  await rename(`${file}.away`, file);
  expect(lost.exitCode).toBe(1);
  expect(lost.all).toContain(`${file} is gone, and with it the key to the stack's secrets. Put it back`);
  const found = await npm("run", "pulumi", "--", "preview", "--non-interactive");
  expect({ exitCode: found.exitCode, all: found.all }).toMatchObject({ exitCode: 0 });
});

test("Ctrl-C in the middle is survived: the next npm start completes the stack", async () => {
  await npm("stop");
  expect(await ownThings()).toEqual([]);
  const run = npm("start");
  await eventually(ownThings, (found) => found.length > 3, 300);
  // What a terminal does at Ctrl-C: every process of the run gets the signal.
  process.kill(-(run.pid ?? 0), "SIGINT");
  const interrupted = await run;
  expect(interrupted.exitCode).not.toBe(0);
  const { exitCode, all } = await npm("start");
  expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
  expect((await ask(`${url}/`)).status).toBe(200);
});

test("npm stop leaves no container, volume or network", async () => {
  const { exitCode } = await npm("stop");
  expect(exitCode).toBe(0);
  expect(await ownThings()).toEqual([]);
});
