import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { broken, type Check, warning } from "../../../cli/doctor/finding.ts";
import { type Diagnosis, examine } from "../../../cli/doctor/index.ts";
import { findingsText, verdict } from "../../../cli/doctor/report.ts";
import { stunAnswer } from "../../../cli/doctor/stun.ts";
import { runProgram } from "../../../cli/program.ts";
import { sightOf } from "./sight.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
  file = join(folder, "Pulumi.dev.yaml");
  writeFileSync(file, "config:\n  jitsi-meet:http:\n    port: 8000\n");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs checks on a stack, on a machine whose Docker answers. */
async function examined(...checks: readonly Check[]): Promise<Diagnosis> {
  const info = JSON.stringify({ ServerVersion: "27.5.1", DockerRootDir: "/var/lib/docker", SystemTime: "" });
  const { machine } = sightOf({
    machine: {
      run: async (_, command) =>
        Promise.resolve({ ok: true, stdout: command === "info" ? info : "", stderr: "", missing: false }),
    },
  });
  return examine({ stack: "dev", file, machine }, { quiet: true, checks });
}

const words = (problem: string) => ({ problem, effect: "an effect", fix: "a command" });
const fine: Check = { title: "fine", run: () => [] };
const skipped: Check = { title: "skipped", skip: () => "stack dev does not run (npm start)", run: () => [] };
const warns: Check = { title: "warns", run: () => [warning(words("something small"))] };
const breaks: Check = { title: "breaks", run: async () => Promise.resolve([broken(words("something large"))]) };

describe("the doctor's report", () => {
  it("has each check, what it found, and why it was skipped", async () => {
    const diagnosis = await examined(fine, skipped, warns);
    expect(diagnosis).toEqual({
      stack: "dev",
      well: true,
      seconds: expect.any(Number),
      checks: [
        { title: "fine", skipped: null, findings: [] },
        { title: "skipped", skipped: "stack dev does not run (npm start)", findings: [] },
        {
          title: "warns",
          skipped: null,
          findings: [{ severity: "warning", ...words("something small") }],
        },
      ],
    });
  });

  it("begins with what breaks calls", async () => {
    expect(findingsText(await examined(warns, breaks))).toBe(
      [
        "",
        "Broken:",
        "  something large",
        "    so: an effect",
        "    fix: a command",
        "",
        "Warnings:",
        "  something small",
        "    so: an effect",
        "    fix: a command",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["Nothing is wrong: stack dev, 1 of 1 checks in 1.5 s.", [fine]],
    ["Nothing breaks calls: stack dev, 2 of 2 checks in 1.5 s.", [fine, warns]],
    ["Calls are broken: stack dev, 2 of 2 checks in 1.5 s.", [breaks, warns]],
    [
      "Only this machine was looked at: stack dev does not run (npm start).\nNothing is wrong: stack dev, 1 of 2 checks in 1.5 s.",
      [fine, skipped],
    ],
  ])("ends with %s", async (text, checks) => {
    expect(verdict({ ...(await examined(...checks)), seconds: 1.5 })).toBe(text);
  });
});

describe("jitsi doctor", () => {
  async function doctor(...args: string[]): Promise<{ code: number; err: string }> {
    const err: string[] = [];
    const code = await runProgram(["doctor", ...args], { out: () => undefined, err: (text) => void err.push(text) });
    return { code, err: err.join("\n") };
  }

  it("says which file a stack that is none would have", async () => {
    const { code, err } = await doctor("--stack", "no-such-stack");
    expect(code).toBe(1);
    expect(err).toMatch(/^There is no stack no-such-stack: .*Pulumi\.no-such-stack\.yaml does not exist\./);
  });

  it("says so where the settings are no YAML", async () => {
    writeFileSync(file, "config: [\n");
    const { code, err } = await doctor("--settings", file, "--json");
    expect(code).toBe(1);
    expect(err).toContain(`${file} is no YAML`);
  });
});

describe("a STUN server", () => {
  /** A UDP server on this machine that answers each request in its way. */
  async function server(answer: (request: Buffer, from: RemoteInfo) => Buffer | undefined) {
    const socket = createSocket("udp4");
    socket.on("message", (request, from) => {
      const reply = answer(request, from);
      if (reply !== undefined) {
        socket.send(reply, from.port, from.address);
      }
    });
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return socket;
  }

  it("tells how it sees us", async () => {
    const cookie = 0x2112a442;
    const socket = await server((request, from) => {
      const attribute = Buffer.from([0, 0x20, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0]);
      attribute.writeUInt16BE(from.port ^ (cookie >>> 16), 6);
      attribute.writeUInt32BE((0x7f000001 ^ cookie) >>> 0, 8);
      const head = Buffer.from(request);
      head.writeUInt16BE(0x0101, 0);
      head.writeUInt16BE(attribute.length, 2);
      return Buffer.concat([head, attribute]);
    });
    expect(await stunAnswer("127.0.0.1", socket.address().port)).toEqual({
      seen: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    });
    socket.close();
  });

  it("that answers with something else is silent; a port that nobody listens on refuses", async () => {
    const socket = await server(() => Buffer.from("what?"));
    const { port } = socket.address();
    expect(await stunAnswer("127.0.0.1", port, 0.3)).toEqual({ seen: undefined, why: "silent" });
    socket.close();
    expect(await stunAnswer("127.0.0.1", port)).toEqual({ seen: undefined, why: "refused" });
  });
});
