import type * as pulumi from "@pulumi/pulumi";
import type { Certificates } from "./certificates.ts";
import type { Credentials } from "./credentials.ts";
import type { Images } from "./images.ts";
import type { Networks } from "./network.ts";
import type { IssuedCertificate } from "./acme.ts";
import type { StackContext } from "./stack-context.ts";

/** What every service is built from. */
export interface ServiceArgs {
  readonly stack: StackContext;
  readonly images: Images;
  readonly networks: Networks;
  readonly credentials: Credentials;
  readonly certificates: Certificates;
  /** What an authority issues. Undefined but with tls.mode acme. */
  readonly issued?: IssuedCertificate | undefined;
}

/** A service that runs. Whoever depends on it waits until it is healthy. */
export interface RunningService extends pulumi.Resource {
  readonly serviceName: string;
  /** Name of its container. */
  readonly containerName: pulumi.Output<string>;
}
