import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { runProgram } from "../../../cli/program.ts";

const folder = () => mkdtempSync(join(tmpdir(), "import-"));

function env(text: string): string {
  const path = join(folder(), ".env");
  writeFileSync(path, text);
  return path;
}

function prosodyData(): string {
  const data = folder();
  mkdirSync(join(data, "meet%2ejitsi", "accounts"), { recursive: true });
  writeFileSync(join(data, "meet%2ejitsi", "accounts", "alice.dat"), 'return {\n\t["password"] = "hunter2";\n};\n');
  return data;
}

/** Runs a command line in a dry run for a stack that there is not; gives its exit code and what it printed. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const code = await runProgram([...args, "--stack", "no-such-stack", "--dry-run"], output);
  expect(readdirSync(projectDir)).not.toContain("Pulumi.no-such-stack.yaml");
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const refusal =
  "Nothing was changed. Correct or remove these lines of the file, then import it again; or leave them out with --skip-refused:\n  HTTP_PORT: must be a whole number";

describe("jitsi import-env", () => {
  const sample = join(projectDir, "tests/fixtures/quickstart.env");

  it("prints the answers as JSON, and writes nothing in a dry run", async () => {
    const { code, out, err } = await run("import-env", sample, "--json");
    const answers = JSON.parse(out) as Record<string, unknown>[];
    expect({ code, err, answers: answers.length }).toEqual({ code: 0, err: "", answers: 11 });
    expect(Object.keys(answers[0] ?? {})).toEqual(["variable", "answer", "setting", "value", "reason"]);
  });

  it("prints the answers as a table with their number", async () => {
    const { out } = await run("import-env", env("TZ=UTC\nJVB_AUTH_PASSWORD=hunter2\nRESTART_POLICY=always\n"));
    expect(out).toBe(`VARIABLE           ANSWER   SETTING              VALUE     REASON
TZ                 setting  general.timezone     UTC
JVB_AUTH_PASSWORD  setting  secrets.jvbPassword  [secret]
RESTART_POLICY     ignored                                 every service restarts unless it is stopped

3 variables: 2 setting, 1 ignored`);
  });

  it("ends with 1 where a line is refused, in a dry run, too", async () => {
    expect(await run("import-env", env("HTTP_PORT=eighty\n"))).toMatchObject({ code: 1, err: refusal });
  });

  it("ends with 0 where refused lines are to be left out", async () => {
    const { code, out } = await run("import-env", env("HTTP_PORT=eighty\nTZ=UTC\n"), "--skip-refused");
    expect(code).toBe(0);
    expect(out.split("\n").at(-1)).toBe("2 variables: 1 setting, 1 refused");
  });

  it("prints the accounts of --users behind the variables", async () => {
    const { out } = await run("import-env", env("TZ=UTC\n"), "--users", prosodyData());
    expect(out.split("\n\n").slice(-2)).toEqual([
      "ACCOUNT           ANSWER    PASSWORD  REASON\nalice@meet.jitsi  imported  plain",
      "1 account: 1 imported",
    ]);
    const { out: text } = await run("import-env", env("TZ=UTC\n"), "--users", prosodyData(), "--json");
    expect(JSON.parse(text)).toEqual({
      variables: [{ variable: "TZ", answer: "setting", setting: "general.timezone", value: "UTC", reason: null }],
      accounts: [{ account: "alice@meet.jitsi", answer: "imported", password: "plain", reason: null }],
    });
  });
});

describe("jitsi import-users", () => {
  it("prints the answers as JSON, without a password", async () => {
    const { code, out, err } = await run("import-users", prosodyData(), "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual([
      { account: "alice@meet.jitsi", answer: "imported", password: "plain", reason: null },
    ]);
  });

  it("ends with 1 and the reason where there are no accounts", async () => {
    const { code, err } = await run("import-users", "/nonexistent");
    expect({ code, err }).toEqual({ code: 1, err: "There is no folder /nonexistent." });
  });
});
