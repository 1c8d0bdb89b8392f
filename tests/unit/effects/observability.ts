import { rows as logs } from "./observability-logs.ts";
import { rows as monitoring } from "./observability-monitoring.ts";
import { added, type EffectRow } from "./row.ts";

const file = "prosody/prosody.cfg.lua";
const metrics = { observability: { metrics: true } };

export const rows: readonly EffectRow[] = [
  ...monitoring,
  ...logs,
  {
    path: "observability.metrics",
    value: true,
    changes: {
      [file]: {
        "[global] modules_enabled": added("http_openmetrics"),
        "[global] statistics": [undefined, "internal"],
        "[global] statistics_interval": [undefined, "manual"],
        "[global] openmetrics_allow_cidr": [undefined, "0.0.0.0/0"],
      },
    },
  },
  {
    path: "observability.metricsNetwork",
    value: "10.1.0.0/16",
    given: metrics,
    changes: { [file]: { "[global] openmetrics_allow_cidr": ["0.0.0.0/0", "10.1.0.0/16"] } },
  },
  {
    path: "observability.stanzaCounts",
    value: true,
    given: metrics,
    changes: { [file]: { "[global] modules_enabled": added("measure_stanza_counts") } },
  },
];
