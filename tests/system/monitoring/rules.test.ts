import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { stringify } from "yaml";
import { allAlertRules } from "../../../config/render/monitoring/alert-rules.ts";
import { renderAlertmanager } from "../../../config/render/monitoring/alertmanager.ts";
import { allDashboards } from "../../../config/render/monitoring/dashboards.ts";
import { renderExporters } from "../../../config/render/monitoring/exporters.ts";
import { renderPrometheus } from "../../../config/render/monitoring/prometheus.ts";
import { buildPlainImages } from "../images/images.ts";
import { cases, type RuleCase } from "./rule-cases.ts";
import { everything, runOn, settingsOf } from "./tools.ts";

jest.setTimeout(300_000);

const files = { ...renderPrometheus(everything), "ca.crt": "" };

beforeAll(() => buildPlainImages(["prometheus", "alertmanager", "exporters"]));

describe("the files, read by their own programs", () => {
  test.each([
    ["with everything on", everything],
    ["with nothing but Prometheus", settingsOf({ observability: { prometheus: { enabled: true } } })],
  ])("Prometheus accepts its configuration and rules, %s", async (_, settings) => {
    const { code, stdout } = await runOn("prometheus", { ...renderPrometheus(settings), "ca.crt": "" }, [
      "promtool",
      "check",
      "config",
      "/config/prometheus.yml",
    ]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/SUCCESS: \d+ rules found/)]);
  });

  test("Alertmanager accepts its configuration, with every way to tell", async () => {
    const check = ["amtool", "check-config", "/config/alertmanager.yml"];
    const { code, stdout } = await runOn("alertmanager", renderAlertmanager(everything), check);
    expect([code, stdout]).toEqual([0, expect.stringContaining(" - 1 receivers")]);
  });

  test("the blackbox exporter accepts its modules", async () => {
    const check = ["prometheus-blackbox-exporter", "--config.file=/config/blackbox.yml", "--config.check"];
    const { code } = await runOn("exporters", renderExporters(everything), check);
    expect(code).toBe(0);
  });

  test("every panel's question is PromQL", async () => {
    const queries = allDashboards.filter(({ source }) => source === "prometheus").flatMap(({ panels }) => panels);
    const rules = queries.map(({ query }, index) => ({ record: `panel_${String(index)}`, expr: query }));
    const { code, stdout } = await runOn(
      "prometheus",
      { "panels.yml": stringify({ groups: [{ name: "panels", rules }] }) },
      ["promtool", "check", "rules", "/config/panels.yml"],
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining(`SUCCESS: ${String(queries.length)} rules found`)]);
  });
});

/** promtool's test of one rule: what Prometheus sees, minute by minute, and which alerts fire then. */
async function fires({ series, minutes, alert }: RuleCase & { alert: string }): Promise<readonly string[]> {
  const unit = {
    rule_files: ["/config/alert-rules.yml"],
    evaluation_interval: "15s",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: [{ eval_time: `${String(minutes)}m`, alertname: alert, exp_alerts: [] }],
      },
    ],
  };
  const { stdout, stderr } = await runOn("prometheus", { ...files, "test.yml": stringify(unit) }, [
    "promtool",
    "test",
    "rules",
    "/config/test.yml",
  ]);
  // It expects none, and names what it got.
  const all = stdout + stderr;
  expect(all).toMatch(/SUCCESS|got:\[/);
  return [...all.matchAll(/Annotations:{summary="([^"]*)"/g)].map(([, summary = ""]) => summary);
}

test("every rule has cases", () => {
  expect(Object.keys(cases).sort()).toEqual(allAlertRules.map(({ alert }) => alert).sort());
});

describe.each(Object.entries(cases))("%s", (alert, { fires: bad, quiet }) => {
  test("fires, and says what is wrong", async () => {
    expect(await fires({ ...bad, alert })).toEqual(bad.says);
  });

  test("is quiet else", async () => {
    expect(await fires({ ...quiet, alert })).toEqual([]);
  });
});
