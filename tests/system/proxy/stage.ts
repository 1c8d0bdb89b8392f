import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, type RequestOptions, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { type ProxyProgram, proxySnippet } from "../../../config/render/proxy-snippets/index.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { freeTcpPort } from "../../harness/ports.ts";
import { eventually } from "../../harness/wait.ts";
import {
  type Dns,
  type FakeProsody,
  type Site,
  makeCertificate,
  makeSite,
  startDns,
  startProsody,
  startSite,
} from "../../unit/render/site.ts";
import { settingsOf } from "../../unit/render/variants.ts";
import { type Nginx, removeFolder, temporaryFolder } from "../../unit/write/real/nginx.ts";

/** A proxy in front, with the configuration that is printed for it, before the rendered nginx.conf, before a Prosody of the test's. */
export interface Stage {
  readonly folder: string;
  readonly settings: Settings;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly prosody: FakeProsody;
  readonly front: ChildProcess;
  /** What the proxy wrote to its log files and its standard error. */
  readonly logs: () => Promise<string>;
  /** Ends the stack's own web server: the proxy stays. */
  readonly stopStack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How a proxy is started with the printed configuration, whose paths and ports are made those of the test. */
export interface Program {
  readonly program: ProxyProgram;
  readonly command: string;
  readonly args: (file: string) => readonly string[];
  /** The whole configuration file around the printed part. */
  readonly whole: (snippet: string, folder: string, httpPort: number) => string;
}

export const host = "meet.example.org";

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

interface Stack {
  readonly site: Site;
  readonly nginx: Nginx;
  readonly prosody: FakeProsody;
  readonly dns: Dns;
}

async function startStack(folder: string, settings: Settings): Promise<Stack> {
  const [certificate, key] = [join(folder, "xmpp.crt"), join(folder, "xmpp.key")];
  makeCertificate(certificate, key, ["meet.jitsi"]);
  const dns = await startDns();
  const prosody = await startProsody(certificate, key);
  const backend = { prosodyPort: prosody.port, dnsPort: dns.port, httpPort: settings.http.port };
  const site = await makeSite(settings, backend);
  await writeFile(join(site.folder, "config/ca.crt"), await readFile(certificate));
  return { site, nginx: await startSite(site), prosody, dns };
}

/** Starts everything. The proxy's ports are free ones of this machine. */
export async function startStage(program: Program): Promise<Stage> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "logs"));
  const [stackPort, httpPort, httpsPort] = [await freeTcpPort(), await freeTcpPort(), await freeTcpPort()];
  const settings = settingsOf({
    general: { publicUrl: `https://${host}:${String(httpsPort)}` },
    http: { port: stackPort, listenAddress: "127.0.0.1", trustedProxies: ["127.0.0.1"] },
    tls: { mode: "off" },
  });
  const stack = await startStack(folder, settings);
  makeCertificate(join(folder, "fullchain.pem"), join(folder, "privkey.pem"), [host]);
  const snippet = proxySnippet(program.program, settings).replaceAll(`/etc/letsencrypt/live/${host}`, folder);
  const file = join(folder, "front.conf");
  await writeFile(file, program.whole(snippet, folder, httpPort));
  const front = spawn(program.command, program.args(file), { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  front.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  await eventually(
    async () => (front.exitCode === null ? (await listens(httpsPort)) && (await listens(httpPort)) : said),
    (answer) => answer !== false,
  );
  if (front.exitCode !== null) {
    throw new Error(said);
  }
  const logs = async (): Promise<string> =>
    said +
    (
      await Promise.all(
        ["access.log", "error.log"].map((name) => readFile(join(folder, "logs", name), "utf8").catch(() => "")),
      )
    ).join("");
  return {
    ...{ folder, settings, httpPort, httpsPort, prosody: stack.prosody, front, logs },
    stopStack: () => stack.nginx.stop(),
    stop: async () => {
      front.kill("SIGTERM");
      await (front.exitCode === null ? once(front, "exit") : undefined);
      await stack.nginx.stop();
      stack.prosody.stop();
      stack.dns.stop();
      await removeFolder(stack.site.folder);
      await removeFolder(folder);
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A person's browser, which is 127.0.0.2: the proxy has another address. */
const person: RequestOptions = { host: "127.0.0.1", localAddress: "127.0.0.2", agent: false };

function options(stage: Stage, path: string, headers: Readonly<Record<string, string>>): RequestOptions {
  const { httpsPort: port } = stage;
  return {
    ...person,
    ...{ port, path, servername: host, rejectUnauthorized: false },
    headers: { host: `${host}:${String(port)}`, ...headers },
  };
}

async function send(request: typeof httpRequest, how: RequestOptions): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  request(how, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("end", () => {
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks).toString(),
      });
    });
  })
    .on("error", reject)
    .end();
  return promise;
}

export function get(stage: Stage, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return send(httpsRequest, options(stage, path, headers));
}

export function getPlain(stage: Stage, path: string): Promise<Answer> {
  return send(httpRequest, { ...person, port: stage.httpPort, path, headers: { host } });
}

/** Opens a WebSocket, sends a text through it and returns what comes back. */
export async function echo(stage: Stage, path: string, text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  httpsRequest(
    options(stage, path, {
      ...{ connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" },
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }),
    (response) => {
      response.resume();
      reject(new Error(`not upgraded: ${String(response.statusCode)}`));
    },
  )
    .on("upgrade", (_, socket, head) => {
      let got = head.toString();
      socket.on("error", reject);
      socket.on("data", (chunk: Buffer) => {
        got += chunk.toString();
        if (got.length >= text.length) {
          socket.destroy();
          resolve(got);
        }
      });
      socket.write(text);
    })
    .on("error", reject)
    .end();
  return promise;
}
