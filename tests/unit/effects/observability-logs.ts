import { expect } from "@jest/globals";
import type { Change, EffectRow } from "./row.ts";

/** Docker's logging options of every service: option -> before and after. */
function everyService(
  changes: Readonly<Record<string, Change>>,
): Readonly<Record<string, Readonly<Record<string, Change>>>> {
  return Object.fromEntries(["web", "prosody", "jicofo", "jvb-1"].map((service) => [`${service}-container`, changes]));
}

const image = "loki:1";
const loki = { observability: { loki: { enabled: true } } };
const number: unknown = expect.any(Number);

/** What a service's log options become with the collector. */
function collected(service: string): Readonly<Record<string, Change>> {
  return {
    logDriver: ["json-file", "syslog"],
    "logOpts.max-size": ["10m", undefined],
    "logOpts.max-file": ["3", undefined],
    "logOpts.syslog-address": [undefined, "udp://127.0.0.1:1514"],
    "logOpts.syslog-format": [undefined, "rfc5424micro"],
    "logOpts.tag": [undefined, service],
  };
}

export const rows: readonly EffectRow[] = [
  {
    path: "observability.logs.driver",
    value: "journald",
    resources: everyService({
      logDriver: ["json-file", "journald"],
      "logOpts.max-size": ["10m", undefined],
      "logOpts.max-file": ["3", undefined],
    }),
  },
  {
    path: "observability.logs.options",
    value: { "max-size": "50m", compress: "true" },
    resources: everyService({
      "logOpts.max-size": ["10m", "50m"],
      "logOpts.compress": [undefined, "true"],
    }),
  },
  {
    path: "secrets.splunkToken",
    value: "new-token",
    given: {
      observability: { logs: { driver: "splunk", options: { "splunk-url": "https://splunk.example.org:8088" } } },
      secrets: { splunkToken: "old-token" },
    },
    resources: everyService({ "logOpts.splunk-token": ["old-token", "new-token"] }),
  },
  {
    path: "observability.loki.enabled",
    value: true,
    changes: { "loki/loki.yml": "made", "log-collector/collector.cfg": "made" },
    resources: {
      ...Object.fromEntries(
        ["web", "prosody", "jicofo", "jvb-1"].map((service) => [`${service}-container`, collected(service)]),
      ),
      "network-monitoring": "made",
      "images-log-collector": "made",
      "loki-data": "made",
      "loki-image": "made",
      "loki-config-volume": "made",
      "loki-config-loki.yml": "made",
      "loki-container": "made",
      "loki-healthy": "made",
      "log-collector-config-volume": "made",
      "log-collector-config-collector.cfg": "made",
      "log-collector-container": "made",
      "log-collector-healthy": "made",
    },
  },
  {
    path: "observability.loki.retentionDays",
    value: 30,
    given: loki,
    changes: { "loki/loki.yml": { "limits_config.retention_period": ["336h", "720h"] } },
  },
  {
    path: "observability.loki.port",
    value: 5140,
    given: loki,
    resources: {
      ...everyService({ "logOpts.syslog-address": ["udp://127.0.0.1:1514", "udp://127.0.0.1:5140"] }),
      "log-collector-container": { "ports[0].external": [1514, 5140] },
    },
  },
  {
    path: "observability.loki.image",
    value: image,
    given: loki,
    resources: {
      "loki-image": { "environment.IMAGE": ["grafana/loki:3.0.0", image] },
      "loki-container": { image: ["id of grafana/loki:3.0.0", `id of ${image}`] },
    },
  },
  {
    path: "observability.loki.memory",
    value: 1024,
    given: loki,
    resources: { "loki-container": { memory: [number, 1024], memorySwap: [number, 1024] } },
  },
];
