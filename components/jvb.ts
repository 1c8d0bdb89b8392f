import * as pulumi from "@pulumi/pulumi";
import { bridgeUser } from "../config/accounts.ts";
import { bridgeName } from "../config/ports.ts";
import { renderJvb } from "../config/render/jvb.ts";
import { bridgeSecretFiles } from "../config/secret-files.ts";
import type { Prosody } from "./prosody.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runXmppClient } from "./xmpp-client.ts";

export interface JvbArgs extends ServiceArgs {
  /** Which bridge it is, from 1. */
  readonly index: number;
  readonly prosody: Prosody;
  /** The bridge before this one. They are replaced one after the other, so that calls keep one. */
  readonly previous?: Jvb | undefined;
}

/** A videobridge. Calls on it drop when it is replaced; with another one up they move there. */
export class Jvb extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: JvbArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Jvb", name, {}, options);
    const { settings } = args.stack;
    const { container } = runXmppClient(
      args,
      {
        service: name,
        image: args.images.of("jvb"),
        files: renderJvb(settings, args.index),
        user: bridgeUser,
        secretFiles: bridgeSecretFiles,
        memory: settings.bridge.memory,
        networks: [
          { network: args.networks.xmpp, aliases: [name] },
          { network: args.networks.edge, aliases: [name] },
        ],
      },
      { parent: this, after: args.previous === undefined ? [args.prosody] : [args.prosody, args.previous] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}

/** All bridges of the stack. */
export function bridges(args: Omit<JvbArgs, "index" | "previous">, options: pulumi.ComponentResourceOptions): Jvb[] {
  const all: Jvb[] = [];
  for (let index = 1; index <= args.stack.settings.bridge.count; index += 1) {
    all.push(new Jvb(bridgeName(index), { ...args, index, previous: all.at(-1) }, options));
  }
  return all;
}
