import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const problems = (observability: object, secrets: object = {}) => problemsOf(raw({ observability, secrets }));
const prometheus = { enabled: true };

describe("what watches the stack", () => {
  it("is off unless it is asked for, and good with its defaults", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ prometheus, loki: { enabled: true }, grafana: { enabled: true } })).toEqual([]);
  });

  it("has no dashboards of nothing", () => {
    expect(problems({ grafana: { enabled: true } })).toEqual([
      {
        path: "observability.grafana.enabled",
        value: true,
        reason: "has nothing to show: neither Prometheus nor Loki is on",
        fix: "pulumi config set --path observability.prometheus.enabled true",
      },
    ]);
  });

  it("tells nobody anything without Prometheus", () => {
    expect(problems({ alerts: { receivers: ["slack"] } }, { alertSlackUrl: encrypted })).toEqual([
      {
        path: "observability.alerts.receivers",
        reason: "are never told anything: Prometheus, which finds trouble, is off",
        fix: "pulumi config set --path observability.prometheus.enabled true",
      },
    ]);
  });

  it("needs for each way to tell what that way needs", () => {
    const alerts = { receivers: ["webhook", "slack", "email"], email: { username: "meet" } };
    expect(problems({ prometheus, alerts }).map(({ path, fix }) => [path, fix])).toEqual([
      ["secrets.alertWebhookUrl", "pulumi config set --secret --path secrets.alertWebhookUrl"],
      ["secrets.alertSlackUrl", "pulumi config set --secret --path secrets.alertSlackUrl"],
      ["secrets.alertEmailPassword", "pulumi config set --secret --path secrets.alertEmailPassword"],
      ["observability.alerts.email.to", "pulumi config set --path observability.alerts.email.to ops@example.org"],
      ["observability.alerts.email.from", "pulumi config set --path observability.alerts.email.from meet@example.org"],
      [
        "observability.alerts.email.server",
        "pulumi config set --path observability.alerts.email.server smtp.example.org:587",
      ],
    ]);
  });

  it("shares no port with another part", () => {
    const clash = { prometheus, grafana: { enabled: true, port: 8000 } };
    expect(problems(clash).map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      "observability.grafana.port is the port of http.port, too",
    ]);
  });
});

describe("log drivers", () => {
  const logs = (driver: string, options: object = {}, secrets: object = {}) =>
    problems({ logs: { driver, options } }, secrets).map(({ path, reason }) => `${path} ${reason}`);

  it.each([
    ["json-file", { "max-size": "50m", compress: "true", mode: "non-blocking" }],
    ["journald", { tag: "meet" }],
    ["syslog", { "syslog-address": "tcp://192.0.2.1:514", "cache-disabled": "true" }],
    ["gelf", { "gelf-address": "udp://192.0.2.1:12201" }],
    ["loki", { "loki-url": "https://loki.example.org/loki/api/v1/push" }],
    ["awslogs", { "awslogs-region": "eu-central-1", "awslogs-group": "meet" }],
    ["gcplogs", {}],
    ["none", {}],
  ])("%s is good with options of its own", (driver, options) => {
    expect(logs(driver, options)).toEqual([]);
  });

  it("do not start with an option that they do not know", () => {
    expect(logs("local", { labels: "a" })).toEqual([
      "observability.logs.options.labels is no option of the driver local: Docker would not start a container. It has: max-size, max-file, compress",
    ]);
    expect(logs("none", { "max-size": "1m" })).toEqual([
      "observability.logs.options.max-size is no option of the driver none: Docker would not start a container. It has: none",
    ]);
  });

  it("do not start without those that they need", () => {
    expect(logs("awslogs", { "awslogs-group": "meet" })).toEqual([
      "observability.logs.options.awslogs-region is missing: the driver awslogs cannot do without it",
    ]);
  });

  it("have Splunk's token among the secrets, or not at all", () => {
    const url = { "splunk-url": "https://splunk.example.org:8088" };
    expect(logs("splunk", url)).toEqual(["secrets.splunkToken is missing: Splunk takes nothing without it"]);
    expect(logs("splunk", url, { splunkToken: encrypted })).toEqual([]);
    expect(logs("splunk", { ...url, "splunk-token": "x" })).toEqual([
      "observability.logs.options.splunk-token would stand in the stack's file as plain text: it belongs in secrets.splunkToken",
    ]);
  });

  it("and Loki are two ways, of which Docker takes one", () => {
    expect(problems({ loki: { enabled: true }, logs: { driver: "journald" } }).map(({ fix }) => fix)).toEqual([
      "pulumi config rm --path observability.logs.driver",
    ]);
  });
});
