import * as pulumi from "@pulumi/pulumi";
import { renderAlertmanager } from "../config/render/monitoring/alertmanager.ts";
import { alertmanagerSecretFiles } from "../config/secret-files.ts";
import { runConfiguredService } from "./configured-service.ts";
import { dataVolume } from "./data-volume.ts";
import type { MonitoringArgs } from "./monitoring.ts";
import type { RunningService } from "./service-args.ts";

/** Tells people what Prometheus finds. Silences are on its volume. */
export class Alertmanager extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Alertmanager", name, {}, options);
    const { stack, images, networks, network, credentials } = args;
    const data = dataVolume(`${name}-data`, stack, this);
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: images.of("alertmanager"),
        files: renderAlertmanager(stack.settings),
        secrets: credentials.files(alertmanagerSecretFiles(stack.settings)),
        memory: 128,
        networks: [
          { network, aliases: [name] },
          // It reaches whom it tells.
          { network: networks.edge, aliases: [] },
        ],
        volumes: [{ volume: data.name, path: "/var/lib/alertmanager", writable: true }],
        startPeriod: 20,
      },
      { parent: this },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
