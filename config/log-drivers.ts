import type { Settings } from "./settings/index.ts";

/** What a logging driver of Docker takes. From Docker's documentation. */
interface LogDriver {
  /** Names of its options; a name that ends in `*` stands for all that begin so. */
  readonly options: readonly string[];
  /** Those without which it does not start. */
  readonly needs?: readonly string[];
  /** What applies where an option is not set. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const about = ["labels", "labels-regex", "env", "env-regex", "tag"];
const rotation = { "max-size": "10m", "max-file": "3" };

export const logDrivers = {
  "json-file": { options: ["max-size", "max-file", "compress", ...about], defaults: rotation },
  local: { options: ["max-size", "max-file", "compress"], defaults: rotation },
  journald: { options: about },
  syslog: { options: ["syslog-*", ...about], needs: ["syslog-address"] },
  gelf: { options: ["gelf-*", ...about], needs: ["gelf-address"] },
  fluentd: { options: ["fluentd-*", ...about], needs: ["fluentd-address"], defaults: { "fluentd-async": "true" } },
  loki: { options: ["loki-*", "keep-file", "no-file", "max-size", "max-file", ...about], needs: ["loki-url"] },
  splunk: { options: ["splunk-*", ...about], needs: ["splunk-url"] },
  awslogs: { options: ["awslogs-*", "tag"], needs: ["awslogs-region", "awslogs-group"] },
  gcplogs: { options: ["gcp-*", ...about] },
  none: { options: [] },
} as const satisfies Readonly<Record<string, LogDriver>>;

/** Options that Docker itself reads, for every driver but `none`. */
const everywhere = ["mode", "max-buffer-size"];

/** Of drivers that keep no lines on the host: the copy that `docker logs` reads. */
const cached = ["cache-disabled", "cache-max-size", "cache-max-file", "cache-compress"];

function known(name: keyof typeof logDrivers): LogDriver {
  return logDrivers[name];
}

/** Whether a driver knows an option. */
export function knowsOption(name: keyof typeof logDrivers, option: string): boolean {
  const { options } = known(name);
  const its = options.some((own) => (own.endsWith("*") ? option.startsWith(own.slice(0, -1)) : option === own));
  const keeps = ["json-file", "local", "journald"].includes(name);
  return its || (name !== "none" && [...everywhere, ...(keeps ? [] : cached)].includes(option));
}

/** Options without which the driver does not start, and that are not set. */
export function missingOptions({ observability: { logs } }: Settings): readonly string[] {
  return (known(logs.driver).needs ?? []).filter((option) => !Object.hasOwn(logs.options, option));
}

/** Services that run before the collector does, or that it hands lines to: they would write about themselves for ever. */
const uncollected = ["loki", "log-collector"];

/** How Docker keeps a service's log. */
export interface LogDriverUse {
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
}

export function logDriverOf({ observability }: Settings, service: string): LogDriverUse {
  const { logs, loki } = observability;
  if (!loki.enabled || uncollected.includes(service)) {
    return { driver: logs.driver, options: { ...known(logs.driver).defaults, ...logs.options } };
  }
  return {
    driver: "syslog",
    options: {
      // Nothing waits for a datagram: a service starts and runs without the collector.
      "syslog-address": `udp://127.0.0.1:${String(loki.port)}`,
      "syslog-format": "rfc5424micro",
      tag: service,
    },
  };
}
