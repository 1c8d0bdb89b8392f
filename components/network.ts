import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { isMonitored } from "../config/derived.ts";
import { type StackContext, stackLabels } from "./stack-context.ts";

/**
 * The stack's networks. `xmpp` is internal: no way in or out. `edge` is for what publishes a port or must reach the outside.
 * In `monitoring`, internal too, are the programs that ask nobody for a password: Prometheus, Loki.
 */
export class Networks extends pulumi.ComponentResource {
  /** Where the services talk to Prosody. */
  readonly xmpp: pulumi.Output<string>;
  readonly edge: pulumi.Output<string>;
  /** Undefined where nothing watches the stack. */
  readonly monitoring: pulumi.Output<string> | undefined;

  constructor(name: string, { stack }: { readonly stack: StackContext }, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Networks", name, {}, options);
    const labels = stackLabels(stack);
    const xmpp = new docker.Network(`${name}-xmpp`, { driver: "bridge", internal: true, labels }, { parent: this });
    const edge = new docker.Network(`${name}-edge`, { driver: "bridge", labels }, { parent: this });
    const monitoring = isMonitored(stack.settings)
      ? new docker.Network(`${name}-monitoring`, { driver: "bridge", internal: true, labels }, { parent: this })
      : undefined;
    this.monitoring = monitoring?.name;
    this.xmpp = xmpp.name;
    this.edge = edge.name;
    this.registerOutputs({ xmpp: this.xmpp, edge: this.edge });
  }
}
