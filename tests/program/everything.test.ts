import { beforeAll, describe, expect, test } from "@jest/globals";
import { allServices, everything } from "../harness/everything.ts";
import { type Json, type ProgramRun, type Registered, masked, resourceNamed, runProgram } from "../harness/mocks.ts";

/** What holds for every service of a stack with everything on. */

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({
    config: {
      ...everything({
        sip: { host: "sip.example.org", port: 5060 },
        standIn: "registry.example.org/stand-in:1",
        address: "192.0.2.1",
        ports: { turn: 3478, turnTls: 5349, relay: 49152, logs: 5514 },
      }),
      general: { environment: "production", publicUrl: "https://meet.example.org" },
      bridge: { advertiseIps: ["192.0.2.1"] },
    },
    secrets: { sipPassword: "PLAIN-sip", alertWebhookUrl: "https://alerts.example.org/PLAIN-token" },
  });
});

function container(service: string): Registered {
  return resourceNamed(run, `${service}-container`);
}

function volumes(service: string, readOnly: boolean): Json[] {
  const all = container(service).inputs["volumes"] as Record<string, Json>[];
  return all
    .filter((volume) => (volume["readOnly"] === true) === readOnly)
    .map(({ containerPath }) => containerPath ?? "");
}

test("each service has one container, and no other container runs", () => {
  const running = run.resources.filter(
    ({ type, inputs }) => type === "docker:index/container:Container" && inputs["start"] !== false,
  );
  expect(running.map(({ name }) => name).sort()).toEqual(allServices.map((service) => `${service}-container`));
});

describe.each(allServices)("%s", (service) => {
  test("is hardened, limited, watched, and its log has an end", () => {
    const { inputs, deleteBeforeReplace } = container(service);
    expect(inputs).toMatchObject({
      readOnly: true,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      init: true,
      restart: "unless-stopped",
      hostname: service,
      memory: expect.any(Number),
      memorySwap: inputs["memory"],
    });
    expect(inputs["user"]).toBe({ grafana: "472:0", loki: "10001:10001" }[service] ?? "1000:1000");
    expect((inputs["healthcheck"] as { tests: string[] }).tests[0]).toBe("CMD");
    expect(inputs["logDriver"]).toBe(["log-collector", "loki"].includes(service) ? "json-file" : "syslog");
    for (const key of ["privileged", "pidMode", "ipcMode", "mounts", "devices"]) {
      expect(inputs).not.toHaveProperty(key);
    }
    expect(deleteBeforeReplace).toBe(true);
  });
});

test("only people's data can be written to", () => {
  const writable = Object.fromEntries(allServices.map((service) => [service, volumes(service, false)]));
  expect(Object.fromEntries(Object.entries(writable).filter(([, paths]) => paths.length > 0))).toEqual({
    alertmanager: ["/var/lib/alertmanager"],
    etherpad: ["/data"],
    grafana: ["/var/lib/grafana"],
    "jibri-1": ["/storage/recordings", "/storage/logs"],
    "jibri-2": ["/storage/recordings", "/storage/logs"],
    loki: ["/loki"],
    prometheus: ["/var/lib/prometheus"],
    prosody: ["/var/lib/prosody"],
    transcriber: ["/storage/transcripts"],
  });
});

test("secrets reach containers as files of a carrier only, which one user may read", () => {
  const open = run.resources.filter(({ inputs }) => /MOCK-SECRET|PLAIN-/.test(JSON.stringify(masked(inputs))));
  expect(open.map(({ name }) => name)).toEqual([]);
  const containers = run.resources.filter(({ type }) => type === "docker:index/container:Container");
  const elsewhere = containers.filter(({ inputs }) => {
    const rest = Object.entries(inputs).filter(([key]) => key !== "uploads");
    return /MOCK-SECRET|PLAIN-/.test(JSON.stringify(rest));
  });
  expect(elsewhere.map(({ name }) => name)).toEqual([]);
  const permissions = containers
    .filter(({ name }) => name.includes("-secrets-"))
    .map(({ inputs }) => (inputs["uploads"] as Record<string, string>[])[0]?.["permissions"]);
  expect(permissions.length).toBeGreaterThan(20);
  expect(new Set(permissions)).toEqual(new Set(["0400"]));
});

test("from outside one reaches the page, media, voice and TURN; what watches the stack, from this machine only", () => {
  const published = Object.fromEntries(
    allServices.map((service) => [
      service,
      (container(service).inputs["ports"] as Record<string, string | number>[]).map(
        ({ ip, external, protocol }) => `${String(ip)}:${String(external)}/${String(protocol)}`,
      ),
    ]),
  );
  expect(Object.fromEntries(Object.entries(published).filter(([, ports]) => ports.length > 0))).toEqual({
    web: ["0.0.0.0:8000/tcp", "0.0.0.0:8443/tcp"],
    "jvb-1": ["0.0.0.0:10000/udp"],
    jigasi: [21010, 21011, 21012, 21013].map((port) => `0.0.0.0:${String(port)}/udp`),
    turn: [
      ...["0.0.0.0:3478/udp", "0.0.0.0:3478/tcp", "0.0.0.0:5349/tcp"],
      ...[49152, 49153, 49154, 49155].map((port) => `0.0.0.0:${String(port)}/udp`),
    ],
    "log-collector": ["127.0.0.1:5514/udp"],
  });
});

test("each is in the networks that it needs", () => {
  const places = Object.fromEntries(
    allServices.map((service) => [
      service,
      (container(service).inputs["networksAdvanced"] as { name: string }[])
        .map(({ name }) => name.replace(/^network-(.*)-physical$/, "$1"))
        .join(" "),
    ]),
  );
  expect(places).toEqual({
    alertmanager: "monitoring edge",
    etherpad: "xmpp",
    exporters: "xmpp monitoring edge",
    grafana: "monitoring edge",
    "jibri-1": "xmpp edge",
    "jibri-2": "xmpp edge",
    jicofo: "xmpp",
    jigasi: "xmpp edge",
    "jvb-1": "xmpp edge",
    "log-collector": "monitoring edge",
    loki: "monitoring",
    prometheus: "xmpp monitoring",
    prosody: "xmpp",
    transcriber: "xmpp edge",
    turn: "edge",
    web: "xmpp edge",
    whiteboard: "xmpp",
  });
});

test("production's data is protected: nothing but a person's decision deletes it", () => {
  const volumesOfData = run.resources.filter(({ type, protect }) => type === "docker:index/volume:Volume" && protect);
  expect(volumesOfData.map(({ name }) => name).sort()).toEqual([
    "alertmanager-data",
    "etherpad-data",
    "grafana-data",
    "loki-data",
    "prometheus-data",
    "prosody-data",
    "recordings",
    "transcriber-transcripts",
  ]);
});
