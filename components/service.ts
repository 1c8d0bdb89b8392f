import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { logDriverOf } from "../config/log-drivers.ts";
import { type PublishedPort, publishedPorts } from "../config/ports.ts";
import { waitUntilHealthy } from "./docker-command.ts";
import type { Contents } from "./fingerprint.ts";
import { type StackContext, stackLabels } from "./stack-context.ts";

/** User and group of every service, as the images have them. */
export const serviceUser = "1000:1000";

/** A network the container is in, and the names it has there. */
export interface NetworkPlace {
  readonly network: pulumi.Input<string>;
  readonly aliases: readonly string[];
}

export interface VolumeMount {
  readonly volume: pulumi.Input<string>;
  readonly path: string;
  readonly writable?: boolean;
}

/** What differs from service to service. Everything else is decided here, once. */
export interface ServiceSpec {
  /** Name of the service: container's host name, label, place in the ports table. */
  readonly service: string;
  /** Image ID. */
  readonly image: pulumi.Input<string>;
  /** Memory limit, MiB. */
  readonly memory: number;
  readonly networks: readonly NetworkPlace[];
  readonly volumes: readonly VolumeMount[];
  /** Time after the start in which failed health checks do not count, seconds. */
  readonly startPeriod: number;
  /** How long it may take until it is healthy, seconds. */
  readonly healthyWithin?: number;
  /** Environment besides the time zone. Never a secret: `docker inspect` shows it. */
  readonly environment?: Contents;
  /** Places in memory besides, or instead of, those of every service: path -> options. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  /** Size of /dev/shm, MiB. */
  readonly sharedMemory?: number;
  /** Devices of the host, by path. */
  readonly devices?: readonly string[];
  /** More groups of the service's user, by number. */
  readonly groups?: readonly string[];
  /** Time between SIGTERM and SIGKILL, seconds. */
  readonly graceSeconds?: number;
  /** For images that are not ours: who it runs as, what it runs, and how its health is asked. */
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly health?: readonly string[];
  /** How long a check may take, seconds. */
  readonly healthTimeout?: number;
  /** More labels. A changed label replaces the container: that is how files restart a service. */
  readonly labels?: Contents;
}

/** Writable places of a read-only container. JNA unpacks and runs a library, so /run must be executable. */
export const tmpfs: Readonly<Record<string, string>> = {
  "/run": "exec,size=64m,uid=1000,gid=1000,mode=0755",
  "/tmp": "noexec,size=64m,mode=1777",
};

function portArgs({ external, internal, address, protocol }: PublishedPort) {
  return { external, internal, ip: address, protocol };
}

/** Seconds as Docker gives them back, `1m0s`: written otherwise, they would differ for ever. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes > 0 ? `${String(minutes)}m` : ""}${String(seconds % 60)}s`;
}

/** What most services do without. Left out, not empty: the provider reads nothing back then. */
function optionalArgs(spec: ServiceSpec): Partial<docker.ContainerArgs> {
  const { sharedMemory, devices, groups, entrypoint, command } = spec;
  return {
    ...(sharedMemory === undefined ? {} : { shmSize: sharedMemory }),
    ...(devices === undefined ? {} : { devices: devices.map((path) => ({ hostPath: path, containerPath: path })) }),
    ...(groups === undefined ? {} : { groupAdds: [...groups] }),
    ...(entrypoint === undefined ? {} : { entrypoints: [...entrypoint] }),
    ...(command === undefined ? {} : { command: [...command] }),
  };
}

/** What Docker does with the log. A token is among the options because Docker takes it nowhere else. */
function logArgs({ settings, splunkToken }: StackContext, service: string): Partial<docker.ContainerArgs> {
  const { driver, options } = logDriverOf(settings, service);
  return {
    logDriver: driver,
    logOpts: {
      ...options,
      ...(driver === "splunk" && splunkToken !== undefined ? { "splunk-token": splunkToken } : {}),
    },
  };
}

/** How a service's container is run. */
export function containerArgs(stack: StackContext, spec: ServiceSpec): docker.ContainerArgs {
  const labels = Object.entries(spec.labels ?? {}).map(([label, value]) => ({ label, value }));
  const environment = Object.entries(spec.environment ?? {}).map(
    ([name, value]) => pulumi.interpolate`${name}=${value}`,
  );
  return {
    image: spec.image,
    hostname: spec.service,
    user: spec.user ?? serviceUser,
    readOnly: true,
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    init: true,
    tmpfs: { ...tmpfs, ...spec.tmpfs },
    ...optionalArgs(spec),
    volumes: spec.volumes.map(({ volume, path, writable }) => ({
      volumeName: volume,
      containerPath: path,
      readOnly: writable !== true,
    })),
    // Docker makes the container in its default network and moves it. Said, because the provider reads it back.
    networkMode: "bridge",
    networksAdvanced: spec.networks.map(({ network, aliases }) => ({ name: network, aliases: [...aliases] })),
    ports: publishedPorts(stack.settings)
      .filter(({ service }) => service === spec.service)
      .map(portArgs),
    envs: [`TZ=${stack.settings.general.timezone}`, ...environment],
    memory: spec.memory,
    // The same as memory: no swap. A bridge that swaps is worse than one that is restarted.
    memorySwap: spec.memory,
    restart: "unless-stopped",
    ...logArgs(stack, spec.service),
    healthcheck: {
      tests: [...(spec.health ?? ["CMD", "/usr/local/bin/health"])],
      interval: duration(5),
      timeout: duration(spec.healthTimeout ?? 5),
      retries: 3,
      startPeriod: duration(spec.startPeriod),
    },
    // Unset means SIGKILL. A bridge that is killed leaves a session in Prosody which new calls are sent to for a minute.
    destroyGraceSeconds: spec.graceSeconds ?? 10,
    // waitUntilHealthy waits instead: it says why, and a wait that failed is not forgotten by the next run.
    wait: false,
    labels: [...stackLabels(stack), { label: "jitsi.service", value: spec.service }, ...labels],
  };
}

/** How changes of a service's container are made. */
export function containerOptions(options: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return {
    ...options,
    // The old container holds the host's ports and Prosody's data.
    deleteBeforeReplace: true,
    // The provider takes changes of these and never applies them.
    replaceOnChanges: ["healthcheck", "tmpfs", "init"],
  };
}

export interface Service {
  readonly container: docker.Container;
  /** Done when the container is healthy. */
  readonly healthy: pulumi.Resource;
}

/** Runs a service's container and waits until it is healthy. */
export function runService(
  stack: StackContext,
  spec: ServiceSpec,
  options: { readonly parent: pulumi.Resource; readonly dependsOn: readonly pulumi.Resource[] },
): Service {
  const { parent, dependsOn } = options;
  const name = `${spec.service}-container`;
  const container = new docker.Container(
    name,
    containerArgs(stack, spec),
    containerOptions({ parent, dependsOn: [...dependsOn] }),
  );
  const wait = { service: spec.service, container: container.id, timeout: spec.healthyWithin };
  const healthy = waitUntilHealthy(stack, wait, { parent });
  return { container, healthy };
}
