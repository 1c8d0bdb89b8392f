import { once } from "node:events";
import { type IncomingMessage, type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type Nginx, get, removeFolder } from "../write/real/nginx.ts";
import { type Backend, type Site, makeSite, startSite } from "./site.ts";
import { settingsOf } from "./variants.ts";

/** A site of a test's own settings, running. */
export interface RunningSite {
  readonly site: Site;
  readonly nginx: Nginx;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
}

/** Runs a test with a site of these settings. */
export async function withSite<T>(
  input: object,
  test: (running: RunningSite) => Promise<T>,
  backend?: Backend,
): Promise<T> {
  const site = await makeSite(settingsOf(input), backend);
  try {
    const nginx = await startSite(site);
    try {
      return await test({
        site,
        nginx,
        get: (path, headers = {}) => get(site.http, path, { headers: { host: "localhost", ...headers } }),
      });
    } finally {
      await nginx.stop();
    }
  } finally {
    await removeFolder(site.folder);
  }
}

export interface Upstream {
  readonly port: number;
  /** The requests it was sent. */
  readonly requests: IncomingMessage[];
  stop(): void;
}

const answerNothing: RequestListener = (_, response) => response.end("ok");

/** An HTTP server in the place of another program. It upgrades to whatever is asked for and sends back what it gets. */
export async function startUpstream(answer: RequestListener = answerNothing): Promise<Upstream> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  server.on("upgrade", (request, socket) => {
    requests.push(request);
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
