import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { allAlertRules } from "../../../config/render/monitoring/alert-rules.ts";
import { hostAddress, inContainer } from "../../harness/docker.ts";
import { freeUdpPort } from "../../harness/ports.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { ask, shownCertificate } from "../../harness/web.ts";

jest.setTimeout(900_000);

const standIn = "monitoring-test/stand-in:1";

let fixture: TestStack;
let logPort: number;
let receiver: Server;
/** What Alertmanager has told: `firing NoBridge`. */
const told: string[] = [];

/** Listens for Alertmanager, where containers reach this machine. */
async function receive(): Promise<string> {
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { alerts } = JSON.parse(body) as { alerts: { status: string; labels: { alertname: string } }[] };
      told.push(...alerts.map(({ status, labels }) => `${status} ${labels.alertname}`));
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "0.0.0.0", resolve));
  return `http://${await hostAddress()}:${String((receiver.address() as AddressInfo).port)}/TOKEN`;
}

beforeAll(async () => {
  await execa("docker", ["build", "--tag", standIn, join(import.meta.dirname, "stand-in")]);
  logPort = await freeUdpPort();
  fixture = await createTestStack("monitoring", {
    observability: {
      prometheus: { enabled: true, scrapeInterval: 2 },
      alerts: { receivers: ["webhook"], after: 4, wait: 1 },
      grafana: { enabled: true, image: standIn, access: "web" },
      loki: { enabled: true, image: standIn, port: logPort },
    },
  });
  await fixture.stack.setSecret("secrets.alertWebhookUrl", await receive());
  await fixture.stack.up();
});
afterAll(async () => {
  await fixture.stack.dispose();
  receiver.close();
  await execa("docker", ["rmi", "--force", standIn], { reject: false });
});

/** Prometheus's answer, asked from inside its container: it has no port outside. */
async function prometheus<T>(path: string): Promise<T> {
  const container = await fixture.stack.container("prometheus");
  const text = await inContainer(container, "curl", "--silent", "--fail", `http://127.0.0.1:9090/api/v1/${path}`);
  return (JSON.parse(text) as { data: T }).data;
}

async function query(promql: string): Promise<readonly { metric: Record<string, string>; value: number }[]> {
  const { result } = await prometheus<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
    `query?query=${encodeURIComponent(promql)}`,
  );
  return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}

async function password(): Promise<string> {
  const shown = await fixture.stack.pulumi("stack", "output", "grafana", "--json", "--show-secrets");
  return (JSON.parse(shown) as { password: string }).password;
}

/** Grafana's answer through the web server. */
async function grafana(path: string, login?: string): Promise<{ status: number; body: string }> {
  const headers =
    login === undefined ? {} : { Authorization: `Basic ${Buffer.from(`admin:${login}`).toString("base64")}` };
  return ask(`${fixture.url}/grafana/api/${path}`, { headers });
}

/** Labels and lines that Loki has, asked by Grafana. */
async function logs(selector: string): Promise<readonly { stream: Record<string, string>; values: string[][] }[]> {
  const path = `datasources/proxy/uid/loki/loki/api/v1/query_range?query=${encodeURIComponent(selector)}`;
  const { body } = await grafana(path, await password());
  return (JSON.parse(body) as { data: { result: { stream: Record<string, string>; values: string[][] }[] } }).data
    .result;
}

const targets = [
  "alertmanager alertmanager up",
  "disk host up",
  "jicofo jicofo up",
  "jvb jvb-1 up",
  "probe web up",
  "prometheus prometheus up",
  "prosody prosody up",
  "web web up",
];

test("Prometheus reaches everything that has numbers, and nothing else is asked", async () => {
  interface Target {
    labels: { job: string; service: string };
    health: string;
  }
  const all = async () =>
    (await prometheus<{ activeTargets: Target[] }>("targets")).activeTargets
      .map(({ labels, health }) => `${labels.job} ${labels.service} ${health}`)
      .sort();
  expect(await eventually(all, (found) => found.every((one) => one.endsWith(" up")), 120)).toEqual(targets);
});

test("has the numbers that rules and dashboards are made of", async () => {
  expect(await query("jitsi_jicofo_bridge_selector_bridge_count_operational")).toMatchObject([{ value: 1 }]);
  expect(await query("jitsi_jvb_muc_clients_connected")).toMatchObject([{ metric: { service: "jvb-1" }, value: 1 }]);
  expect(await query("sum(prosody_mod_c2s__connections) > 0")).toHaveLength(1);
  expect(await query("nginx_up")).toMatchObject([{ value: 1 }]);
  expect(await query("probe_success")).toMatchObject([{ metric: { service: "web" }, value: 1 }]);
  expect(await query("node_filesystem_size_bytes > 0")).toMatchObject([{ metric: { mountpoint: "/disks/volumes" } }]);
});

