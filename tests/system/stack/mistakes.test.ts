import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, jest, test } from "@jest/globals";
import { everythingLabelled } from "../../harness/docker.ts";
import type { ScratchStack } from "../../harness/scratch-stack.ts";
import { createTestStack } from "../../harness/test-stack.ts";

jest.setTimeout(600_000);

const stacks: ScratchStack[] = [];

async function stackWith(name: string, settings: Parameters<typeof createTestStack>[1]): Promise<ScratchStack> {
  const { stack } = await createTestStack(name, settings);
  stacks.push(stack);
  return stack;
}

afterEach(async () => {
  for (const stack of stacks.splice(0)) {
    await stack.dispose();
  }
});

const up = ["up", "--yes", "--skip-preview"];

/** Lines of a stack trace, of Node or of Go. */
function traces(output: string): string[] {
  return output.split("\n").filter((line) => /^\s+at .+:\d+:\d+\)?$|^goroutine \d+/.test(line));
}

test("every mistake in the settings is reported at once, with the command that mends it, and nothing is made", async () => {
  const stack = await stackWith("mistakes", {
    http: { prot: 8000 },
    auth: { type: "intern" },
    bridge: { count: 0 },
    secrets: { jvbPassword: "in plain text" },
  });
  const result = await stack.tryPulumi(up);
  expect(result.exitCode).not.toBe(0);
  for (const part of [
    "4 problems in the settings. Nothing was changed.",
    "http.prot",
    "Did you mean",
    'auth.type = "intern"',
    "bridge.count = 0",
    "secrets.jvbPassword: is a secret and stored in plain text",
    "fix: pulumi config set --secret --path secrets.jvbPassword",
  ]) {
    expect(result.all).toContain(part);
  }
  expect(result.all).not.toContain('in plain text"');
  expect(traces(result.all)).toEqual([]);
  expect(await everythingLabelled(stack.label)).toEqual([]);
});

test("a wrong passphrase is named, and the right one still works", async () => {
  const stack = await stackWith("passphrase", {});
  await stack.setSecret("secrets.jvbPassword", "kept");
  const result = await stack.tryPulumi(["preview"], { env: { PULUMI_CONFIG_PASSPHRASE: "another" } });
  expect(result.exitCode).not.toBe(0);
  expect(result.all).toContain("incorrect passphrase");
  expect(await stack.pulumi("config", "get", "--path", "secrets.jvbPassword")).toBe("kept");
});

test("a build that fails names the image and shows the end of its log", async () => {
  const folder = await mkdtemp(join(tmpdir(), "jitsi-broken-packages-"));
  for (const name of ["jicofo", "jitsi-videobridge2", "jitsi-meet-web", "jitsi-meet-prosody"]) {
    await writeFile(join(folder, `${name}_1.0-1_all.deb`), "no package at all");
  }
  try {
    const stack = await stackWith("broken", { images: { packages: "directory", directory: folder } });
    const result = await stack.tryPulumi(up);
    expect(result.exitCode).not.toBe(0);
    expect(result.all).toContain("jitsi-meet-broken/web");
    expect(result.all).toContain("unpack-package");
    expect(result.all).toContain("/packages/jitsi-meet-web_1.0-1_all.deb is not a Debian package");
    expect(traces(result.all)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
