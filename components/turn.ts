import * as pulumi from "@pulumi/pulumi";
import { issuedFolder } from "../config/render/acme.ts";
import { renderTurn } from "../config/render/coturn.ts";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import { turnSecretFiles } from "../config/secret-files.ts";
import { ConfigVolume } from "./config-volume.ts";
import { reloadFiles } from "./docker-command.ts";
import { contentFingerprint, filesFingerprint } from "./fingerprint.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";

/**
 * coturn, for people whose network lets no UDP through. A new certificate or secret reaches it by a reload, which ends
 * nobody's media; turnserver.conf is read at start.
 */
export class Turn extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Turn", name, {}, options);
    const { stack, images, networks, credentials, certificates, issued } = args;
    const { settings } = stack;
    const files = renderTurn(settings);
    const keyPair = certificates.web;
    const certificate = keyPair === undefined ? {} : { "tls.crt": keyPair.certificate };
    const values = {
      ...credentials.files(turnSecretFiles),
      ...(keyPair === undefined ? {} : { "tls.key": keyPair.key }),
    };

    const config = new ConfigVolume(
      `${name}-config`,
      { stack, image: images.base, files: { ...files, ...certificate } },
      { parent: this },
    );
    const secrets = new ConfigVolume(
      `${name}-secrets`,
      { stack, image: images.base, files: values, secret: true },
      { parent: this },
    );
    const { container, healthy } = runService(
      stack,
      {
        service: name,
        image: images.of("turn"),
        memory: settings.turn.builtin.memory,
        networks: [{ network: networks.edge, aliases: [name] }],
        volumes: [
          { volume: config.volumeName, path: configFolder },
          { volume: secrets.volumeName, path: secretsFolder },
          ...(issued === undefined ? [] : [{ volume: issued.pair, path: issuedFolder }]),
        ],
        startPeriod: 20,
        labels: { "jitsi.config": contentFingerprint(files) },
      },
      { parent: this, dependsOn: [config, secrets] },
    );
    reloadFiles(
      stack,
      {
        service: name,
        container: container.id,
        fingerprint: filesFingerprint(certificate, { key: credentials.fingerprintKey, secrets: values }),
      },
      { parent: this, dependsOn: [config, secrets, healthy] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
