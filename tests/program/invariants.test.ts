import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type Json,
  type ProgramRun,
  type Registered,
  masked,
  mockSecret,
  resourceNamed,
  runProgram,
} from "../harness/mocks.ts";

const containerType = "docker:index/container:Container";
const services = ["web", "prosody", "jicofo", "jvb-1", "jvb-2"];

/** Settings that make everything there is. */
const everything = {
  config: {
    general: { environment: "production", publicUrl: "https://meet.example.org" },
    auth: { type: "internal", guests: true, users: ["alice", "bob"] },
    bridge: { count: 2, advertiseIps: ["192.0.2.1"] },
  },
  secrets: { jvbPassword: "PLAIN-jvb", users: { alice: "PLAIN-alice", bob: "PLAIN-bob" } },
};

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram(everything);
});

function containers(): Registered[] {
  return run.resources.filter(({ type }) => type === containerType);
}

function isCarrier({ inputs }: Registered): boolean {
  return inputs["start"] === false;
}

describe("every resource", () => {
  test("has a type and name of its own", () => {
    const keys = run.resources.map(({ type, name }) => `${type}::${name}`);
    expect(keys.length).toBe(new Set(keys).size);
  });

  test("stands in a component, apart from the components of index.ts, the provider and the stack's own id", () => {
    const free = run.resources.filter(({ parent }) => parent === "").map(({ type, name }) => `${type}::${name}`);
    expect(free.sort()).toEqual([
      "jitsi:index:Certificates::certificates",
      "jitsi:index:Credentials::credentials",
      "jitsi:index:Images::images",
      "jitsi:index:Jicofo::jicofo",
      "jitsi:index:Jvb::jvb-1",
      "jitsi:index:Jvb::jvb-2",
      "jitsi:index:Networks::network",
      "jitsi:index:Prosody::prosody",
      "jitsi:index:Web::web",
      "pulumi:providers:docker::docker",
      "random:index/randomId:RandomId::instance",
    ]);
  });

  test("carries the stack's label where Docker has labels", () => {
    const labelled = run.resources.filter(({ type }) => /^docker:index\/(container|network|volume):/.test(type));
    const without = labelled.filter(
      ({ inputs }) => !JSON.stringify(inputs["labels"] ?? []).includes('"jitsi.stack","value":"jitsi-meet-dev"'),
    );
    expect(labelled.length).toBeGreaterThan(40);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  test("leaves its name on the daemon to the engine", () => {
    const named = run.resources.filter(({ type, inputs }) => type.startsWith("docker:") && "name" in inputs);
    expect(named.map(({ name }) => name)).toEqual([]);
  });
});

describe("secrets", () => {
  test("go to the engine in its envelope only", () => {
    const open = run.resources.filter(({ inputs }) => /MOCK-SECRET|PLAIN-/.test(JSON.stringify(masked(inputs))));
    const all = JSON.stringify(run.resources.map(({ inputs }) => inputs));
    expect(open.map(({ name }) => name)).toEqual([]);
    // They are there at all: else the line above would hold for a program that has lost them.
    expect(all).toContain(`${mockSecret}-credentials-jicofo`);
    expect(all).toContain("PLAIN-alice");
  });

  test("reach containers as files of a carrier only", () => {
    const elsewhere = containers().filter(({ inputs }) => {
      const rest = Object.entries(inputs).filter(([key]) => key !== "uploads");
      return /MOCK-SECRET|PLAIN-/.test(JSON.stringify(rest));
    });
    expect(elsewhere.map(({ name }) => name)).toEqual([]);
  });

  test("are readable by the services' user only", () => {
    const permissions = containers()
      .filter(({ name }) => name.includes("-secrets-"))
      .map(({ name, inputs }) => {
        const [{ permissions, owner, group }] = inputs["uploads"] as [Record<string, string>];
        return `${name} ${permissions ?? ""} ${owner ?? ""}:${group ?? ""}`;
      });
    expect(permissions.sort()).toEqual([
      "jicofo-secrets-xmpp-password 0400 1000:1000",
      "jvb-1-secrets-xmpp-password 0400 1000:1000",
      "jvb-2-secrets-xmpp-password 0400 1000:1000",
      "prosody-secrets-account-focus 0400 1000:1000",
      "prosody-secrets-account-jvb 0400 1000:1000",
      "prosody-secrets-user-alice 0400 1000:1000",
      "prosody-secrets-user-bob 0400 1000:1000",
      "prosody-secrets-xmpp.key 0400 1000:1000",
      "web-secrets-tls.key 0400 1000:1000",
    ]);
  });

  test("are in no output of the stack", () => {
    expect(JSON.stringify(run.outputs)).not.toMatch(/MOCK-SECRET|PLAIN-/);
  });
});

describe("every service container", () => {
  test("is one of the services", () => {
    const names = containers()
      .filter((container) => !isCarrier(container))
      .map(({ name }) => name);
    expect(names.sort()).toEqual(services.map((service) => `${service}-container`).sort());
  });

  test.each(services)("of %s is hardened", (service) => {
    const { inputs, deleteBeforeReplace, replaceOnChanges } = resourceNamed(run, `${service}-container`);
    expect(inputs).toMatchObject({
      user: "1000:1000",
      readOnly: true,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      init: true,
      restart: "unless-stopped",
      logDriver: "json-file",
      logOpts: { "max-size": "10m", "max-file": "3" },
      envs: ["TZ=UTC"],
      destroyGraceSeconds: 10,
      hostname: service,
      healthcheck: { tests: ["CMD", "/usr/local/bin/health"], interval: "5s", timeout: "5s", retries: 3 },
      tmpfs: {
        "/run": "exec,size=64m,uid=1000,gid=1000,mode=0755",
        "/tmp": "noexec,size=64m,mode=1777",
      },
    });
    expect(inputs["memory"]).toBeGreaterThan(0);
    expect(inputs["memorySwap"]).toBe(inputs["memory"]);
    for (const key of ["privileged", "pidMode", "ipcMode", "devices", "mounts", "command", "entrypoints"]) {
      expect(inputs).not.toHaveProperty(key);
    }
    expect(deleteBeforeReplace).toBe(true);
    expect(replaceOnChanges).toEqual(["healthcheck", "tmpfs", "init"]);
  });

  test.each(services)("of %s can write its data volume at most", (service) => {
    const volumes = resourceNamed(run, `${service}-container`).inputs["volumes"] as Record<string, Json>[];
    const writable = volumes.filter(({ readOnly }) => readOnly !== true).map(({ containerPath }) => containerPath);
    expect(writable).toEqual(service === "prosody" ? ["/var/lib/prosody"] : []);
  });

  test("publishes what the ports table says, and Prosody and jicofo nothing", () => {
    const published = Object.fromEntries(
      services.map((service) => [
        service,
        (resourceNamed(run, `${service}-container`).inputs["ports"] as Record<string, string | number>[]).map(
          ({ ip, external, internal, protocol }) =>
            `${String(ip)}:${String(external)}->${String(internal)}/${String(protocol)}`,
        ),
      ]),
    );
    expect(published).toEqual({
      web: ["0.0.0.0:8000->8000/tcp", "0.0.0.0:8443->8443/tcp"],
      prosody: [],
      jicofo: [],
      "jvb-1": ["0.0.0.0:10000->10000/udp"],
      "jvb-2": ["0.0.0.0:10001->10001/udp"],
    });
  });

  test("is in the networks it needs, under its names", () => {
    const places = Object.fromEntries(
      services.map((service) => [
        service,
        (
          resourceNamed(run, `${service}-container`).inputs["networksAdvanced"] as { name: string; aliases: string[] }[]
        ).map(({ name, aliases }) => `${name} ${aliases.join(" ")}`),
      ]),
    );
    expect(places).toEqual({
      web: ["network-xmpp-physical web", "network-edge-physical web"],
      prosody: ["network-xmpp-physical prosody xmpp.meet.jitsi"],
      jicofo: ["network-xmpp-physical jicofo"],
      "jvb-1": ["network-xmpp-physical jvb-1", "network-edge-physical jvb-1"],
      "jvb-2": ["network-xmpp-physical jvb-2", "network-edge-physical jvb-2"],
    });
    expect(resourceNamed(run, "network-xmpp").inputs["internal"]).toBe(true);
  });
});

describe("every carrier", () => {
  test("has one file with something in it, and never runs", () => {
    const carriers = containers().filter(isCarrier);
    expect(carriers.length).toBe(29);
    for (const { inputs, deleteBeforeReplace } of carriers) {
      const uploads = inputs["uploads"] as Record<string, Json>[];
      expect(uploads.length).toBe(1);
      expect(uploads[0]?.["content"]).not.toBe("");
      expect(inputs).toMatchObject({ start: false, mustRun: false, networkMode: "none", image: "sha256:images-base" });
      expect(deleteBeforeReplace).toBe(true);
    }
  });

  test("of web and Prosody is written when its program has accepted the files", () => {
    const unchecked = containers()
      .filter(({ name }) => /^(web|prosody)-config-/.test(name))
      .filter(({ name, dependsOn }) => !dependsOn.includes(`${name.split("-")[0] ?? ""}-check`));
    expect(unchecked.map(({ name }) => name)).toEqual([]);
  });
});

test("in production the accounts' volume is protected, else it is not", async () => {
  expect(resourceNamed(run, "prosody-data").protect).toBe(true);
  expect(resourceNamed(await runProgram(), "prosody-data").protect).toBe(false);
});

test("certificates name every XMPP domain, Prosody, the public host and this machine", () => {
  expect(resourceNamed(run, "certificates-xmpp-request").inputs["dnsNames"]).toEqual([
    "audiotranslation.meet.jitsi",
    "auth.meet.jitsi",
    "avmoderation.meet.jitsi",
    "breakout.meet.jitsi",
    "endconference.meet.jitsi",
    "focus.meet.jitsi",
    "guest.meet.jitsi",
    "hidden.meet.jitsi",
    "internal-muc.meet.jitsi",
    "lobby.meet.jitsi",
    "meet.jitsi",
    "metadata.meet.jitsi",
    "muc.meet.jitsi",
    "polls.meet.jitsi",
    "prosody",
    "speakerstats.meet.jitsi",
    "visitors.meet.jitsi",
  ]);
  const { dnsNames, ipAddresses } = resourceNamed(run, "certificates-web-request").inputs;
  expect([dnsNames, ipAddresses]).toEqual([
    ["localhost", "meet.example.org"],
    ["127.0.0.1", "::1"],
  ]);
});

test("outputs say where it is, what runs, in which versions, behind which ports, with which certificates", () => {
  expect(run.outputs).toMatchObject({
    url: "https://meet.example.org",
    services: { web: "web-container-physical", "jvb-2": "jvb-2-container-physical" },
    versions: { jicofo: "1.0-1100-1" },
  });
  const { certificates, ports } = run.outputs as { certificates: Record<string, string>; ports: unknown[] };
  expect(Object.keys(certificates)).toEqual(["authority", "xmpp", "web"]);
  expect(Object.values(certificates).every((one) => /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(one))).toBe(true);
  expect(ports.length).toBe(4);
});
