import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { hostAddress } from "../../harness/docker.ts";

/** The part of a report that tests look at. */
export interface SentryEvent {
  readonly release?: string;
  readonly environment?: string;
  readonly level?: string;
  readonly logger?: string;
  readonly message?: { readonly formatted?: string; readonly message?: string };
}

/** A report, and what it was sent with. */
export interface Report {
  readonly project: string;
  /** Public part of the DSN. */
  readonly key: string;
  readonly event: SentryEvent;
}

/** The door of a Sentry server through which SDKs send: envelopes are taken and kept. */
export interface Ingest {
  /** DSN of a project, without its key's secret part. */
  dsn(project: number, key: string): string;
  readonly reports: readonly Report[];
  stop(): Promise<void>;
}

export async function startIngest(): Promise<Ingest> {
  const reports: Report[] = [];
  const server = createServer((request, response) => {
    void envelopeOf(request).then((text) => {
      const project = /^\/api\/(\d+)\/envelope\/$/.exec(request.url ?? "")?.[1];
      const key = /sentry_key=([^,]+)/.exec(String(request.headers["x-sentry-auth"]))?.[1];
      if (project !== undefined && key !== undefined) {
        reports.push(...eventsOf(text).map((event) => ({ project, key, event })));
      }
      response.writeHead(project === undefined ? 404 : 200, { "content-type": "application/json" }).end("{}");
    });
  });
  const host = await hostAddress();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    dsn: (project, key) => `http://${key}@${host}:${String(port)}/${String(project)}`,
    reports,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function envelopeOf(request: IncomingMessage): Promise<string> {
  const body = await buffer(request);
  return (request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
}

/** An envelope is a line about itself, and then two for each item: what it is, and the item. */
function eventsOf(envelope: string): readonly SentryEvent[] {
  const [, ...lines] = envelope.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    const { type } = JSON.parse(line) as { type?: unknown };
    return index % 2 === 0 && type === "event" ? [JSON.parse(lines[index + 1] ?? "{}") as SentryEvent] : [];
  });
}
