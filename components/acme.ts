import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { challengeFolder, issuedFolder, renderAcme } from "../config/render/acme.ts";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import { acmeSecretFiles } from "../config/secret-files.ts";
import { ConfigVolume } from "./config-volume.ts";
import { contentFingerprint, secretFingerprint } from "./fingerprint.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";
import { type StackContext, stackLabels } from "./stack-context.ts";

/** What the service that gets the certificate and those that show it have between them. Nothing in it is lost with it. */
export class IssuedCertificate extends pulumi.ComponentResource {
  /** Name of the volume with the newest pair: `tls.crt`, `tls.key`. Both change in one step. */
  readonly pair: pulumi.Output<string>;
  /** Name of the volume whose files web shows the authority. */
  readonly challenge: pulumi.Output<string>;

  constructor(name: string, { stack }: { readonly stack: StackContext }, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:IssuedCertificate", name, {}, options);
    const labels = stackLabels(stack);
    this.pair = new docker.Volume(`${name}-pair`, { labels }, { parent: this }).name;
    this.challenge = new docker.Volume(`${name}-challenge`, { labels }, { parent: this }).name;
    this.registerOutputs({ pair: this.pair, challenge: this.challenge });
  }
}

export interface AcmeArgs extends ServiceArgs {
  readonly issued: IssuedCertificate;
  /** It shows the authority the proofs. */
  readonly web: pulumi.Resource;
}

/** Gets the web certificate from an authority and renews it. Healthy with a certificate that is wanted and has time left. */
export class Acme extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: AcmeArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Acme", name, {}, options);
    const { stack, images, networks, credentials, issued, web } = args;
    const { settings } = stack;
    const files = renderAcme(settings);
    const values = { ...credentials.files(acmeSecretFiles(settings)), ...credentials.dnsFiles(settings) };
    const config = new ConfigVolume(`${name}-config`, { stack, image: images.base, files }, { parent: this });
    const secrets = new ConfigVolume(
      `${name}-secrets`,
      { stack, image: images.base, files: values, secret: true },
      { parent: this },
    );
    // The account, and what may be asked when. A new one can be had: nothing keeps people from removing it.
    const data = new docker.Volume(`${name}-data`, { labels: stackLabels(stack) }, { parent: this });

    const { container } = runService(
      stack,
      {
        service: name,
        image: images.of("acme"),
        memory: 128,
        networks: [{ network: networks.edge, aliases: [name] }],
        volumes: [
          { volume: config.volumeName, path: configFolder },
          { volume: secrets.volumeName, path: secretsFolder },
          { volume: data.name, path: "/var/lib/acme", writable: true },
          { volume: issued.pair, path: issuedFolder, writable: true },
          { volume: issued.challenge, path: challengeFolder, writable: true },
        ],
        startPeriod: 20,
        // A record in the DNS takes its time until everybody sees it.
        healthyWithin: settings.tls.acme.challenge === "dns" ? 600 : 120,
        labels: {
          "jitsi.config": contentFingerprint(files),
          "jitsi.secrets": secretFingerprint(credentials.fingerprintKey, values),
        },
      },
      { parent: this, dependsOn: [config, secrets, web] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
