import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { challengeFolder, issuedFolder } from "../config/render/acme.ts";
import { configFolder, secretsFolder, transcriptsFolder } from "../config/render/names.ts";
import { renderWeb } from "../config/render/web.ts";
import { ConfigVolume } from "./config-volume.ts";
import { checkFiles, reloadFiles } from "./docker-command.ts";
import { filesFingerprint } from "./fingerprint.ts";
import type { Prosody } from "./prosody.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";

export interface WebArgs extends ServiceArgs {
  readonly prosody: Prosody;
  /** Where there is a transcriber: what it keeps. */
  readonly transcripts?: docker.Volume | undefined;
}

/** nginx with the web app. A reload takes in every file, so that open connections stay; only image and ports replace it. */
export class Web extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: WebArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Web", name, {}, options);
    const { stack, images, networks, credentials, certificates } = args;
    const { settings } = stack;
    const files = renderWeb(settings);
    const keyPair = certificates.web;
    const contents = {
      ...files,
      "ca.crt": certificates.authority,
      ...(keyPair === undefined ? {} : { "tls.crt": keyPair.certificate }),
    };
    const keys: Record<string, pulumi.Output<string>> = keyPair === undefined ? {} : { "tls.key": keyPair.key };

    const check = checkFiles(stack, { service: name, image: images.of("web"), files }, { parent: this });
    const config = new ConfigVolume(
      `${name}-config`,
      { stack, image: images.base, files: contents, dependsOn: [check] },
      { parent: this },
    );
    const secrets = new ConfigVolume(
      `${name}-secrets`,
      { stack, image: images.base, files: keys, secret: true },
      { parent: this },
    );
    const { container, healthy } = runService(
      stack,
      {
        service: name,
        image: images.of("web"),
        memory: settings.web.memory,
        networks: [
          { network: networks.xmpp, aliases: [name] },
          { network: networks.edge, aliases: [name] },
        ],
        volumes: [
          { volume: config.volumeName, path: configFolder },
          { volume: secrets.volumeName, path: secretsFolder },
          ...(args.issued === undefined
            ? []
            : [
                { volume: args.issued.pair, path: issuedFolder },
                { volume: args.issued.challenge, path: challengeFolder },
              ]),
          ...(args.transcripts !== undefined && settings.transcription.serve
            ? [{ volume: args.transcripts.name, path: transcriptsFolder }]
            : []),
        ],
        startPeriod: 20,
      },
      { parent: this, dependsOn: [config, secrets, args.prosody] },
    );
    const fingerprint = filesFingerprint(contents, { key: credentials.fingerprintKey, secrets: keys });
    reloadFiles(
      stack,
      { service: name, container: container.id, fingerprint },
      { parent: this, dependsOn: [config, secrets, healthy] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
