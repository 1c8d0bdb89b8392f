import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";

/** A request to a port of this machine, as a browser would send it to the public URL. */
export interface Question {
  readonly tls: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** Host name that is asked for. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const answerSeconds = 5;

/** Asks a web server. Its certificate is looked at elsewhere. @throws where no answer comes. */
export async function ask({ tls, host, port, path, name, headers = {} }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const common = { host, port, path, headers: { Host: name, ...headers }, timeout: answerSeconds * 1000 };
    const sent = tls
      ? requestHttps({ ...common, rejectUnauthorized: false, ...(isIP(name) === 0 ? { servername: name } : {}) })
      : requestHttp(common);
    sent.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.once("end", () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    sent.once("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, body: "" });
    });
    sent.once("timeout", () => {
      sent.destroy(new Error(`no answer within ${String(answerSeconds)} seconds`));
    });
    sent.once("error", reject);
    sent.end();
  });
}
