import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { type Server, createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { renderWeb } from "../../../config/render/web.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { Nginx, nginxVersion, temporaryFolder, workerUser } from "../write/real/nginx.ts";

/** The rendered nginx.conf on this machine: paths, ports and addresses of the container become those of a test's folder. */

/** A web site of a few files, each where the real one has its own. */
const files: Readonly<Record<string, string>> = {
  "site/index.html":
    '<!--#include virtual="/base.html" --><script><!--#include virtual="/config.js" --></script><script><!--#include virtual="/interface_config.js" --></script>',
  "site/base.html": '<base href="/" />',
  "site/interface_config.js": "var interfaceConfig = {};",
  "site/manifest.json": "{}",
  "site/pwa-worker.js": "worker",
  "site/libs/external_api.min.js": "var JitsiMeetExternalAPI; // <!--# not for nginx -->",
  "site/libs/app.bundle.min.js": "x".repeat(2000),
  "site/sounds/joined.wav": "RIFF",
  "site/static/404.html": '<!--#include virtual="/base.html" -->nothing here',
};

export interface Site {
  readonly folder: string;
  readonly http: string;
  readonly https: string;
}

/** Where the container's Prosody and Docker's name server are played. */
export interface Backend {
  readonly prosodyPort: number;
  readonly dnsPort: number;
  /** A port of this machine for HTTP, in place of the socket file. */
  readonly httpPort?: number;
}

/** Makes the folder of a site: rendered files, web files, certificates. */
export async function makeSite(settings: Settings, backend: Backend = { prosodyPort: 1, dnsPort: 1 }): Promise<Site> {
  const folder = await temporaryFolder();
  const rendered = renderWeb(settings);
  await Promise.all(["run", "config", "secrets"].map((name) => mkdir(join(folder, name))));
  makeCertificate(join(folder, "config/tls.crt"), join(folder, "secrets/tls.key"), ["localhost"]);
  execFileSync("cp", [join(folder, "config/tls.crt"), join(folder, "config/ca.crt")]);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const [path, text] of Object.entries(rendered)) {
    const file = join(folder, "config", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, path === "nginx.conf" ? workerUser + onThisMachine(text, folder, backend) : text);
  }
  return { folder, http: join(folder, "run/http.sock"), https: join(folder, "run/https.sock") };
}

function onThisMachine(config: string, folder: string, { prosodyPort, dnsPort, httpPort }: Backend): string {
  const http = httpPort === undefined ? `unix:${folder}/run/http.sock` : `127.0.0.1:${String(httpPort)}`;
  const [major = 0, minor = 0, patch = 0] = nginxVersion();
  // Older releases spell it as a parameter of `listen`.
  const hasHttp2Directive = major * 10000 + minor * 100 + patch >= 12501;
  return (
    config
      .replaceAll(/(?<=[ "])\/(config|secrets|run)\//g, `${folder}/$1/`)
      // A test's standard output is a socket, which cannot be opened by name.
      .replace("/dev/stdout", `${folder}/run/access.log`)
      .replaceAll("/usr/share/jitsi-meet", `${folder}/site`)
      .replace("listen 8000;", `listen ${http};`)
      .replace("listen 8443 ssl;", `listen unix:${folder}/run/https.sock ssl;`)
      .replace("http2 on;", hasHttp2Directive ? "http2 on;" : "")
      .replace("resolver 127.0.0.11 ", `resolver 127.0.0.1:${String(dnsPort)} `)
      .replaceAll("$prosody:5281", `$prosody:${String(prosodyPort)}`)
  );
}

/** Starts nginx with a site's files. */
export function startSite(site: Site): Promise<Nginx> {
  const config = readFileSync(join(site.folder, "config/nginx.conf"), "utf8");
  const sockets = [site.http, site.https].filter((socket) => config.includes(`listen unix:${socket}`));
  return Nginx.start(site.folder, config, sockets);
}

/** A self-signed certificate for host names: its own authority. */
export function makeCertificate(certificate: string, key: string, names: readonly string[]): void {
  const subject = ["-subj", "/CN=test", "-addext", `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`];
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key];
  execFileSync("openssl", ["req", "-x509", ...newKey, "-days", "2", ...subject, "-out", certificate], {
    stdio: "pipe",
  });
}

export interface Dns {
  readonly port: number;
  /** May be called again. */
  stop(): void;
}

/** A name server that knows one answer: every name is this machine. */
export async function startDns(): Promise<Dns> {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1]);
    const head = Buffer.from(query);
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(1, 6);
    socket.send(Buffer.concat([head, answer]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  let open = true;
  const stop = (): void => {
    if (open) {
      open = false;
      socket.close();
    }
  };
  return { port, stop };
}

export interface FakeProsody {
  readonly port: number;
  /** The requests it was sent. */
  readonly requests: IncomingMessage[];
  stop(): void;
}

/**
 * An HTTPS server in Prosody's place. It answers each request with its own name for it, upgrades to WebSocket and sends
 * back what comes by it.
 */
export async function startProsody(certificate: string, key: string): Promise<FakeProsody> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(key) },
    (request, response) => {
      requests.push(request);
      response.setHeader("content-type", "text/html").end('prosody <!--# echo var="uri" -->');
    },
  );
  server.on("upgrade", (request, socket) => {
    requests.push(request);
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, requests, stop: () => server.close() };
}
