import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { jigasiUser, transcriberUser } from "../config/accounts.ts";
import { transcriptsFolder } from "../config/render/names.ts";
import { renderTranscriber } from "../config/render/transcriber.ts";
import { transcriberSecretFiles } from "../config/secret-files.ts";
import { dataVolume } from "./data-volume.ts";
import { type JigasiArgs, gatewayGraceSeconds } from "./jigasi.ts";
import type { RunningService } from "./service-args.ts";
import { runXmppClient } from "./xmpp-client.ts";

/** The transcriber: jigasi's image in its other role. */
export class Transcriber extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;
  /** What was said in meetings. */
  readonly transcripts: docker.Volume;

  constructor(name: string, args: JigasiArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Transcriber", name, {}, options);
    const { settings } = args.stack;
    this.transcripts = dataVolume(`${name}-transcripts`, args.stack, this);
    const { container } = runXmppClient(
      args,
      {
        service: name,
        image: args.images.of("jigasi"),
        files: renderTranscriber(settings),
        user: jigasiUser,
        secretFiles: transcriberSecretFiles,
        secrets: { "transcriber-password": args.credentials.account(transcriberUser) },
        memory: settings.transcription.memory,
        networks: [
          { network: args.networks.xmpp, aliases: [name] },
          { network: args.networks.edge, aliases: [name] },
        ],
        volumes: [{ volume: this.transcripts.name, path: transcriptsFolder, writable: true }],
        container: { graceSeconds: gatewayGraceSeconds },
      },
      { parent: this, after: [args.prosody] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
