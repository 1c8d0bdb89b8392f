import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { bundleWeb } from "../../../rehearsal/web/bundle.ts";

/** nginx with the stand-in page in front of a Prosody. */
export interface Site {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Writes another config.js; it counts from the next page load. */
  configure(config: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** Hosts of the tests' Prosody, as config.js names them. */
export const hosts = { domain: "meet.jitsi", muc: "muc.meet.jitsi", anonymousdomain: "guest.meet.jitsi" };

/** @param xmppPort port of Prosody's BOSH and WebSocket on 127.0.0.1 */
export async function startSite(xmppPort: number): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "rehearsal-web-site-"));
  // nginx's workers run as another user when it is started by root.
  await chmod(folder, 0o755);
  const port = await freePort();
  await Promise.all([bundleWeb(join(folder, "www")), mkdir(join(folder, "tmp")), mkdir(join(folder, "config"))]);
  await writeFile(join(folder, "nginx.conf"), nginxConf(folder, port, xmppPort));
  const nginx = execa("nginx", ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")], { reject: false });
  const url = `http://127.0.0.1:${String(port)}`;
  const configure = async (config: Readonly<Record<string, unknown>>): Promise<void> => {
    const text = `var config = ${JSON.stringify(config)};\nvar subdomain = '<!--# echo var="subdomain" default="" -->';\nconfig.hosts.muc = config.hosts.muc.replace(".", "." + subdomain);\n`;
    await writeFile(join(folder, "config/config.js"), text);
  };
  await configure({ hosts, bosh: `${url}/http-bind`, websocket: `${url.replace("http", "ws")}/xmpp-websocket` });
  await nginxAnswers(url, nginx);
  return {
    url,
    configure,
    stop: async () => {
      nginx.kill("SIGQUIT");
      await nginx;
      await rm(folder, { recursive: true });
    },
  };
}

async function nginxAnswers(url: string, nginx: PromiseLike<{ stderr: string }>): Promise<void> {
  const end = Date.now() + 10_000;
  let log: string | undefined;
  void Promise.resolve(nginx).then(({ stderr }) => (log = stderr));
  while (!(await fetch(`${url}/robots.txt`).catch(() => undefined))?.ok) {
    if (log !== undefined || Date.now() > end) {
      throw new Error(`nginx does not answer: ${log ?? "it runs"}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function nginxConf(folder: string, port: number, xmppPort: number): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/tmp;`);
  return `
daemon off; pid ${folder}/nginx.pid; worker_processes 1;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types; access_log off; error_log stderr; ${paths.join(" ")}
  map $http_upgrade $connection_upgrade { default upgrade; "" close; }
  server {
    listen 127.0.0.1:${String(port)};
    root ${folder}/www; index index.html; ssi on; ssi_types application/javascript; error_page 404 /static/404.html;
    location = /config.js { alias ${folder}/config/config.js; add_header Cache-Control no-store; }
    location ~ ^/(libs|css|static|images|lang)/ { try_files $uri =404; }
    location = /http-bind { proxy_pass http://127.0.0.1:${String(xmppPort)}; }
    location = /xmpp-websocket {
      proxy_pass http://127.0.0.1:${String(xmppPort)}; proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
    }
    location ~ ^/[^/]+$ { try_files $uri @page; }
    location @page { rewrite ^ / break; }
    location ~ ^/([^/]+)/(.*)$ { set $subdomain "$1."; rewrite ^/[^/]+/(.*)$ /$1 last; }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
