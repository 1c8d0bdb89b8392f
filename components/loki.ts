import * as pulumi from "@pulumi/pulumi";
import { configFolder } from "../config/render/names.ts";
import { renderLogCollector } from "../config/render/monitoring/log-collector.ts";
import { lokiFolder, renderLoki } from "../config/render/monitoring/loki.ts";
import { internalPorts } from "../config/ports.ts";
import { runConfiguredService } from "./configured-service.ts";
import { dataVolume } from "./data-volume.ts";
import { pullImage } from "./docker-command.ts";
import type { MonitoringArgs } from "./monitoring.ts";
import type { RunningService } from "./service-args.ts";

/** User of Loki's image. */
const lokiUser = "10001:10001";

/** Log lines of every service, on a volume. It publishes no port: it asks nobody for a password. */
export class Loki extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Loki", name, {}, options);
    const { stack, network } = args;
    const { image, memory } = stack.settings.observability.loki;
    const pulled = pullImage(stack, { service: name, setting: "observability.loki.image", image }, { parent: this });
    const data = dataVolume(`${name}-data`, stack, this);
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: pulled,
        files: renderLoki(stack.settings),
        memory,
        networks: [{ network, aliases: [name] }],
        volumes: [{ volume: data.name, path: lokiFolder, writable: true }],
        startPeriod: 60,
        user: lokiUser,
        command: [`-config.file=${configFolder}/loki.yml`],
        health: ["CMD", "wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${String(internalPorts.loki)}/ready`],
      },
      { parent: this },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}

export interface LogCollectorArgs extends MonitoringArgs {
  /** Where it brings the lines. */
  readonly loki: Loki;
}

/** Takes the lines from the Docker daemon, on an address that nobody else reaches. */
export class LogCollector extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: LogCollectorArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:LogCollector", name, {}, options);
    const { images, networks, network, loki } = args;
    const { container } = runConfiguredService(
      args,
      {
        service: name,
        image: images.of("log-collector"),
        files: renderLogCollector(),
        memory: 128,
        networks: [
          { network, aliases: [] },
          // It publishes a port of 127.0.0.1.
          { network: networks.edge, aliases: [] },
        ],
        volumes: [],
        startPeriod: 20,
      },
      { parent: this, after: [loki] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
