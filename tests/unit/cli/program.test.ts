import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { program, runProgram } from "../../../cli/program.ts";
import { otherVariables } from "../../../cli/settings.ts";
import { registry } from "../../../config/registry.ts";
import { renderAll } from "../../../config/render/index.ts";
import { checkSettings } from "../../../config/parse.ts";

const folder = () => mkdtempSync(join(tmpdir(), "cli-"));

function file(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

/** Runs a command line and returns its exit code and what it printed. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runProgram(args, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("jitsi", () => {
  it("has help for every command", async () => {
    const names = program({ out: () => undefined, err: () => undefined }).commands.map((command) => command.name());
    expect(names).toEqual([
      "settings",
      "render",
      "import-env",
      "import-users",
      "status",
      "doctor",
      "proxy-snippet",
      "rehearsal",
    ]);
    for (const name of names) {
      const { code, out } = await run(name, "--help");
      expect(code).toBe(0);
      expect(out.split("\n")[0]).toMatch(new RegExp(`^Usage: jitsi ${name}`));
    }
  });

  it.each([
    ["no command", []],
    ["an unknown command", ["setings"]],
    ["an unknown option", ["settings", "--yaml"]],
    ["a missing argument", ["import-env"]],
    ["a missing option", ["render", "--stack", "dev"]],
    ["neither of two options", ["render", "--out", "x"]],
    ["both of two options", ["render", "--out", "x", "--stack", "dev", "--settings", "y"]],
    ["a stack's name that is a path", ["render", "--out", "x", "--stack", "../dev"]],
    ["a time that is none", ["status", "--timeout", "soon"]],
  ])("ends with 2 after wrong usage: %s", async (_, args) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).not.toBe("");
  });
});

describe("jitsi settings", () => {
  it("prints the registry as JSON", async () => {
    const { code, out } = await run("settings", "--json");
    expect(code).toBe(0);
    const entries = JSON.parse(out) as Record<string, unknown>[];
    expect(entries).toEqual([...registry(), ...otherVariables()]);
    expect(entries.find(({ env }) => JSON.stringify(env) === '["JVB_TCP_PORT"]')).toEqual({
      env: ["JVB_TCP_PORT"],
      answer: "ignored",
      setting: null,
      reason:
        "gone upstream since 2022: media over TCP needs a TURN server, turn.mode. UDP does not pass a proxy or load balancer for HTTP",
    });
    expect(Object.keys(entries[0] ?? {})).toEqual([
      "path",
      "type",
      "default",
      "unit",
      "secret",
      "env",
      "effect",
      "doc",
    ]);
  });

  it("prints every setting for people", async () => {
    const { out } = await run("settings");
    const printed = out
      .split("\n")
      .filter((line) => /^ {2}\S/.test(line))
      .map((line) => line.trim());
    expect(printed).toEqual(registry().map(({ path }) => path));
  });
});

describe("jitsi render", () => {
  const groups = "auth: {type: internal, users: [alice]}\nbridge: {count: 2}\nsecrets: {users: {alice: x}}\n";

  it("writes what the renderers make of a settings file, without needing the packages' versions", async () => {
    const out = folder();
    const { code } = await run("render", "--settings", file("settings.yaml", groups), "--out", out);
    expect(code).toBe(0);
    const { settings } = checkSettings({ auth: { type: "internal", users: ["alice"] }, bridge: { count: 2 } }).parsed;
    const expected = renderAll(settings);
    expect(readdirSync(out).sort()).toEqual(Object.keys(expected).sort());
    for (const [service, files] of Object.entries(expected)) {
      expect(readdirSync(join(out, service)).sort()).toEqual(Object.keys(files).sort());
      for (const [name, text] of Object.entries(files)) {
        expect(readFileSync(join(out, service, name), "utf8")).toBe(text);
      }
    }
  });

  it("takes a stack's file without decrypting its secrets", async () => {
    const stack = file(
      "Pulumi.x.yaml",
      "encryptionsalt: v1:abc\nconfig:\n  jitsi-meet:auth: {type: internal, users: [alice]}\n  jitsi-meet:secrets:\n    users:\n      alice:\n        secure: v1:xyz\n",
    );
    expect((await run("render", "--settings", stack, "--out", folder())).code).toBe(0);
  });

  it("reports all mistakes and writes nothing", async () => {
    const out = folder();
    const { code, err } = await run(
      "render",
      "--settings",
      file("s.yaml", "http: {port: 0}\nauth: {tpye: x}\n"),
      "--out",
      out,
    );
    expect(code).toBe(1);
    expect(err).toContain("http.port = 0: must be 1 to 65535");
    expect(err).toContain("auth.tpye: is no setting. Did you mean auth.type?");
    expect(readdirSync(out)).toEqual([]);
  });

  it.each([
    ["a file that is not there", ["--settings", "/nonexistent/x.yaml"], "There is no file /nonexistent/x.yaml."],
    [
      "a stack that is not there",
      ["--stack", "no-such-stack"],
      "There is no stack no-such-stack: neither .jitsi/Pulumi.no-such-stack.yaml nor Pulumi.no-such-stack.yaml exists.",
    ],
  ])("says that there is %s", async (_, args, message) => {
    const { code, err } = await run("render", ...args, "--out", folder());
    expect({ code, err }).toEqual({ code: 1, err: message });
  });

  it("says where a file is no YAML, without the line itself", async () => {
    const { code, err } = await run(
      "render",
      "--settings",
      file("s.yaml", 'secrets:\n  jvbPassword: "hunter2\n'),
      "--out",
      folder(),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/s\.yaml is no YAML: Missing closing "quote at line \d+, column \d+:$/);
    expect(err).not.toContain("hunter2");
  });
});
