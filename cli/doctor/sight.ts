import type { Problem } from "../../config/problems.ts";
import type { PublishedPort } from "../../config/ports.ts";
import type { Settings } from "../../config/settings/index.ts";
import { type Container, stackStatus } from "../status.ts";
import { devStack } from "../workspace.ts";
import type { Machine } from "./machine.ts";

/** What the Docker daemon says of itself. */
export interface Daemon {
  readonly version: string;
  /** Folder of images, containers and volumes. */
  readonly folder: string;
  /** Its clock. */
  readonly time: string;
}

/** What all checks look at. */
export interface Sight {
  readonly machine: Machine;
  readonly stack: string;
  readonly settings: Settings;
  /** What is wrong with the settings; what is, stands in `settings` as its default. */
  readonly problems: readonly Problem[];
  /** A text is why it does not answer. */
  readonly daemon: Daemon | string;
  /** Host of a daemon on another machine. */
  readonly remote: string | undefined;
  /** Everything of the stack, also containers that never run. */
  readonly containers: readonly Container[];
}

/** Host of the daemon that DOCKER_HOST names, where it is another machine. */
export function remoteHost(dockerHost: string | undefined): string | undefined {
  if (dockerHost === undefined || !/^(tcp|ssh|https?):/.test(dockerHost)) {
    return undefined;
  }
  const { hostname } = new URL(dockerHost);
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname) ? undefined : hostname;
}

interface Info {
  readonly ServerVersion?: string;
  readonly DockerRootDir?: string;
  readonly SystemTime?: string;
}

/** Asks the daemon about itself. @returns a text where it does not answer. */
export async function readDaemon(machine: Machine): Promise<Daemon | string> {
  const { ok, stdout, stderr, missing } = await machine.run("docker", "info", "--format", "{{json .}}");
  if (missing) {
    return "the docker command is not installed";
  }
  if (!ok) {
    return stderr === "" ? "it does not answer" : stderr;
  }
  const { ServerVersion = "", DockerRootDir = "", SystemTime = "" } = JSON.parse(stdout) as Info;
  return ServerVersion === "" ? stderr : { version: ServerVersion, folder: DockerRootDir, time: SystemTime };
}

/** Everything that Docker knows of a stack's containers. None where it does not answer. */
export async function readContainers(machine: Machine, label: string): Promise<readonly Container[]> {
  const listed = await machine.run("docker", "ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${label}`);
  const ids = listed.stdout.split("\n").filter((id) => id !== "");
  if (!listed.ok || ids.length === 0) {
    return [];
  }
  // A container may go between the two calls; then Docker prints the others and fails.
  const { stdout } = await machine.run("docker", "inspect", "--type", "container", ...ids);
  return JSON.parse(stdout || "[]") as Container[];
}

/** Why nothing that runs can be looked at. Undefined: the stack is there. */
export function notRunning({ stack, settings, daemon, containers }: Sight): string | undefined {
  if (typeof daemon === "string") {
    return "Docker does not answer";
  }
  const { services } = stackStatus(stack, containers, settings.bridge.count);
  return services.every(({ state }) => state === "missing")
    ? `stack ${stack} does not run (${upCommand(stack)})`
    : undefined;
}

/** Why the machine of the daemon cannot be looked at. */
export function elsewhere({ remote }: Sight): string | undefined {
  return remote === undefined ? undefined : `the Docker daemon is on ${remote}: run the doctor there`;
}

/** The command that brings a stack to what its settings say. */
export function upCommand(stack: string): string {
  return stack === devStack ? "npm start" : `pulumi up --stack ${stack}`;
}

/** Where a published port is reached from here. */
export function reachable({ remote }: Sight, { address }: PublishedPort): string {
  return remote ?? (address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address);
}
