import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";

/** What the front says instead of passing a request for a certificate on. */
export interface Limit {
  readonly detail: string;
  /** Header Retry-After. */
  readonly retryAfter?: string;
}

/** Stands in front of the authority, counts what it is asked, and can be busy or away. */
export interface Front {
  readonly port: number;
  /** Paths of all requests so far. */
  readonly paths: readonly string[];
  limit(limit: Limit | undefined): void;
  /** Whether connections are cut off at once. */
  away(isAway: boolean): void;
  stop(): Promise<void>;
}

function pass(from: IncomingMessage, to: ServerResponse, port: number): void {
  // The host it was asked for is part of the addresses that the authority answers with.
  const { method, url, headers } = from;
  const onward = request(
    { host: "127.0.0.1", port, method, path: url, headers, rejectUnauthorized: false },
    (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    },
  );
  onward.once("error", () => to.destroy());
  from.pipe(onward);
}

function refuse({ detail, retryAfter }: Limit, to: ServerResponse): void {
  to.writeHead(429, {
    "Content-Type": "application/problem+json",
    "Replay-Nonce": "c3RhbmQtaW4",
    ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }),
  });
  to.end(JSON.stringify({ type: "urn:ietf:params:acme:error:rateLimited", status: 429, detail }));
}

export async function startFront(pair: { certificate: string; key: string }, authorityPort: number): Promise<Front> {
  const paths: string[] = [];
  let limited: Limit | undefined;
  let isAway = false;
  const server = createServer({ cert: pair.certificate, key: pair.key }, (from, to) => {
    paths.push(from.url ?? "");
    if (isAway) {
      from.socket.destroy();
    } else if (limited !== undefined && from.url?.startsWith("/order-plz") === true) {
      refuse(limited, to);
    } else {
      pass(from, to, authorityPort);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    paths,
    limit: (limit) => {
      limited = limit;
    },
    away: (now) => {
      isAway = now;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
