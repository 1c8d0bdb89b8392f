import { z } from "zod";
import { grafana, loki } from "./observability/grafana.ts";
import { logs } from "./observability/logs.ts";
import { alerts, prometheus } from "./observability/prometheus.ts";
import { group, setting } from "./setting.ts";
import { addressRange } from "./types.ts";

const sentryServices = ["restart jicofo", "restart jvb", "restart jigasi", "restart transcriber"] as const;

/** A name that Sentry takes: others it drops without a word. */
function sentryName(length: number) {
  return z
    .string()
    .regex(
      new RegExp(`^(?!\\.{1,2}$)[!-.0-\\[\\]-~]{1,${String(length)}}$`),
      `must be a name for Sentry: up to ${String(length)} characters without spaces and slashes`,
    );
}

/** What tells how the stack does. */
export const observability = group({
  metrics: setting(z.boolean().default(false), {
    doc: "Prosody answers /metrics for a Prometheus of your own in the stack's networks. The stack's own switches it on by itself.",
    env: ["PROSODY_ENABLE_METRICS"],
    effect: ["restart prosody"],
  }),
  metricsNetwork: setting(addressRange.default("0.0.0.0/0"), {
    doc: "The one network whose machines may read Prosody's metrics. The default is every machine that reaches Prosody: those in the stack's own networks.",
    env: ["PROSODY_METRICS_ALLOWED_CIDR"],
    effect: ["restart prosody"],
  }),
  stanzaCounts: setting(z.boolean().default(false), {
    doc: "Prosody's metrics count the messages that it receives, by kind.",
    env: ["PROSODY_ENABLE_STANZA_COUNTS"],
    effect: ["restart prosody"],
  }),
  prometheus,
  alerts,
  grafana,
  loki,
  logs,
  sentry: group({
    environment: setting(sentryName(64).optional(), {
      doc: "What services that report to Sentry (focus.sentry, bridge.sentry, ...) call this stack there, such as production.",
      env: ["SENTRY_ENVIRONMENT"],
      effect: sentryServices,
    }),
    release: setting(sentryName(200).optional(), {
      doc: "Release that their reports count to.",
      env: ["SENTRY_RELEASE"],
      derivedDefault: "the version of each service's package, as in images.versions",
      effect: sentryServices,
    }),
  }),
});
