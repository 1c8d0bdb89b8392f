import { request } from "node:https";
import { connect, type PeerCertificate } from "node:tls";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks a server whose certificate is checked against `ca`, by the name `localhost`, or is not checked without one. */
export async function ask(
  url: string,
  options: { ca?: string; method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { ca, method = "GET", body, headers = {} } = options;
    const trust = ca === undefined ? { rejectUnauthorized: false } : { ca };
    const sent = request(url, { method, headers, ...trust }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** The certificate that a server on this machine shows. */
export async function shownCertificate(port: number): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: "localhost", rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate());
      socket.end();
    });
    socket.once("error", reject);
  });
}