test("knows until when the certificate holds that people are shown", async () => {
  const { valid_to: end } = await shownCertificate(fixture.httpsPort);
  const [expiry] = await query("probe_ssl_earliest_cert_expiry");
  expect(new Date((expiry?.value ?? 0) * 1000).toISOString()).toBe(new Date(end).toISOString());
});

test("has the rules of these settings, and none fires", async () => {
  const { groups } = await prometheus<{ groups: { rules: { name: string; state: string }[] }[] }>("rules");
  const rules = groups.flatMap((group) => group.rules);
  const unneeded = ["RecordingFails", "NoRecorder", "RecordersBusy", "TokensRefused"];
  expect(rules.map(({ name }) => name)).toEqual(
    allAlertRules.map(({ alert }) => alert).filter((alert) => !unneeded.includes(alert)),
  );
  expect(await query('ALERTS{alertstate="firing"}')).toEqual([]);
});

test("nothing of it is open but on this machine, for log lines", async () => {
  const published: string[] = [];
  for (const [service, container] of await fixture.stack.containers()) {
    const { stdout } = await execa("docker", ["port", container]);
    published.push(...stdout.split("\n").filter((line) => line !== "").map((line) => `${service} ${line}`)); // prettier-ignore
  }
  expect(published.filter((line) => !/^(web|jvb-1) /.test(line))).toEqual([
    `log-collector 5514/udp -> 127.0.0.1:${String(logPort)}`,
  ]);
});

describe("Grafana", () => {
  test("answers nobody without the password that Pulumi made", async () => {
    const made = await password();
    expect(made).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await grafana("search")).status).toBe(401);
    expect((await grafana("search", "admin")).status).toBe(401);
    expect((await grafana("search", made)).status).toBe(200);
    const { stdout } = await execa("docker", ["inspect", await fixture.stack.container("grafana")]);
    expect(stdout).not.toContain(made);
  });

  test("has the dashboards of these settings, and reaches what they are made of", async () => {
    const made = await password();
    const boards = JSON.parse((await grafana("search", made)).body) as { uid: string }[];
    expect(boards.map(({ uid }) => uid)).toEqual([
      "jitsi-bridges",
      "jitsi-focus",
      "jitsi-logs",
      "jitsi-overview",
      "jitsi-prosody",
    ]);
    const up = await grafana(
      `datasources/proxy/uid/prometheus/api/v1/query?query=${encodeURIComponent("count(up)")}`,
      made,
    );
    expect(up.body).toContain(`"${String(targets.length)}"`);
  });
});

describe("log lines", () => {
  /** A line of a service at a level that comes after now. */
  async function line(service: string, level: string, text: string): Promise<void> {
    await eventually(
      () => logs(`{service="${service}",level="${level}"}`),
      (found) => found.some(({ values }) => values.some(([, one]) => one?.includes(text))),
      60,
    );
  }

  test("of nginx are in Loki, with their level", async () => {
    await ask(`${fixture.url}/room-of-the-test`);
    await ask(`${fixture.url}/no/such"page\\here`);
    await line("web", "info", "GET /room-of-the-test");
    await line("web", "warn", "404");
  });

  test("of Prosody and the Java services, too; and docker logs goes on working", async () => {
    for (const service of ["prosody", "jvb-1"]) {
      await execa("docker", ["restart", await fixture.stack.container(service)]);
    }
    await line("prosody", "info", "Hello and welcome to Prosody");
    await line("jvb-1", "info", "INFO: ");
    const { all } = await execa("docker", ["logs", await fixture.stack.container("prosody")], { all: true });
    expect(all).toContain("Hello and welcome to Prosody");
    for (const service of ["prosody", "jvb-1", "jicofo", "web"]) {
      await eventually(() => fixture.stack.health(service), ({ status }) => status === "healthy", 120); // prettier-ignore
    }
  });
});

test("up again changes nothing", async () => {
  await fixture.stack.up("--expect-no-changes");
});

test("a bridge that is gone is told, and that it is back", async () => {
  await eventually(() => query('ALERTS{alertstate="firing",alertname="NoBridge"}'), (found) => found.length === 0, 60); // prettier-ignore
  const bridge = await fixture.stack.container("jvb-1");
  await execa("docker", ["stop", bridge]);
  await eventually(() => Promise.resolve(told), (all) => all.includes("firing NoBridge"), 120); // prettier-ignore
  expect(told).toContain("firing ServiceDown");
  told.length = 0;
  await execa("docker", ["start", bridge]);
  await eventually(() => Promise.resolve(told), (all) => all.includes("resolved NoBridge"), 120); // prettier-ignore
});
