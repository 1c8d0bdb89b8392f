import * as docker from "@pulumi/docker";
import type { Host } from "./host.ts";

/** Where a Docker daemon listens unless it was told otherwise. */
const defaultDockerHost = "unix:///var/run/docker.sock";

/**
 * The daemon of this machine, or the one that DOCKER_HOST names.
 * The address is handed to the provider and to the `docker` command alike: the provider does not know the command's
 * contexts, and without it the two could talk to different daemons.
 */
export function localHost(name: string): Host {
  // Not a setting of the stack: which daemon is "here" belongs to the shell, as for every Docker tool.
  // eslint-disable-next-line no-restricted-properties
  const dockerHost = process.env["DOCKER_HOST"] ?? defaultDockerHost;
  return {
    provider: new docker.Provider(name, { host: dockerHost }),
    dockerEnvironment: { DOCKER_HOST: dockerHost },
  };
}
