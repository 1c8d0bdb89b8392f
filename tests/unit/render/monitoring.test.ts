import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { renderGrafana } from "../../../config/render/monitoring/grafana.ts";
import { renderPrometheus } from "../../../config/render/monitoring/prometheus.ts";
import { probes, scrapeJobs } from "../../../config/scrape-targets.ts";
import { schema } from "../../../config/settings/index.ts";

const on = { observability: { prometheus: { enabled: true }, loki: { enabled: true }, grafana: { enabled: true } } };

describe("whom Prometheus asks", () => {
  test("follows from the services that are on", () => {
    const settings = schema.parse({
      ...on,
      bridge: { count: 2 },
      recording: { enabled: true, count: 2 },
      telephony: { enabled: true },
      transcription: { enabled: true },
    });
    expect(Object.fromEntries(scrapeJobs(settings).map(({ job, targets }) => [job, targets]))).toEqual({
      jvb: { "jvb-1": "jvb-1:8080", "jvb-2": "jvb-2:8080" },
      jicofo: { jicofo: "jicofo:8888" },
      prosody: { prosody: "prosody:5281" },
      jibri: { "jibri-1": "jibri-1:2222", "jibri-2": "jibri-2:2222" },
      jigasi: { jigasi: "jigasi:8788" },
      transcriber: { transcriber: "transcriber:8788" },
      web: { web: "exporters:9113" },
      disk: { host: "exporters:9100" },
      prometheus: { prometheus: "127.0.0.1:9090" },
    });
  });

  test("verifies Prosody by its XMPP domain, and asks every target once", () => {
    const { scrape_configs: jobs } = parse(renderPrometheus(schema.parse(on))["prometheus.yml"] ?? "") as {
      scrape_configs: { job_name: string; tls_config?: object; static_configs: { targets: string[] }[] }[];
    };
    expect(jobs.find(({ job_name: job }) => job === "prosody")?.tls_config).toEqual({
      ca_file: "/config/ca.crt",
      server_name: "meet.jitsi",
    });
    const targets = jobs.flatMap(({ static_configs: groups }) => groups.flatMap((group) => group.targets));
    expect(targets).toEqual([...new Set(targets)]);
  });

  test("looks at the page where it is served: without TLS behind a proxy", () => {
    expect(probes(schema.parse({ ...on, tls: { mode: "off" } })).map(({ target }) => target)).toEqual([
      "http://web:8000/config.js",
    ]);
  });
});

describe("Grafana's dashboards", () => {
  interface Panel {
    id: number;
    gridPos: { x: number; y: number; w: number; h: number };
    datasource: { uid: string };
  }
  const files = renderGrafana(schema.parse({ ...on, recording: { enabled: true } }));
  const boards = Object.entries(files)
    .filter(([name]) => name.startsWith("dashboards/"))
    .map(([name, text]) => [name, JSON.parse(text) as { uid: string; panels: Panel[] }] as const);
  const { datasources } = parse(files["provisioning/datasources/stack.yml"] ?? "") as {
    datasources: { uid: string }[];
  };

  test("are one file each, under the name by which Grafana knows them", () => {
    expect(boards.map(([name, { uid }]) => [name, uid])).toEqual(
      ["overview", "bridges", "focus", "prosody", "recordings", "logs"].map((name) => [
        `dashboards/jitsi-${name}.json`,
        `jitsi-${name}`,
      ]),
    );
  });

  test.each(boards)("%s: panels lie beside and below each other, and ask a source that is there", (_, { panels }) => {
    const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${String(x + (i % w))},${String(y + Math.floor(i / w))}`),
    );
    expect(taken.length).toBe(new Set(taken).size);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, index) => index + 1));
    const sources = datasources.map(({ uid }) => uid);
    expect(panels.filter(({ datasource }) => !sources.includes(datasource.uid))).toEqual([]);
  });
});
