import { stringify } from "yaml";
import { domains, tellsAlerts } from "../../derived.ts";
import { internalPorts } from "../../ports.ts";
import { type Probe, type ScrapeJob, probes, scrapeJobs } from "../../scrape-targets.ts";
import type { Settings } from "../../settings/index.ts";
import { environmentFile } from "../environment.ts";
import type { Files } from "../files.ts";
import { configFolder } from "../names.ts";
import { alertRules } from "./alert-rules.ts";

/** Prometheus's files: whom it asks, and what is trouble. */
export function renderPrometheus(settings: Settings): Files {
  const { retentionDays } = settings.observability.prometheus;
  return {
    "prometheus.yml": stringify(configuration(settings)),
    "alert-rules.yml": stringify(alertRules(settings)),
    environment: environmentFile({ RETENTION: `${String(retentionDays)}d` }),
  };
}

function configuration(settings: Settings): object {
  const interval = `${String(settings.observability.prometheus.scrapeInterval)}s`;
  return {
    global: { scrape_interval: interval, scrape_timeout: timeout(settings), evaluation_interval: interval },
    rule_files: [`${configFolder}/alert-rules.yml`],
    ...(tellsAlerts(settings)
      ? {
          alerting: {
            alertmanagers: [{ static_configs: [{ targets: [`alertmanager:${String(internalPorts.alertmanager)}`] }] }],
          },
        }
      : {}),
    scrape_configs: [
      ...scrapeJobs(settings).map((job) => scrape(job, domains(settings).main)),
      probeJob(probes(settings)),
    ],
  };
}

/** A scrape must end before the next one begins. */
function timeout({ observability: { prometheus } }: Settings): string {
  return `${String(Math.min(10, prometheus.scrapeInterval))}s`;
}

/** @param serverName whom Prosody must prove to be. By a name that is none of its hosts it does not answer. */
function scrape({ job, targets, tls }: ScrapeJob, serverName: string): object {
  return {
    job_name: job,
    ...(tls === true
      ? { scheme: "https", tls_config: { ca_file: `${configFolder}/ca.crt`, server_name: serverName } }
      : {}),
    static_configs: Object.entries(targets).map(([service, address]) => ({ targets: [address], labels: { service } })),
  };
}

/** The exporter asks, not Prometheus: whom to ask is a parameter of the request to it. */
function probeJob(all: readonly Probe[]): object {
  return {
    job_name: "probe",
    metrics_path: "/probe",
    static_configs: all.map(({ service, module, target }) => ({
      targets: [target],
      labels: { service, __param_module: module },
    })),
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { target_label: "__address__", replacement: `exporters:${String(internalPorts.blackboxExporter)}` },
    ],
  };
}
