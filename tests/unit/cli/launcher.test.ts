import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const launcher = join(import.meta.dirname, "..", "..", "..", "jitsi");

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the launcher", () => {
  it("works from another folder, through links to links, with files relative to where it is called", () => {
    const folder = mkdtempSync(join(tmpdir(), "launcher-"));
    mkdirSync(join(folder, "bin"));
    symlinkSync(launcher, join(folder, "bin", "first"));
    symlinkSync("first", join(folder, "bin", "second"));
    writeFileSync(join(folder, "my.env"), "HTTP_PORT=81\n");
    const { status, stdout } = run(
      "bin/second",
      ["import-env", "my.env", "--stack", "no-such-stack", "--dry-run", "--json"],
      folder,
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { variable: "HTTP_PORT", answer: "setting", setting: "http.port", value: 81, reason: null },
    ]);
  });

  it("hands the exit code on", () => {
    expect(run(launcher, ["no-such-command"], "/").status).toBe(2);
  });

  it("tells how to set the project up where that was not done", () => {
    const folder = mkdtempSync(join(tmpdir(), "launcher-"));
    copyFileSync(launcher, join(folder, "jitsi"));
    expect(run(join(folder, "jitsi"), ["settings"], "/")).toEqual({
      status: 1,
      stdout: "",
      stderr: `The project is not set up yet. In ${folder} run: npm start (which does everything), or: npm ci\n`,
    });
  });
});
