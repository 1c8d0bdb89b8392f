import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, type RequestOptions, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As root, nginx would hand its workers to an account that cannot read the test's folder. */
export const workerUser = process.getuid?.() === 0 ? "user root;\n" : "";

/** A folder of a test's own. */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "nginx-test-"));
}

/** What `nginx -t` says about a configuration file: its exit code, and its messages. */
export function checkNginx(file: string): { readonly code: number | null; readonly output: string } {
  const result = spawnSync("nginx", ["-t", "-e", "stderr", "-c", file], { encoding: "utf8" });
  return { code: result.status, output: result.stderr };
}

/** The installed nginx's version, e.g. [1, 26, 3]. */
export function nginxVersion(): readonly number[] {
  const { stderr } = spawnSync("nginx", ["-v"], { encoding: "utf8" });
  return (/nginx\/([\d.]+)/.exec(stderr)?.[1] ?? "0").split(".").map(Number);
}

/** A running nginx that listens on sockets in the test's folder: no port of the machine is taken. */
export class Nginx {
  readonly #process: ChildProcessByStdio<null, null, Readable>;
  /** Its standard error: the error log. */
  errors = "";

  private constructor(file: string) {
    this.#process = spawn("nginx", ["-e", "stderr", "-c", file], { stdio: ["ignore", "ignore", "pipe"] });
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => (this.errors += text));
  }

  /** Starts nginx and waits until the sockets are listened on. Throws with nginx's own message when it does not start. */
  static async start(folder: string, config: string, sockets: readonly string[]): Promise<Nginx> {
    const file = join(folder, "nginx.conf");
    await writeFile(file, config);
    const nginx = new Nginx(file);
    await nginx.#listening(sockets);
    return nginx;
  }

  async stop(): Promise<void> {
    const exit = this.#process.exitCode === null ? once(this.#process, "exit") : undefined;
    this.#process.kill("SIGTERM");
    await exit;
  }

  async #listening(sockets: readonly string[]): Promise<void> {
    for (const socket of sockets) {
      while (!(await answers(socket))) {
        if (this.#process.exitCode !== null) {
          throw new Error(this.errors);
        }
        await delay(5);
      }
    }
  }
}

/** Whether something listens on a socket file. It is there a moment before. */
async function answers(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(path, () => {
    resolve(true);
  }).on("error", () => {
    resolve(false);
  });
  const listens = await promise;
  socket.destroy();
  return listens;
}

/** One request over a socket file. */
export function get(socketPath: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  return send(httpRequest, { socketPath, path, ...options });
}

/** The same with TLS; the certificate is not looked at. */
export function getSecure(socketPath: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  return send(httpsRequest, { socketPath, path, rejectUnauthorized: false, ...options } as RequestOptions);
}

async function send(request: typeof httpRequest, options: RequestOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request({ agent: false, headers: { host: "localhost" }, ...options }, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
  })
    .on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: "" });
    })
    .on("error", reject)
    .end();
  return promise;
}

/** Waits until a line of an access log matches. */
export async function logLine(file: string, pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const line = (await readFile(file, "utf8")).split("\n").find((text) => pattern.test(text));
    if (line !== undefined) {
      return line;
    }
    await delay(10);
  }
  throw new Error(`no line ${String(pattern)} in ${file}`);
}

/** Removes a test's folder. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
