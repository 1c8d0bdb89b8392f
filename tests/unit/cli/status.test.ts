import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { runProgram } from "../../../cli/program.ts";
import { type Container, stackStatus } from "../../../cli/status.ts";

interface Given {
  readonly status?: string;
  readonly health?: string;
  readonly log?: string;
  readonly exitCode?: number;
  readonly check?: boolean;
  readonly created?: string;
}

function container(service: string, given: Given = {}): Container {
  const {
    status = "running",
    health = "healthy",
    log = "",
    exitCode = 0,
    check = true,
    created = "2026-01-01",
  } = given;
  return {
    Id: service,
    Name: `/${service}-abc`,
    Created: created,
    Config: {
      Labels: { "jitsi.service": service, "jitsi.stack": "jitsi-meet-dev" },
      ...(check && { Healthcheck: { Test: [] } }),
    },
    State: {
      Status: status,
      ExitCode: exitCode,
      ...(check && { Health: { Status: health, Log: [{ Output: "old" }, { Output: log }] } }),
    },
  };
}

const all = ["web", "prosody", "jicofo", "jvb-1"];
const others = (service: string) => all.filter((name) => name !== service).map((name) => container(name));
const serviceIn = (containers: readonly Container[], service: string, bridges = 1) =>
  stackStatus("dev", containers, bridges).services.find((one) => one.service === service);

describe("the status of a stack", () => {
  it("is healthy when every service is", () => {
    expect(
      stackStatus(
        "dev",
        all.map((name) => container(name)),
        1,
      ),
    ).toEqual({
      stack: "dev",
      healthy: true,
      services: all.map((service) => ({
        service,
        container: `${service}-abc`,
        state: "running",
        health: "healthy",
        reason: null,
      })),
    });
  });

  it.each([
    [
      "is unhealthy",
      { health: "unhealthy", log: "first line\nno operational bridge\n\n" },
      "running",
      "unhealthy",
      "no operational bridge",
    ],
    ["is starting", { health: "starting" }, "running", "starting", "its health has not been checked yet"],
    ["has stopped", { status: "exited", exitCode: 137 }, "exited", "healthy", "stopped with exit code 137"],
    ["never started", { status: "created", health: "starting" }, "created", "starting", "is created"],
    ["restarts", { status: "restarting", health: "unhealthy" }, "restarting", "unhealthy", "is restarting"],
    ["has no health check", { check: false }, "running", "none", "has no health check"],
  ])("says why where a service %s", (_, given: Given, state, health, reason) => {
    const containers = [...others("jicofo"), container("jicofo", given)];
    expect(stackStatus("dev", containers, 1).healthy).toBe(false);
    expect(serviceIn(containers, "jicofo")).toEqual({
      service: "jicofo",
      container: "jicofo-abc",
      state,
      health,
      reason,
    });
  });

  it("misses a service and a bridge that the settings ask for", () => {
    const containers = others("prosody");
    expect(serviceIn(containers, "prosody")).toEqual({
      service: "prosody",
      container: null,
      state: "missing",
      health: "none",
      reason: "there is no such container",
    });
    expect(serviceIn(containers, "jvb-2", 2)).toMatchObject({ state: "missing" });
  });

  it("lists a service more than expected, which must be healthy, too", () => {
    const containers = [...others(""), container("jvb-2", { health: "unhealthy", log: "draining" })];
    expect(serviceIn(containers, "jvb-2")).toMatchObject({ health: "unhealthy", reason: "draining" });
  });

  it("is not taken in by containers that only carry a service's files", () => {
    const carrier = container("web", { status: "created", check: false, created: "2026-02-02" });
    expect(serviceIn([...others(""), carrier], "web")).toMatchObject({ state: "running", reason: null });
    expect(serviceIn([...others("web"), carrier], "web")).toMatchObject({ state: "missing" });
  });

  it("is that of the newer container while one replaces another", () => {
    const newer = container("web", { health: "starting", created: "2026-02-02" });
    expect(serviceIn([newer, ...others("")], "web")).toMatchObject({ health: "starting" });
  });
});

describe("jitsi status", () => {
  const path = process.env["PATH"] ?? "";
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "status-"));
    process.env["PATH"] = `${folder}:${path}`;
  });
  afterEach(() => {
    process.env["PATH"] = path;
  });

  /** A `docker` that answers with these containers, each time one list further. */
  function docker(...answers: readonly (readonly Container[])[]): void {
    answers.forEach((containers, index) => {
      writeFileSync(join(folder, `answer-${String(index)}`), JSON.stringify(containers));
    });
    writeFileSync(join(folder, "count"), "0");
    const script = `#!/bin/sh
case $1 in
  ps) echo "$*" >> ${folder}/asked; echo id ;;
  inspect) n=$(cat ${folder}/count); cat ${folder}/answer-$n; [ -e ${folder}/answer-$((n + 1)) ] && echo $((n + 1)) > ${folder}/count; exit 0 ;;
esac
`;
    writeFileSync(join(folder, "docker"), script);
    chmodSync(join(folder, "docker"), 0o755);
  }

  async function status(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runProgram(["status", "--stack", "no-such-stack", ...args], {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  }

  it("prints a table and ends with 1 and the reasons where a service is not healthy", async () => {
    docker([...others("web"), container("web", { health: "unhealthy", log: "config.js is missing" })]);
    expect(await status()).toEqual({
      code: 1,
      out: [
        "SERVICE  STATE    HEALTH     REASON",
        "web      running  unhealthy  config.js is missing",
        "prosody  running  healthy",
        "jicofo   running  healthy",
        "jvb-1    running  healthy",
      ].join("\n"),
      err: "Stack no-such-stack is not healthy:\n  web: config.js is missing",
    });
  });

  it("waits until all services are healthy", async () => {
    docker([], [...others("web"), container("web", { health: "starting" })], others(""));
    const { code, out } = await status("--wait", "--timeout", "30", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ stack: "no-such-stack", healthy: true });
  });

  it("ends the wait at the time-out", async () => {
    docker(others("web"));
    const { code, err } = await status("--wait", "--timeout", "0.1");
    expect({ code, err }).toEqual({
      code: 1,
      err: "Stack no-such-stack is not healthy:\n  web: there is no such container",
    });
  });

  it("says so where Docker cannot be asked", async () => {
    writeFileSync(join(folder, "docker"), "#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2\nexit 1\n");
    chmodSync(join(folder, "docker"), 0o755);
    expect(await status()).toEqual({
      code: 1,
      out: "",
      err: "Docker could not be asked: Cannot connect to the Docker daemon",
    });
  });
});
