import type * as pulumi from "@pulumi/pulumi";
import { tellsAlerts } from "../config/derived.ts";
import { Alertmanager } from "./alertmanager.ts";
import { Grafana } from "./grafana.ts";
import { LogCollector, Loki } from "./loki.ts";
import { Exporters, Prometheus } from "./prometheus.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";

export interface MonitoringArgs extends ServiceArgs {
  /** The network of what watches the stack. */
  readonly network: pulumi.Output<string>;
}

/** What watches the stack, as far as the settings ask for it. */
export function monitoring(args: ServiceArgs, options: pulumi.ComponentResourceOptions): readonly RunningService[] {
  const { networks, stack } = args;
  const { prometheus, grafana, loki } = stack.settings.observability;
  if (networks.monitoring === undefined) {
    return [];
  }
  const parts = { ...args, network: networks.monitoring };
  return [
    ...(prometheus.enabled ? numbers(parts, options) : []),
    ...(tellsAlerts(stack.settings) ? [new Alertmanager("alertmanager", parts, options)] : []),
    ...(loki.enabled ? logs(parts, options) : []),
    ...(grafana.enabled ? [new Grafana("grafana", parts, options)] : []),
  ];
}

function numbers(parts: MonitoringArgs, options: pulumi.ComponentResourceOptions): readonly RunningService[] {
  const prometheus = new Prometheus("prometheus", parts, options);
  // Docker's volumes are on one disk, unless a volume was made elsewhere: then it belongs in this list, too.
  return [prometheus, new Exporters("exporters", { ...parts, watched: { volumes: prometheus.data } }, options)];
}

function logs(parts: MonitoringArgs, options: pulumi.ComponentResourceOptions): readonly RunningService[] {
  const loki = new Loki("loki", parts, options);
  return [loki, new LogCollector("log-collector", { ...parts, loki }, options)];
}
