import type * as docker from "@pulumi/docker";

/** A machine with a Docker daemon that the stack runs on. Components know nothing else of it. */
export interface Host {
  /** Talks to the daemon. Components hand it to their children by parentage. */
  readonly provider: docker.Provider;
  /** Environment that makes the `docker` command talk to the same daemon. */
  readonly dockerEnvironment: Readonly<Record<string, string>>;
}
