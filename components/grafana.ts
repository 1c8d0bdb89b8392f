import * as pulumi from "@pulumi/pulumi";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import { grafanaHealthUrl, grafanaUser, renderGrafana } from "../config/render/monitoring/grafana.ts";
import { runConfiguredService } from "./configured-service.ts";
import { dataVolume } from "./data-volume.ts";
import { pullImage } from "./docker-command.ts";
import type { MonitoringArgs } from "./monitoring.ts";
import type { RunningService } from "./service-args.ts";

/** Dashboards. The one part of what watches the stack that people open, behind a password that is made here. */
export class Grafana extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Grafana", name, {}, options);
    const { stack, networks, network, credentials } = args;
    const { settings } = stack;
    const made = credentials.grafana;
    const { image, memory } = settings.observability.grafana;
    const pulled = pullImage(stack, { service: name, setting: "observability.grafana.image", image }, { parent: this });
    const data = dataVolume(`${name}-data`, stack, this);
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: pulled,
        files: renderGrafana(settings),
        secrets: made === undefined ? {} : { "admin-password": made.password, "secret-key": made.key },
        owner: grafanaUser.id,
        memory,
        networks: [
          { network, aliases: [] },
          { network: networks.edge, aliases: [name] },
        ],
        volumes: [{ volume: data.name, path: "/var/lib/grafana", writable: true }],
        startPeriod: 60,
        user: `${grafanaUser.id}:${grafanaUser.group}`,
        // The image's own start script reads a variable that ends so from the file.
        environment: {
          GF_PATHS_CONFIG: `${configFolder}/grafana.ini`,
          GF_SECURITY_ADMIN_PASSWORD__FILE: `${secretsFolder}/admin-password`,
          GF_SECURITY_SECRET_KEY__FILE: `${secretsFolder}/secret-key`,
        },
        health: ["CMD", "curl", "--silent", "--show-error", "--fail", "--max-time", "4", grafanaHealthUrl(settings)],
      },
      { parent: this },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
