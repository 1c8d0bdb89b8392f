import { stringify } from "yaml";
import { publicUrl } from "../../derived.ts";
import { internalPorts } from "../../ports.ts";
import type { Settings } from "../../settings/index.ts";
import type { Files } from "../files.ts";
import { configFolder } from "../names.ts";
import { type Dashboard, type Panel, allDashboards } from "./dashboards.ts";

/** User and group of Grafana's image. */
export const grafanaUser = { id: "472", group: "0" } as const;

/** Folder of its files with what it is provisioned with. */
const provisioning = "provisioning";

/** Grafana's files: itself, where its numbers come from, and its dashboards. Nothing is made by hand in it. */
export function renderGrafana(settings: Settings): Files {
  return {
    "grafana.ini": ini(settings),
    [`${provisioning}/datasources/stack.yml`]: stringify({
      apiVersion: 1,
      prune: true,
      datasources: sources(settings),
    }),
    [`${provisioning}/dashboards/stack.yml`]: stringify({
      apiVersion: 1,
      providers: [
        {
          name: "stack",
          type: "file",
          disableDeletion: true,
          allowUiUpdates: false,
          options: { path: `${configFolder}/dashboards` },
        },
      ],
    }),
    ...Object.fromEntries(
      allDashboards
        .filter(({ when }) => when(settings))
        .map((dashboard) => [`dashboards/${dashboard.uid}.json`, `${JSON.stringify(model(dashboard), null, 2)}\n`]),
    ),
  };
}

/** Address below which browsers find it. */
export function grafanaUrl(settings: Settings): string {
  const { access, port } = settings.observability.grafana;
  return access === "web" ? `${publicUrl(settings)}/grafana/` : `http://127.0.0.1:${String(port)}/`;
}

/** Where it tells how it is, inside its container. */
export function grafanaHealthUrl({ observability }: Settings): string {
  const path = observability.grafana.access === "web" ? "/grafana" : "";
  return `http://127.0.0.1:${String(internalPorts.grafana)}${path}/api/health`;
}

function ini(settings: Settings): string {
  const below = settings.observability.grafana.access === "web";
  const sections: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
    paths: { provisioning: `${configFolder}/${provisioning}` },
    server: { http_port: internalPorts.grafana, root_url: grafanaUrl(settings), serve_from_sub_path: below },
    security: {
      admin_user: "admin",
      cookie_secure: grafanaUrl(settings).startsWith("https:"),
      cookie_samesite: "strict",
      disable_gravatar: true,
    },
    users: { allow_sign_up: false, allow_org_create: false },
    "auth.anonymous": { enabled: false },
    snapshots: { external_enabled: false },
    // Nothing is fetched and nobody is told.
    analytics: {
      reporting_enabled: false,
      check_for_updates: false,
      check_for_plugin_updates: false,
      feedback_links_enabled: false,
    },
    news: { news_feed_enabled: false },
    plugins: { plugin_admin_enabled: false, preinstall_disabled: true, public_key_retrieval_disabled: true },
    log: { mode: "console" },
  };
  return Object.entries(sections)
    .map(([name, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key} = ${String(value)}\n`);
      return `[${name}]\n${lines.join("")}`;
    })
    .join("\n");
}

function sources({ observability: { prometheus, loki } }: Settings): readonly object[] {
  const source = (type: string, port: number) => ({
    name: type === "loki" ? "Loki" : "Prometheus",
    type,
    uid: type,
    access: "proxy",
    url: `http://${type}:${String(port)}`,
    editable: false,
  });
  return [
    ...(prometheus.enabled ? [{ ...source("prometheus", internalPorts.prometheus), isDefault: true }] : []),
    ...(loki.enabled ? [source("loki", internalPorts.loki)] : []),
  ];
}

/** Two panels a row, numbers four, lists the whole width. */
const sizes = { timeseries: { w: 12, h: 8 }, stat: { w: 6, h: 4 }, logs: { w: 24, h: 14 } } as const;

const width = 24;

/** A dashboard in Grafana's JSON. */
function model({ uid, title, source, panels }: Dashboard): object {
  let [x, y, row] = [0, 0, 0];
  const placed = panels.map((one, index) => {
    const { w, h } = sizes[one.kind ?? "timeseries"];
    if (x + w > width) {
      [x, y, row] = [0, y + row, 0];
    }
    const gridPos = { x, y, w, h };
    x += w;
    row = Math.max(row, h);
    return { id: index + 1, gridPos, ...panel(one, source) };
  });
  return {
    uid,
    title,
    tags: ["jitsi"],
    schemaVersion: 39,
    version: 1,
    editable: false,
    timezone: "browser",
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: { list: [] },
    annotations: { list: [] },
    panels: placed,
  };
}

function panel({ title, query, unit = "short", kind = "timeseries", legend }: Panel, source: string): object {
  const datasource = { type: source, uid: source };
  return {
    type: kind,
    title,
    datasource,
    targets: [{ refId: "A", datasource, expr: query, ...(legend === undefined ? {} : { legendFormat: legend }) }],
    fieldConfig: { defaults: kind === "logs" ? {} : { unit }, overrides: [] },
    options: kind === "logs" ? { showTime: true, sortOrder: "Descending", wrapLogMessage: true } : {},
  };
}
