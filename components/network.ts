import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { type StackContext, stackLabels } from "./stack-context.ts";

/**
 * The stack's networks. `xmpp` is internal: no way in or out. `edge` is for what publishes a port or must reach the outside.
 */
export class Networks extends pulumi.ComponentResource {
  /** Where the services talk to Prosody. */
  readonly xmpp: pulumi.Output<string>;
  readonly edge: pulumi.Output<string>;

  constructor(name: string, { stack }: { readonly stack: StackContext }, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Networks", name, {}, options);
    const labels = stackLabels(stack);
    const xmpp = new docker.Network(`${name}-xmpp`, { driver: "bridge", internal: true, labels }, { parent: this });
    const edge = new docker.Network(`${name}-edge`, { driver: "bridge", labels }, { parent: this });
    this.xmpp = xmpp.name;
    this.edge = edge.name;
    this.registerOutputs({ xmpp: this.xmpp, edge: this.edge });
  }
}
