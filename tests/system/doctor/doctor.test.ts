import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import type { Diagnosis } from "../../../cli/doctor/index.ts";
import type { Finding } from "../../../cli/doctor/finding.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { everythingLabelled } from "../../harness/docker.ts";

jest.setTimeout(900_000);

let fixture: TestStack;

beforeAll(async () => {
  fixture = await createTestStack("doctor");
  await fixture.stack.up();
});
afterAll(async () => {
  await fixture.stack.dispose();
});

/** Runs the command line as a person does, on this stack. */
async function doctor(...args: string[]): Promise<{ code: number | undefined; stdout: string; stderr: string }> {
  const stack = ["--stack", fixture.stack.name, "--settings", fixture.stack.configFile];
  const { exitCode, stdout, stderr } = await execa("./jitsi", ["doctor", ...stack, ...args], {
    cwd: projectDir,
    reject: false,
  });
  return { code: exitCode, stdout, stderr };
}

async function diagnosis(): Promise<{ code: number | undefined } & Diagnosis> {
  const { code, stdout } = await doctor("--json");
  return { code, ...(JSON.parse(stdout) as Diagnosis) };
}

/** What it finds that breaks calls, by the check that found it. */
async function brokenThings(): Promise<{ code: number | undefined; broken: Record<string, readonly Finding[]> }> {
  const { code, checks } = await diagnosis();
  const found = checks.map(({ title, findings }): [string, Finding[]] => [
    title,
    findings.filter(({ severity }) => severity === "broken"),
  ]);
  return { code, broken: Object.fromEntries(found.filter(([, findings]) => findings.length > 0)) };
}

async function containerName(service: string): Promise<string> {
  const id = await fixture.stack.container(service);
  const { stdout } = await execa("docker", ["inspect", "--format", "{{.Name}}", id]);
  return stdout.replace(/^\//, "");
}

async function healthy(): Promise<void> {
  const all = ["prosody", "jvb-1", "jicofo", "web"];
  await eventually(
    () => Promise.all(all.map((service) => fixture.stack.health(service))),
    (health) => health.every(({ status }) => status === "healthy"),
    120,
  );
}

test("a healthy stack is well within 20 seconds, and looking at it changes nothing", async () => {
  const before = await everythingLabelled(fixture.stack.label);
  const { code, well, seconds, checks } = await diagnosis();
  expect({ code, well }).toEqual({ code: 0, well: true });
  expect(seconds).toBeLessThan(20);
  expect(checks.filter(({ skipped }) => skipped !== null).map(({ title }) => title)).toEqual([
    "Loopback sound of the recorders",
  ]);
  expect(await everythingLabelled(fixture.stack.label)).toEqual(before);
});

test("people see each step, and how long it all took", async () => {
  const { code, stdout } = await doctor();
  expect(code).toBe(0);
  for (const title of ["Docker", "Services", "Certificate of the page", "Media ports of the bridges"]) {
    expect(stdout).toContain(`✔ ${title}`);
  }
  expect(stdout).toMatch(/: stack doctor, 10 of 11 checks in \d+\.\d s\.$/);
});

test("a bridge that was stopped is named, with the command that starts it", async () => {
  const name = await containerName("jvb-1");
  await execa("docker", ["stop", name]);
  const { code, broken } = await brokenThings();
  expect(code).toBe(1);
  expect(broken["Services"]?.[0]).toEqual({
    severity: "broken",
    problem: expect.stringMatching(/^jvb-1: stopped with exit code \d+$/),
    effect: "calls on this bridge have neither picture nor sound",
    fix: `docker start ${name}; why it ended: docker logs --tail 50 ${name}`,
  });
  expect((await doctor()).stderr).toMatch(/^Calls are broken: stack doctor, /);
  await execa("docker", ["start", name]);
  await healthy();
});

test("a Prosody that hangs is seen as browsers see it: BOSH and WebSocket do not answer", async () => {
  const name = await containerName("prosody");
  await execa("docker", ["pause", name]);
  try {
    const { code, broken } = await brokenThings();
    expect(code).toBe(1);
    expect(broken["Services"]).toContainEqual(
      expect.objectContaining({ problem: "prosody: is paused", fix: `docker unpause ${name}` }),
    );
    expect(broken["Web page, BOSH and WebSocket"]?.[0]?.problem).toContain("/http-bind");
  } finally {
    await execa("docker", ["unpause", name]);
  }
  await healthy();
});

test("a certificate for another name is named, with the names it has", async () => {
  const web = await fixture.stack.container("web");
  const { stdout: image } = await execa("docker", ["inspect", "--format", "{{.Image}}", web]);
  const make =
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3 -subj /CN=other " +
    "-addext subjectAltName=DNS:other.example.org -keyout /secrets/tls.key -out /config/tls.crt 2>/dev/null && " +
    "chmod 0400 /secrets/tls.key && chown 1000:1000 /secrets/tls.key";
  const format =
    '{{range .Mounts}}{{if or (eq .Destination "/config") (eq .Destination "/secrets")}}{{.Name}}:{{.Destination}} {{end}}{{end}}';
  const { stdout: mounts } = await execa("docker", ["inspect", "--format", format, web]);
  const volumes = mounts.trim().split(" ");
  await execa("docker", [
    ...["run", "--rm", "--user", "0", "--network", "none"],
    ...volumes.flatMap((volume) => ["--volume", volume]),
    ...["--entrypoint", "sh", image, "-c", make],
  ]);
  await execa("docker", ["restart", web]);
  await healthy();
  const { code, checks } = await diagnosis();
  expect(code).toBe(1);
  expect(checks.find(({ title }) => title === "Certificate of the page")?.findings).toEqual([
    expect.objectContaining({ severity: "warning", problem: "the certificate runs out in 2 days" }),
    expect.objectContaining({
      severity: "broken",
      problem: "the certificate is not for localhost, but for DNS:other.example.org",
      effect: "browsers and phones refuse the page",
    }),
  ]);
});

test("a wrong advertised address is named, with the command that takes it out", async () => {
  await fixture.stack.set("bridge.advertiseIps[0]", "192.0.2.1");
  expect((await brokenThings()).broken["Addresses of page and bridges"]).toEqual([
    {
      severity: "broken",
      problem: "the page is opened on this machine, and the bridges are said to be at 192.0.2.1, which is elsewhere",
      effect: "calls have neither picture nor sound",
      fix: "pulumi config rm --path bridge.advertiseIps",
    },
  ]);
  await fixture.stack.unset("bridge.advertiseIps");
});

test("a bridge's port that the container does not publish is named", async () => {
  await fixture.stack.set("bridge.port", fixture.mediaPort + 1);
  const { code, broken } = await brokenThings();
  expect(code).toBe(1);
  expect(broken["Media ports of the bridges"]?.map(({ problem }) => problem)).toEqual([
    `UDP port ${String(fixture.mediaPort + 1)} of jvb-1 is not published`,
  ]);
});

test("without a stack the machine is looked at alone, and that is said", async () => {
  await fixture.stack.pulumi("destroy", "--yes", "--skip-preview");
  const { code, stdout } = await doctor();
  expect(code).toBe(0);
  expect(stdout).toContain("Only this machine was looked at: stack doctor does not run (pulumi up --stack doctor).");
});
