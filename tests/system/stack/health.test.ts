import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { inContainer } from "../../harness/docker.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";

jest.setTimeout(900_000);

let fixture: TestStack;

beforeAll(async () => {
  fixture = await createTestStack("health");
  await fixture.stack.up();
});
afterAll(async () => {
  await fixture.stack.dispose();
});

/** Waits until Docker's health check gives that verdict, and returns what the check says. */
async function becomes(service: string, status: "healthy" | "unhealthy"): Promise<string> {
  const health = await eventually(
    () => fixture.stack.health(service),
    (now) => now.status === status,
    120,
  );
  return health.said;
}

async function docker(verb: "stop" | "start" | "restart", service: string): Promise<void> {
  await execa("docker", [verb, await fixture.stack.container(service)]);
}

async function shell(...args: string[]): Promise<string> {
  return inContainer(await fixture.stack.container("prosody"), "prosodyctl", "shell", ...args);
}

/** Status and text of jicofo's own health check. */
async function jicofoHealth(): Promise<string> {
  const url = "http://127.0.0.1:8888/about/health";
  return inContainer(await fixture.stack.container("jicofo"), "curl", "-s", "-w", " %{http_code}", url);
}

const noBridge = "No operational bridges available (total bridge count: 0) 500";

test("without a bridge jicofo says so; with one again it is well", async () => {
  expect(await jicofoHealth()).toBe("OK 200");
  await docker("stop", "jvb-1");
  await eventually(jicofoHealth, (answer) => answer === noBridge, 60);
  expect(await becomes("jicofo", "unhealthy")).toContain("No operational bridges available");
  await docker("start", "jvb-1");
  await eventually(jicofoHealth, (answer) => answer === "OK 200", 60);
  await becomes("jvb-1", "healthy");
  await becomes("jicofo", "healthy");
});

test("a bridge that takes no new calls makes jicofo unhealthy, though its own check says OK", async () => {
  const drain = async (verb: "enable" | "disable"): Promise<string> =>
    inContainer(
      await fixture.stack.container("jvb-1"),
      "curl",
      "-s",
      "-X",
      "POST",
      `http://127.0.0.1:8080/colibri/drain/${verb}`,
    );
  await drain("enable");
  expect(await becomes("jicofo", "unhealthy")).toMatch(/drain/);
  expect(await jicofoHealth()).toBe("OK 200");
  await drain("disable");
  await becomes("jicofo", "healthy");
});

test("without focus's subscription Prosody is unhealthy; a restart brings it back", async () => {
  // The shell's own unsubscribe_both fails in Prosody 13.0.1.
  await shell('> require "prosody.core.rostermanager".unsubscribed("focus", "auth.meet.jitsi", "focus.meet.jitsi")');
  expect(await becomes("prosody", "unhealthy")).toContain("focus@auth.meet.jitsi");
  await docker("restart", "prosody");
  await becomes("prosody", "healthy");
  await becomes("jicofo", "healthy");
});

test("a module that is not loaded makes Prosody unhealthy, and is named", async () => {
  await shell("module", "unload", "muc_meeting_id", "muc.meet.jitsi");
  expect(await becomes("prosody", "unhealthy")).toContain("muc_meeting_id");
  await shell("module", "load", "muc_meeting_id", "muc.meet.jitsi");
  await becomes("prosody", "healthy");
});

test("a bridge whose password is wrong is unhealthy, and the command line says so until it is right", async () => {
  await shell("user", "password", "jvb@auth.meet.jitsi", "not-the-right-one");
  await docker("restart", "jvb-1");
  const said = await becomes("jvb-1", "unhealthy");
  expect(said).not.toBe("");
  const status = await execa("./jitsi", ["status", "--stack", fixture.stack.name], {
    cwd: projectDir,
    reject: false,
    all: true,
  });
  expect(status.exitCode).toBe(1);
  expect(status.all).toContain(`jvb-1: ${said}`);
  await docker("restart", "prosody");
  await becomes("jvb-1", "healthy");
  await becomes("jicofo", "healthy");
});

test("a failed up is not green the next time: it stays red until the service is well", async () => {
  const prosody = await fixture.stack.container("prosody");
  const up = async (): Promise<{ exitCode?: number | undefined; all: string }> =>
    fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  await fixture.stack.set("bridge.advertisePrivateCandidates", true);
  await execa("docker", ["pause", prosody]);
  try {
    const first = await up();
    expect(first.exitCode).not.toBe(0);
    expect(first.all).toMatch(/jvb-1 is (starting|unhealthy) after \d+ seconds. Its health check says:/);
    expect((await up()).exitCode).not.toBe(0);
  } finally {
    await execa("docker", ["unpause", prosody]);
  }
  expect((await up()).exitCode).toBe(0);
  await becomes("jvb-1", "healthy");
});

test("services do not trust a Prosody whose certificate carries another name", async () => {
  const prosody = await fixture.stack.container("prosody");
  const format =
    '{{range .Mounts}}{{if or (eq .Destination "/config") (eq .Destination "/secrets")}}{{.Name}}:{{.Destination}} {{end}}{{end}}';
  const { stdout } = await execa("docker", ["inspect", "--format", format, prosody]);
  const volumes = stdout
    .trim()
    .split(" ")
    .flatMap((volume) => ["--volume", volume]);
  const make =
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=prosody " +
    "-addext subjectAltName=DNS:prosody -keyout /secrets/xmpp.key -out /config/xmpp.crt 2>/dev/null && " +
    "chmod 0400 /secrets/xmpp.key && chown 1000:1000 /secrets/xmpp.key";
  const { stdout: image } = await execa("docker", ["inspect", "--format", "{{.Image}}", prosody]);
  await execa("docker", [
    "run",
    "--rm",
    "--user",
    "0",
    "--network",
    "none",
    ...volumes,
    "--entrypoint",
    "sh",
    image,
    "-c",
    make,
  ]);
  await docker("restart", "prosody");
  await docker("restart", "jvb-1");
  expect(await becomes("jvb-1", "unhealthy")).not.toBe("");
  expect(await becomes("web", "unhealthy")).toContain("502");
});
