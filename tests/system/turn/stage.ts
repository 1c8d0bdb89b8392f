import { randomBytes } from "node:crypto";
import { renderTurn } from "../../../config/render/coturn.ts";
import { type Settings, schema } from "../../../config/settings/index.ts";
import { eventually } from "../../harness/wait.ts";
import { type Outcome, docker, dockerOutput } from "../images/docker.ts";
import { imageName } from "../images/images.ts";
import { type Service, certificates, startService } from "../images/service.ts";

/** Credentials as a browser is given them. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type Transport = "udp" | "tcp" | "tls";

/** How coturn's own client is told to come. */
const transportOptions: Readonly<Record<Transport, readonly string[]>> = {
  udp: ["-p", "3478"],
  tcp: ["-t", "-p", "3478"],
  tls: ["-t", "-S", "-p", "5349"],
};

/**
 * A network whose addresses look like the internet's, and never leave this machine: addresses in private networks are no
 * peers that anybody may reach. The server, somebody who sends back what he is sent, and clients are in it.
 */
export interface Stage {
  readonly network: string;
  readonly server: Service;
  readonly address: string;
  readonly peer: string;
  /** Address of the server by IPv6. */
  readonly address6: string;
  readonly certificate: { readonly ca: string; readonly certificate: string; readonly key: string };
  stop(): Promise<void>;
}

export const secret = "first-secret";
const prefix = "11.77.0";
const prefix6 = "2a0f:77::";

/** Settings of the stage's server, from what a stack's configuration would say. */
export function turnSettings(builtin: object = {}, turn: object = {}, more: object = {}): Settings {
  return schema.parse({
    general: { publicUrl: "https://meet.example.org" },
    turn: { mode: "builtin", ...turn, builtin: { host: "turn.example.org", address: `${prefix}.10`, ...builtin } },
    ...more,
  });
}

/** Runs something of the TURN image in a container of its own in the stage's network. */
export function inNetwork(network: string, program: string, ...args: readonly string[]): Promise<Outcome> {
  return docker([
    "run",
    "--rm",
    "--init",
    `--network=${network}`,
    `--entrypoint=${program}`,
    imageName("turn"),
    ...args,
  ]);
}

/** Starts the server and its peer. @throws when it is not healthy after 30 s. */
export async function startStage(settings: Settings = turnSettings()): Promise<Stage> {
  const id = randomBytes(4).toString("hex");
  const files = renderTurn(settings);
  const network = await dockerOutput([
    ...["network", "create", "--ipv6", `--subnet=${prefix}.0/24`, `--gateway=${prefix}.1`],
    ...[`--subnet=${prefix6}/64`, `turn-test-${id}`],
  ]);
  const peerName = `turn-test-peer-${id}`;
  const started: Service[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((service) => service.stop()));
    await docker(["rm", "--force", peerName]);
    await docker(["network", "rm", network]);
  };
  try {
    const certificate = await certificates(["turn.example.org"]);
    await dockerOutput([
      ...["run", "--detach", "--init", `--name=${peerName}`, `--network=${network}`, `--ip=${prefix}.20`],
      ...["--entrypoint=turnutils_peer", imageName("turn"), "-p", "3480"],
    ]);
    const server = await startService("turn", {
      config: { ...files, "tls.crt": certificate.certificate },
      secrets: { "turn-secret": secret, "tls.key": certificate.key },
      options: [`--network=${network}`, `--ip=${prefix}.10`, `--ip6=${prefix6}10`, "--network-alias=turn"],
    });
    started.push(server);
    await server.untilHealth("healthy");
    const addresses = { address: `${prefix}.10`, address6: `${prefix6}10`, peer: `${prefix}.20` };
    return { network, server, ...addresses, certificate, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What coturn's client says it did. */
export interface Relayed {
  readonly sent: number;
  readonly received: number;
  /** What it was refused with: `401 (Unauthorized)`. */
  readonly refused?: string;
}

export function relayed({ stdout, stderr }: Outcome): Relayed {
  const text = `${stdout}\n${stderr}`;
  const [, sent = "0", received = "0"] = [...text.matchAll(/tot_send_msgs=(\d+), tot_recv_msgs=(\d+)/g)].at(-1) ?? [];
  const refused = /error (\d+ \([^)]*\))/.exec(text)?.[1];
  return { sent: Number(sent), received: Number(received), ...(refused === undefined ? {} : { refused }) };
}

export interface Relay {
  readonly transport: Transport;
  readonly credentials?: Credentials;
  readonly messages?: number;
  readonly peer?: string;
  readonly server?: string;
  readonly options?: readonly string[];
}

function relayArguments(stage: Stage, { transport, credentials, messages = 5, peer, server, options = [] }: Relay) {
  return [
    ...["-v", "-c", "-m", "1", "-n", String(messages), ...transportOptions[transport]],
    ...(credentials === undefined ? [] : ["-u", credentials.username, "-w", credentials.password]),
    ...["-e", peer ?? stage.peer, "-r", "3480", ...options, server ?? stage.address],
  ];
}

/** Sends messages to the peer through the server, and waits for them to come back. */
export async function relay(stage: Stage, options: Relay): Promise<Relayed> {
  return relayed(
    await inNetwork(stage.network, "timeout", "20", "turnutils_uclient", ...relayArguments(stage, options)),
  );
}

/**
 * Has messages on their way, one each fifth of a second, while `body` does something else. `goesOn` waits until ten more have
 * come back.
 */
export async function duringRelay(
  stage: Stage,
  options: Relay,
  body: (goesOn: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const name = `turn-test-client-${randomBytes(4).toString("hex")}`;
  await dockerOutput([
    ...["run", "--detach", "--init", `--name=${name}`, `--network=${stage.network}`],
    ...["--entrypoint=turnutils_uclient", imageName("turn")],
    ...relayArguments(stage, { ...options, messages: 5000 }),
    ...["-z", "200"],
  ]);
  const received = async (): Promise<number> => relayed(await docker(["logs", name])).received;
  try {
    await body(async () => {
      const before = await received();
      await eventually(received, (now) => now >= before + 10, 60);
    });
  } finally {
    await docker(["rm", "--force", name]);
  }
}
