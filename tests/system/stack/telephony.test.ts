import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { eventually } from "../../harness/wait.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { type SipServer, startSipServer } from "../telephony/outside.ts";

jest.setTimeout(900_000);

let sip: SipServer;
let fixture: TestStack;

async function docker(...args: string[]): Promise<string> {
  return (await execa("docker", args)).stdout;
}

beforeAll(async () => {
  sip = await startSipServer("stack-telephony-sip");
  fixture = await createTestStack("telephony", {
    telephony: {
      enabled: true,
      ports: { min: 21000, max: 21003 },
      sip: { uri: "gateway@sip.test", server: sip.host, port: sip.port, transport: "TCP" },
    },
    transcription: { enabled: true, engine: "vosk", vosk: { url: "ws://vosk.example.org:2700" }, serve: true },
  });
  await fixture.stack.setSecret("secrets.sipPassword", "gateway-secret");
});
afterAll(async () => {
  await fixture.stack.dispose();
  await sip.stop();
});

test("a stack with telephone and transcription comes up healthy: registered at the SIP server, both known to jicofo", async () => {
  await fixture.stack.up();
  for (const service of ["jigasi", "transcriber", "jicofo", "web"]) {
    expect((await fixture.stack.health(service)).status).toBe("healthy");
  }
  const jicofo = await fixture.stack.container("jicofo");
  const metrics = await eventually(
    () => docker("exec", jicofo, "curl", "-s", "http://127.0.0.1:8888/metrics"),
    (text) => text.includes("jitsi_jicofo_jigasi_sip_count 1\n"),
  );
  expect(metrics).toMatch(/^jitsi_jicofo_jigasi_transcriber_count 1$/m);
  expect(new Set((await sip.log()).match(/REGISTER of gateway by tcp .*/g) ?? []).size).toBe(2);
});

test("a second run changes nothing", async () => {
  await fixture.stack.up("--expect-no-changes");
});

test("a password that the SIP server refuses stops the run with the reason, and the meeting goes on", async () => {
  const web = await fixture.stack.container("web");
  await fixture.stack.setSecret("secrets.sipPassword", "not-this");
  const run = await fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  expect(run.failed).toBe(true);
  expect(run.all).toContain("the SIP server refused the account's password");
  expect(await fixture.stack.container("web")).toBe(web);
});
