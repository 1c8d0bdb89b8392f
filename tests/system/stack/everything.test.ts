import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { hostAddress, inContainer } from "../../harness/docker.ts";
import { allServices, everything } from "../../harness/everything.ts";
import { freeTcpPort, freeUdpPort } from "../../harness/ports.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { buildTestImage } from "../documents/test-images.ts";
import { type SipServer, startSipServer } from "../telephony/outside.ts";

/** Everything there is, side by side in one stack. What each service does has tests of its own. */

jest.setTimeout(1_200_000);

const standIn = "everything-test/stand-in:1";

let sip: SipServer;
let fixture: TestStack;

beforeAll(async () => {
  await buildTestImage("etherpad");
  await buildTestImage("whiteboard");
  await execa("docker", ["build", "--tag", standIn, join(projectDir, "tests/system/monitoring/stand-in")]);
  sip = await startSipServer("stack-everything-sip");
  const ports = {
    turn: await freeTcpPort(),
    turnTls: await freeTcpPort(),
    relay: await freeUdpPort(),
    logs: await freeUdpPort(),
  };
  fixture = await createTestStack("everything", everything({ sip, standIn, address: "11.77.1.1", ports }));
  await fixture.stack.setSecret("secrets.sipPassword", "gateway-secret");
  await fixture.stack.setSecret("secrets.alertWebhookUrl", `http://${await hostAddress()}:9/`);
  await fixture.stack.up();
});
afterAll(async () => {
  await (fixture as TestStack | undefined)?.stack.dispose();
  await (sip as SipServer | undefined)?.stop();
});

interface Target {
  readonly labels: Readonly<Record<string, string>>;
  readonly health: string;
}

/** Prometheus's answer, asked from inside its container: it has no port outside. */
async function prometheus<T>(path: string): Promise<T> {
  const container = await fixture.stack.container("prometheus");
  const text = await inContainer(container, "curl", "--silent", "--fail", `http://127.0.0.1:9090/api/v1/${path}`);
  return (JSON.parse(text) as { data: T }).data;
}

test("all services are healthy", async () => {
  const services = [...(await fixture.stack.containers()).keys()].sort();
  expect(services).toEqual(allServices);
  const health = await eventually(
    async () =>
      Promise.all(services.map(async (service) => [service, (await fixture.stack.health(service)).status] as const)),
    (all) => all.every(([, status]) => status === "healthy"),
    120,
  );
  expect(health.map(([service]) => service)).toEqual(allServices);
});

test("Prometheus has numbers of each of them that has any, and finds nothing wrong", async () => {
  const { activeTargets } = await eventually(
    () => prometheus<{ activeTargets: Target[] }>("targets"),
    (answer) => answer.activeTargets.every(({ health }) => health === "up"),
    120,
  );
  const targets = activeTargets.map(({ labels }) => `${labels["job"] ?? ""} ${labels["service"] ?? ""}`);
  expect(targets.sort()).toEqual([
    "alertmanager alertmanager",
    "disk host",
    "jibri jibri-1",
    "jibri jibri-2",
    "jicofo jicofo",
    "jigasi jigasi",
    "jvb jvb-1",
    "probe turn",
    "probe web",
    "prometheus prometheus",
    "prosody prosody",
    "transcriber transcriber",
    "web web",
    "whiteboard whiteboard",
  ]);
  const { alerts } = await prometheus<{ alerts: { state: string }[] }>("alerts");
  expect(alerts.filter(({ state }) => state === "firing")).toEqual([]);
});

test("nothing is published beyond this machine", async () => {
  const format = "{{range $port, $places := .NetworkSettings.Ports}}{{range $places}}{{.HostIp}} {{end}}{{end}}";
  const containers = [...(await fixture.stack.containers()).values()];
  const { stdout } = await execa("docker", ["inspect", "--format", format, ...containers]);
  expect(new Set(stdout.split(/\s+/).filter((word) => word !== ""))).toEqual(new Set(["127.0.0.1"]));
});

test("a second run changes nothing", async () => {
  await fixture.stack.pulumi("preview", "--expect-no-changes");
  const before = await fixture.stack.containers();
  await fixture.stack.up("--expect-no-changes");
  expect(await fixture.stack.containers()).toEqual(before);
});
