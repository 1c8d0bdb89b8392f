import { existsSync, readFileSync } from "node:fs";
import { execa } from "execa";
import { bridgeName } from "../config/ports.ts";
import { checkSettings } from "../config/parse.ts";
import { readStackValues } from "../config/stack-values.ts";
import { projectDir } from "./bootstrap.mjs";
import { SetupError } from "./setup/command.ts";
import { stackLabel } from "./stack.ts";
import { table } from "./table.ts";
import { stackConfigFile } from "./workspace.ts";

/** The part of `docker inspect` that tells how a container does. */
export interface Container {
  readonly Id: string;
  readonly Name: string;
  readonly Created: string;
  /** How often Docker started it again after it had ended by itself. */
  readonly RestartCount?: number;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null; readonly Healthcheck?: unknown };
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    /** Whether the kernel ended it last because of its memory limit. */
    readonly OOMKilled?: boolean;
    readonly Health?: { readonly Status: string; readonly Log: readonly { readonly Output: string }[] | null };
  };
  readonly NetworkSettings?: {
    /** Ports of the host by the container's: `10000/udp`. */
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>;
  };
}

export interface ServiceStatus {
  readonly service: string;
  readonly container: string | null;
  /** Docker's word (`running`, `exited`, ...), or `missing`. */
  readonly state: string;
  /** `healthy`, `starting`, `unhealthy` or `none`. */
  readonly health: string;
  /** What stands in the way. Null: it is healthy. */
  readonly reason: string | null;
}

export interface StackStatus {
  readonly stack: string;
  readonly healthy: boolean;
  readonly services: readonly ServiceStatus[];
}

/** Services that every stack has, bridges apart. */
const fixedServices = ["web", "prosody", "jicofo"] as const;

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => line !== "");
}

function reasonOf({ State, Config }: Container): string | null {
  if (State.Status !== "running") {
    return State.Status === "exited" ? `stopped with exit code ${String(State.ExitCode)}` : `is ${State.Status}`;
  }
  const health = State.Health;
  if (Config.Healthcheck === undefined || health === undefined) {
    return "has no health check";
  }
  if (health.Status === "healthy") {
    return null;
  }
  return lastLine(health.Log?.at(-1)?.Output ?? "") ?? "its health has not been checked yet";
}

/** The container that is the service: containers which only carry its files have no health check. */
export function containerOf(service: string, containers: readonly Container[]): Container | undefined {
  const own = containers.filter(({ Config }) => Config.Labels?.["jitsi.service"] === service);
  const running = own.filter(
    ({ Config, State }) => Config.Healthcheck !== undefined || !["created", "exited"].includes(State.Status),
  );
  return running.sort((a, b) => b.Created.localeCompare(a.Created))[0];
}

function serviceStatus(service: string, containers: readonly Container[]): ServiceStatus {
  const container = containerOf(service, containers);
  if (container === undefined) {
    return { service, container: null, state: "missing", health: "none", reason: "there is no such container" };
  }
  const { State, Name } = container;
  const name = Name.replace(/^\//, "");
  return {
    service,
    container: name,
    state: State.Status,
    health: State.Health?.Status ?? "none",
    reason: reasonOf(container),
  };
}

/**
 * How a stack does, from what Docker says about its containers.
 * @param bridges how many bridges it must have. More are listed, too.
 */
export function stackStatus(stack: string, containers: readonly Container[], bridges: number): StackStatus {
  const names = containers.map(({ Config }) => Config.Labels?.["jitsi.service"] ?? "").filter((name) => name !== "");
  const expected = [...fixedServices, ...Array.from({ length: bridges }, (_, index) => bridgeName(index + 1))];
  const more = [...new Set(names)].filter((name) => !expected.includes(name)).sort();
  const extra = more.map((name) => serviceStatus(name, containers)).filter(({ state }) => state !== "missing");
  const services = [...expected.map((name) => serviceStatus(name, containers)), ...extra];
  return { stack, healthy: services.every(({ reason }) => reason === null), services };
}

async function docker(args: readonly string[]): Promise<string> {
  const result = await execa("docker", [...args], { reject: false });
  if (result.failed) {
    const said =
      "code" in result && result.code === "ENOENT" ? "the docker command is not installed" : result.stderr.trim();
    throw new SetupError(`Docker could not be asked: ${said}`);
  }
  return result.stdout;
}

async function inspectStack(stack: string): Promise<readonly Container[]> {
  const ids = (await docker(["ps", "--all", "--quiet", "--no-trunc", "--filter", `label=${stackLabel(stack)}`]))
    .split("\n")
    .filter(Boolean);
  if (ids.length === 0) {
    return [];
  }
  // A container may go between the two calls; then Docker prints the others and fails.
  const result = await execa("docker", ["inspect", "--type", "container", ...ids], { reject: false });
  return JSON.parse(result.stdout || "[]") as Container[];
}

/** Bridges that the stack's settings ask for. One where there is no file that says it. */
export function wantedBridges(stack: string): number {
  const file = stackConfigFile(projectDir, stack);
  if (!existsSync(file)) {
    return 1;
  }
  try {
    return checkSettings(readStackValues(readFileSync(file, "utf8")).raw).parsed.settings.bridge.count;
  } catch {
    return 1;
  }
}

/** How a stack does now. @throws SetupError where Docker cannot be asked. */
export async function readStatus(stack: string): Promise<StackStatus> {
  return stackStatus(stack, await inspectStack(stack), wantedBridges(stack));
}

const pollMilliseconds = 1000;

/**
 * Waits until every service of a stack is healthy, or the time is over. Seconds.
 * @returns how it does then. @throws SetupError where Docker cannot be asked.
 */
export async function waitUntilHealthy(stack: string, seconds: number): Promise<StackStatus> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const status = await readStatus(stack);
    const left = end - Date.now();
    if (status.healthy || left <= 0) {
      return status;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(pollMilliseconds, left)));
  }
}

/** The status as a table. */
export function statusText({ services }: StackStatus): string {
  const rows = services.map((one) => [one.service, one.state, one.health, one.reason ?? ""]);
  return table([["SERVICE", "STATE", "HEALTH", "REASON"], ...rows]);
}
