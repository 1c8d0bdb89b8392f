import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";

/** The scripts of components/commands, with a `docker` that answers what the test says and notes what it is asked. */

const scripts = join(import.meta.dirname, "../../components/commands");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "commands-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(script: string, docker: string, environment: Record<string, string>) {
  const file = join(folder, "docker");
  writeFileSync(file, `#!/bin/sh\necho "$@" >> ${join(folder, "asked")}\n${docker}\n`);
  chmodSync(file, 0o755);
  // Waiting costs no time here.
  writeFileSync(join(folder, "sleep"), "#!/bin/sh\n");
  chmodSync(join(folder, "sleep"), 0o755);
  const path = `${folder}${delimiter}${process.env["PATH"] ?? ""}`;
  const { status, stdout, stderr } = spawnSync("sh", [join(scripts, `${script}.sh`)], {
    env: { PATH: path, ...environment },
    encoding: "utf8",
    input: "files",
  });
  const asked = join(folder, "asked");
  return { status, stdout, stderr, asked: existsSync(asked) ? readFileSync(asked, "utf8") : "" };
}

describe("reload", () => {
  test("reloads the container that had the files before these", () => {
    expect(run("reload", "exit 0", { CONTAINER: "one", PULUMI_COMMAND_STDOUT: "one" })).toEqual({
      status: 0,
      stdout: "one",
      stderr: "",
      asked: "exec one /usr/local/bin/reload\n",
    });
  });

  test.each([[{}], [{ PULUMI_COMMAND_STDOUT: "" }], [{ PULUMI_COMMAND_STDOUT: "other" }]])(
    "leaves a new container alone, which has started with them: %j",
    (previous) => {
      expect(run("reload", "exit 1", { CONTAINER: "one", ...previous })).toEqual({
        status: 0,
        stdout: "one",
        stderr: "",
        asked: "",
      });
    },
  );

  test("fails with what the service says", () => {
    const { status, stderr } = run("reload", "echo refused >&2; exit 3", {
      CONTAINER: "one",
      PULUMI_COMMAND_STDOUT: "one",
    });
    expect([status, stderr]).toEqual([3, "refused\n"]);
  });
});

describe("wait-until-healthy", () => {
  const environment = { SERVICE: "jvb-1", CONTAINER: "one", TIMEOUT: "2" };

  test("ends when the container is healthy", () => {
    const { status, stderr, asked } = run("wait-until-healthy", "echo healthy", environment);
    expect([status, stderr, asked.split("\n").length]).toEqual([0, "", 2]);
  });

  test("says in the end what the health check and the log say", () => {
    const docker = `case "$*" in
  *Running*) echo unhealthy ;;
  *Health.Log*) printf 'an older reason\\nnot in its room\\n\\n' ;;
  logs*) echo "cannot log in" ;;
esac`;
    const { status, stderr } = run("wait-until-healthy", docker, environment);
    expect(status).toBe(1);
    expect(stderr.split("\n")).toEqual([
      "jvb-1 is unhealthy after 2 seconds. Its health check says:",
      "not in its room",
      "The end of its log:",
      "cannot log in",
      "",
    ]);
  });

  test("fails at once when there is no such container", () => {
    const { status, stderr } = run("wait-until-healthy", "echo no such object >&2; exit 1", environment);
    expect([status, stderr]).toEqual([1, "no such object\n"]);
  });
});

describe("check-config", () => {
  test("gives the files to the image's own check, without network, rights and a writable root", () => {
    const { status, asked } = run("check-config", "cat > /dev/null", { SERVICE: "web", IMAGE: "sha256:1" });
    expect(status).toBe(0);
    expect(asked).toMatch(/^run --rm --interactive --network none --read-only --cap-drop ALL /);
    expect(asked).toMatch(/ --entrypoint \/usr\/local\/bin\/check sha256:1\n$/);
  });

  test("names the service that refuses them", () => {
    const { status, stderr } = run("check-config", "echo bad line 3 >&2; exit 9", { SERVICE: "web", IMAGE: "i" });
    expect([status, stderr]).toEqual([
      1,
      "bad line 3\nweb refuses the new configuration. The running one is untouched.\n",
    ]);
  });
});
