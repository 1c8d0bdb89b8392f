import * as pulumi from "@pulumi/pulumi";
import { jigasiUser } from "../config/accounts.ts";
import { renderJigasi } from "../config/render/jigasi.ts";
import { gatewaySecretFiles } from "../config/secret-files.ts";
import type { Prosody } from "./prosody.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runXmppClient } from "./xmpp-client.ts";

/** jigasi has this long to end its calls and sign off at the SIP server; its start script takes ten of it. */
export const gatewayGraceSeconds = 15;

export interface JigasiArgs extends ServiceArgs {
  readonly prosody: Prosody;
}

/** The SIP gateway. When it is replaced, people who are in by telephone drop out. */
export class Jigasi extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: JigasiArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Jigasi", name, {}, options);
    const { settings } = args.stack;
    const { container } = runXmppClient(
      args,
      {
        service: name,
        image: args.images.of("jigasi"),
        files: renderJigasi(settings),
        user: jigasiUser,
        secretFiles: gatewaySecretFiles,
        memory: settings.telephony.memory,
        networks: [
          { network: args.networks.xmpp, aliases: [name] },
          { network: args.networks.edge, aliases: [name] },
        ],
        container: { graceSeconds: gatewayGraceSeconds },
      },
      { parent: this, after: [args.prosody] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
