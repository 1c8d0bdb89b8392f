import { type IncomingMessage, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { hostAddress } from "../../harness/docker.ts";

/** A request as a test sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What to answer; a body that is no text is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A small HTTP server of a test's, which containers reach. */
export interface TestServer {
  /** Address without a slash at the end. */
  readonly url: string;
  /** What it was asked, oldest first. */
  readonly asked: Asked[];
  stop(): Promise<void>;
}

/** Starts a server on an address of this machine that containers reach. */
export async function startServer(answer: (asked: Asked) => Answer): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, path, authorization: headers.authorization, body };
      asked.push(one);
      const { status, body: content, headers: more = {} } = answer(one);
      response.writeHead(status, more);
      response.end(typeof content === "string" ? content : JSON.stringify(content ?? {}));
    });
  });
  const host = await hostAddress();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${String(port)}`, asked, stop: () => stop(server) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString();
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
