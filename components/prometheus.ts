import * as pulumi from "@pulumi/pulumi";
import { renderExporters } from "../config/render/monitoring/exporters.ts";
import { renderPrometheus } from "../config/render/monitoring/prometheus.ts";
import { runConfiguredService } from "./configured-service.ts";
import { dataVolume } from "./data-volume.ts";
import type { MonitoringArgs } from "./monitoring.ts";
import type { RunningService } from "./service-args.ts";
import { when } from "./when.ts";

/** Numbers of every service, and what is trouble in them. It publishes no port: it asks nobody for a password. */
export class Prometheus extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;
  /** Volume with its numbers. */
  readonly data: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Prometheus", name, {}, options);
    const { stack, images, networks, network, certificates } = args;
    const data = dataVolume(`${name}-data`, stack, this);
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: images.of("prometheus"),
        files: { ...renderPrometheus(stack.settings), "ca.crt": certificates.authority },
        memory: stack.settings.observability.prometheus.memory,
        networks: [
          { network: networks.xmpp, aliases: [name] },
          { network, aliases: [name] },
        ],
        volumes: [{ volume: data.name, path: "/var/lib/prometheus", writable: true }],
        startPeriod: 30,
      },
      { parent: this },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.data = data.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}

export interface ExportersArgs extends MonitoringArgs {
  /** Volumes whose disk is watched, by the name that alerts call them. */
  readonly watched: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What turns nginx, certificates and disks into numbers for Prometheus. */
export class Exporters extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: ExportersArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Exporters", name, {}, options);
    const { stack, images, networks, network } = args;
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: images.of("exporters"),
        files: renderExporters(stack.settings),
        memory: 128,
        networks: [
          { network: networks.xmpp, aliases: [name] },
          { network, aliases: [] },
          // TURN is in no other network.
          ...when(stack.settings.turn.mode === "builtin", () => ({ network: networks.edge, aliases: [] })),
        ],
        volumes: Object.entries(args.watched).map(([disk, volume]) => ({ volume, path: `/disks/${disk}` })),
        startPeriod: 20,
      },
      { parent: this },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
