import { buffer } from "node:stream/consumers";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { pack } from "tar-stream";
import type { Files } from "../config/render/files.ts";
import type { StackContext } from "./stack-context.ts";

/**
 * Steps that the docker provider has no resource for, as scripts around the `docker` command. A script runs when its
 * inputs change and at no other time; one that failed runs again in the next `pulumi up`.
 */

interface DockerCommand {
  /** Name of a script in components/commands. */
  readonly script: "check-config" | "check-sound" | "pull-image" | "reload" | "wait-until-healthy";
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly stdin?: pulumi.Input<string>;
  /** Whether the script is told what it printed the last time. */
  readonly remembers?: boolean;
}

function dockerCommand(
  name: string,
  stack: StackContext,
  { script, environment, stdin, remembers }: DockerCommand,
  options: pulumi.CustomResourceOptions,
): command.local.Command {
  return new command.local.Command(
    name,
    {
      // Relative to the project's folder, so that the state says the same on every machine.
      create: `sh components/commands/${script}.sh`,
      environment: { ...stack.host.dockerEnvironment, ...environment },
      addPreviousOutputInEnv: remembers === true,
      // The engine shows the output of a command that fails. Of others nobody needs it.
      logging: command.local.Logging.None,
      ...(stdin === undefined ? {} : { stdin }),
    },
    options,
  );
}

/**
 * An image that is not built here: its ID. It is pulled where the daemon does not have it; of one that cannot be, the error says
 * by which setting another one is named.
 */
export function pullImage(
  stack: StackContext,
  { service, setting, image }: { readonly service: string; readonly setting: string; readonly image: string },
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const environment = { SETTING: setting, IMAGE: image };
  return dockerCommand(`${service}-image`, stack, { script: "pull-image", environment }, options).stdout;
}

/** How long a container may take until it is healthy, seconds. Ten times what it takes on a machine with nothing else to do. */
const healthTimeout = 120;

/**
 * Waits until a container that is new is healthy. What it does not become healthy of is in the error; and since a step
 * that failed is not in the state, the next run waits again. The provider's own `wait` is green then.
 */
export function waitUntilHealthy(
  stack: StackContext,
  {
    service,
    container,
    timeout = healthTimeout,
  }: { readonly service: string; readonly container: pulumi.Input<string>; readonly timeout?: number | undefined },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const environment = { SERVICE: service, CONTAINER: container, TIMEOUT: String(timeout) };
  return dockerCommand(`${service}-healthy`, stack, { script: "wait-until-healthy", environment }, options);
}

/** Base64 of a tar of the files, the same for the same files. */
export async function archive(files: Files): Promise<string> {
  const tar = pack();
  for (const [name, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    tar.entry({ name, mode: 0o644, mtime: new Date(0) }, text);
  }
  tar.finalize();
  return (await buffer(tar)).toString("base64");
}

/** Lets the service's own program try its files, before they reach the volume that a restart would read. */
export function checkFiles(
  stack: StackContext,
  { service, image, files }: { readonly service: string; readonly image: pulumi.Input<string>; readonly files: Files },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  // No secret is in it. Marked as one, because a preview shows the change line by line where the files are written.
  const stdin = pulumi.secret(archive(files));
  const environment = { SERVICE: service, IMAGE: image };
  return dockerCommand(`${service}-check`, stack, { script: "check-config", environment, stdin }, options);
}

/** Makes sure that the host has a loopback sound card for each recorder, before a container asks for one. */
export function checkSound(
  stack: StackContext,
  { image, recorders }: { readonly image: pulumi.Input<string>; readonly recorders: number },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const environment = { IMAGE: image, RECORDERS: String(recorders) };
  return dockerCommand("recorders-sound", stack, { script: "check-sound", environment }, options);
}

/** Makes a running container take its files in when their fingerprint changes. */
export function reloadFiles(
  stack: StackContext,
  {
    service,
    container,
    fingerprint,
  }: {
    readonly service: string;
    readonly container: pulumi.Input<string>;
    readonly fingerprint: pulumi.Input<string>;
  },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const environment = { CONTAINER: container, FINGERPRINT: fingerprint };
  return dockerCommand(`${service}-reload`, stack, { script: "reload", environment, remembers: true }, options);
}
