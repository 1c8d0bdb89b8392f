import * as pulumi from "@pulumi/pulumi";
import { focusUser } from "../config/accounts.ts";
import { focusReachesServices } from "../config/derived.ts";
import { renderJicofo } from "../config/render/jicofo.ts";
import { jicofoSecretFiles } from "../config/secret-files.ts";
import type { Jvb } from "./jvb.ts";
import type { Prosody } from "./prosody.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runXmppClient } from "./xmpp-client.ts";

export interface JicofoArgs extends ServiceArgs {
  readonly prosody: Prosody;
  /** It is healthy when it sees one of them, so they come first. */
  readonly bridges: readonly Jvb[];
}

/** The conference focus. When it is replaced, every call reloads. */
export class Jicofo extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: JicofoArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Jicofo", name, {}, options);
    const { settings } = args.stack;
    const { container } = runXmppClient(
      args,
      {
        service: name,
        image: args.images.of("jicofo"),
        files: renderJicofo(settings),
        user: focusUser,
        secretFiles: jicofoSecretFiles,
        memory: settings.focus.memory,
        networks: [
          { network: args.networks.xmpp, aliases: [name] },
          ...(focusReachesServices(settings) ? [{ network: args.networks.edge, aliases: [name] }] : []),
        ],
      },
      { parent: this, after: [args.prosody, ...args.bridges] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
