import { isLocal, publicUrl } from "../../../config/derived.ts";
import { type PublishedPort, publishedPorts } from "../../../config/ports.ts";
import type { Answer, Question } from "../http.ts";
import { broken, type Check, type Finding, warning } from "../finding.ts";
import { notRunning, reachable, type Sight, upCommand } from "../sight.ts";

interface Visit {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly effect: string;
}

/** Header fields of a browser that wants to speak XMPP over WebSocket. The key is any 16 bytes. */
const upgrade = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": Buffer.from("the doctor's key").toString("base64"),
  "Sec-WebSocket-Protocol": "xmpp",
};

/** What every browser asks for, in its order. */
function visits({ settings }: Sight): readonly Visit[] {
  const effect = "the page opens, and nobody can enter a room";
  return [
    { path: "/", status: 200, effect: "nobody can open the page" },
    { path: "/config.js", status: 200, effect: "the page stays empty" },
    { path: "/http-bind", status: 200, effect },
    ...(settings.xmpp.websocket ? [{ path: "/xmpp-websocket", headers: upgrade, status: 101, effect }] : []),
  ];
}

/** The port that browsers, or the proxy in front, come to. */
function webPort({ settings }: Sight): PublishedPort | undefined {
  const ports = publishedPorts(settings).filter(({ service }) => service === "web");
  return ports.find(({ purpose }) => purpose === "HTTPS") ?? ports[0];
}

function tryAsk(sight: Sight, question: Question): Promise<Answer | string> {
  return sight.machine.ask(question).catch((error: unknown) => (error as Error).message);
}

async function atPort(sight: Sight, port: PublishedPort): Promise<Finding[]> {
  const { host: name, protocol, origin } = new URL(publicUrl(sight.settings));
  const host = reachable(sight, port);
  const log = `./jitsi status --stack ${sight.stack}`;
  const findings: Finding[] = [];
  for (const { path, headers, status, effect } of visits(sight)) {
    const answer = await tryAsk(sight, {
      tls: port.purpose === "HTTPS",
      host,
      port: port.external,
      path,
      name,
      headers: { Origin: origin, "X-Forwarded-Proto": protocol.replace(":", ""), ...headers },
    });
    const where = `TCP port ${String(port.external)} at ${host}`;
    if (typeof answer === "string") {
      const problem = `${path} cannot be asked for on ${where}: ${answer}`;
      return [...findings, broken({ problem, effect, fix: `${log}; ${upCommand(sight.stack)}` })];
    }
    if (answer.status !== status) {
      const problem = `${path} on ${where} answers ${String(answer.status)}, not ${String(status)}`;
      findings.push(broken({ problem, effect, fix: log }));
    }
  }
  return findings;
}

/** The address that people open. Routers often do not lead back in, so that a failure proves nothing but on this machine. */
async function atPublicUrl(sight: Sight): Promise<Finding[]> {
  const { settings, remote } = sight;
  const url = new URL(publicUrl(settings));
  if (remote !== undefined && isLocal(settings)) {
    return [];
  }
  const tls = url.protocol === "https:";
  const answer = await tryAsk(sight, {
    tls,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (tls ? 443 : 80)),
    path: "/config.js",
    name: url.host,
  });
  if (typeof answer !== "string" && answer.status === 200) {
    return [];
  }
  const said = typeof answer === "string" ? answer : `the answer is ${String(answer.status)}`;
  const effect = "nobody can open the page";
  const fix = `curl -v ${url.origin}/config.js; firewall, router or proxy must lead to ${String(webPort(sight)?.external)} of this host, or general.publicUrl name the right port`;
  return isLocal(settings)
    ? [broken({ problem: `${url.origin} cannot be opened: ${said}`, effect, fix })]
    : [
        warning({
          problem: `${url.origin} cannot be opened from here: ${said}`,
          effect: `${effect}, unless only this machine is not led back to itself`,
          fix,
        }),
      ];
}

export const web: Check = {
  title: "Web page, BOSH and WebSocket",
  skip: notRunning,
  run: async (sight) => {
    const port = webPort(sight);
    const here = port === undefined ? [] : await atPort(sight, port);
    return here.length > 0 ? here : atPublicUrl(sight);
  },
};
