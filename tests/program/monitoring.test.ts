import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ProgramRun, masked, resourceNamed, runProgram } from "../harness/mocks.ts";

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({
    config: {
      general: { environment: "production", publicUrl: "https://meet.example.org" },
      observability: {
        prometheus: { enabled: true },
        alerts: { receivers: ["webhook"] },
        grafana: { enabled: true },
        loki: { enabled: true },
      },
    },
    secrets: { alertWebhookUrl: "https://hooks.example.org/PLAIN" },
  });
});

interface Place {
  readonly name: string;
  readonly aliases: readonly string[];
}
interface Port {
  readonly ip: string;
  readonly external: number;
  readonly internal: number;
}
interface Volume {
  readonly containerPath: string;
  readonly readOnly: boolean;
}

describe("what watches the stack", () => {
  test.each([
    ["prometheus", ["network-xmpp-physical prometheus", "network-monitoring-physical prometheus"], [], "1000:1000"],
    ["exporters", ["network-xmpp-physical exporters", "network-monitoring-physical "], [], "1000:1000"],
    ["alertmanager", ["network-monitoring-physical alertmanager", "network-edge-physical "], [], "1000:1000"],
    ["loki", ["network-monitoring-physical loki"], [], "10001:10001"],
    [
      "log-collector",
      ["network-monitoring-physical ", "network-edge-physical "],
      ["127.0.0.1:1514->5514"],
      "1000:1000",
    ],
    ["grafana", ["network-monitoring-physical ", "network-edge-physical grafana"], ["127.0.0.1:3000->3000"], "472:0"],
  ])(
    "%s is in the networks that it needs, hardened, and open to this machine at most",
    (service, places, ports, id) => {
      const { inputs } = resourceNamed(run, `${service}-container`);
      expect(inputs).toMatchObject({
        user: id,
        readOnly: true,
        capabilities: { drops: ["ALL"] },
        securityOpts: ["no-new-privileges:true"],
      });
      expect((inputs["networksAdvanced"] as unknown as Place[]).map(({ name, aliases }) => `${name} ${aliases.join()}`)).toEqual(places); // prettier-ignore
      expect((inputs["ports"] as unknown as Port[]).map(({ ip, external, internal }) => `${ip}:${String(external)}->${String(internal)}`)).toEqual(ports); // prettier-ignore
    },
  );

  test("has a network without a way in or out", () => {
    expect(resourceNamed(run, "network-monitoring").inputs["internal"]).toBe(true);
  });

  test.each([
    ["prometheus", ["/var/lib/prometheus"]],
    ["exporters", []],
    ["alertmanager", ["/var/lib/alertmanager"]],
    ["loki", ["/loki"]],
    ["log-collector", []],
    ["grafana", ["/var/lib/grafana"]],
  ])("%s writes its data volume only, which production protects", (service, writable) => {
    const volumes = resourceNamed(run, `${service}-container`).inputs["volumes"] as unknown as Volume[];
    expect(volumes.filter(({ readOnly }) => !readOnly).map(({ containerPath }) => containerPath)).toEqual(writable);
    const data = run.resources.filter(({ name, custom }) => custom && name === `${service}-data`);
    expect(data.map(({ protect }) => protect)).toEqual(writable.map(() => true));
  });

  test("is given its secrets as files that its user alone reads", () => {
    const found = run.resources
      .filter(({ name }) => /^(grafana|alertmanager)-secrets-[^v]/.test(name))
      .map(({ name, inputs }) => {
        const [{ permissions, owner }] = inputs["uploads"] as [Record<string, string>];
        return `${name} ${permissions ?? ""} ${owner ?? ""}`;
      });
    expect(found.sort()).toEqual([
      "alertmanager-secrets-webhook-url 0400 1000",
      "grafana-secrets-admin-password 0400 472",
      "grafana-secrets-secret-key 0400 472",
    ]);
    const open = run.resources.filter(({ inputs }) => /MOCK-SECRET|PLAIN/.test(JSON.stringify(masked(inputs))));
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test("takes the logs of every service but the two that would write about themselves", () => {
    const drivers = run.resources
      .filter(({ type, inputs }) => type === "docker:index/container:Container" && inputs["start"] !== false)
      .map(({ inputs }) => `${inputs["hostname"] as string} ${inputs["logDriver"] as string}`);
    expect(drivers.sort()).toEqual([
      "alertmanager syslog",
      "exporters syslog",
      "grafana syslog",
      "jicofo syslog",
      "jvb-1 syslog",
      "log-collector json-file",
      "loki json-file",
      "prometheus syslog",
      "prosody syslog",
      "web syslog",
    ]);
  });
});

test("nothing of it is there unless it is asked for", async () => {
  const without = await runProgram();
  expect(without.resources.filter(({ name }) => /prometheus|alert|export|grafana|loki|collector|monitoring/.test(name))).toEqual([]); // prettier-ignore
});
