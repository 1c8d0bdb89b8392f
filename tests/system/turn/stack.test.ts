import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { inContainer } from "../../harness/docker.ts";
import { freeTcpPort, freeUdpPort } from "../../harness/ports.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { TurnClient, allocation } from "./client.ts";

/** turn.mode builtin, by the engine. */

jest.setTimeout(900_000);

let fixture: TestStack;
let port: number;

beforeAll(async () => {
  port = await freeTcpPort();
  fixture = await createTestStack("turn", {
    turn: {
      mode: "builtin",
      builtin: {
        address: "11.77.1.1",
        port,
        tlsPort: await freeTcpPort(),
        relayPort: await freeUdpPort(),
        relayPorts: 4,
      },
    },
  });
  await fixture.stack.up();
});
afterAll(async () => {
  await fixture.stack.dispose();
});

/** Credentials of the secret that the server has now. */
async function credentials(): Promise<{ username: string; password: string }> {
  const secret = await inContainer(await fixture.stack.container("turn"), "cat", "/secrets/turn-secret");
  const username = String(Math.floor(Date.now() / 1000) + 600);
  return { username, password: createHmac("sha1", secret).update(username).digest("base64") };
}

test("the server is healthy, relays on the published port, and is in no network but edge", async () => {
  const container = await fixture.stack.container("turn");
  expect((await fixture.stack.health("turn")).status).toBe("healthy");
  expect(await allocation("127.0.0.1", await credentials(), port)).toBe(0);
  const { stdout } = await execa("docker", ["inspect", "--format={{json .NetworkSettings.Networks}}", container]);
  expect(Object.keys(JSON.parse(stdout) as object)).toEqual([expect.stringMatching(/^network-edge-/)]);
});

test("nobody reaches the stack's own networks and gateway; two people behind it reach each other", async () => {
  const format = "--format={{range .NetworkSettings.Networks}}{{.Gateway}} {{.IPAddress}}{{end}}";
  const { stdout } = await execa("docker", ["inspect", format, await fixture.stack.container("web")]);
  const addresses = stdout.match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(2);
  const client = await TurnClient.open("127.0.0.1", port);
  expect(await client.allocate(await credentials())).toBe(0);
  for (const address of addresses) {
    expect([address, await client.permission(address)]).toEqual([address, 403]);
  }
  // The address outside stands for the one inside, which is a private one.
  expect(await client.permission("11.77.1.1")).toBe(0);
  client.close();
});

test("a second up changes nothing", async () => {
  await fixture.stack.pulumi("preview", "--expect-no-changes");
  const before = await fixture.stack.containers();
  await fixture.stack.up("--expect-no-changes");
  expect(await fixture.stack.containers()).toEqual(before);
});

test("a new secret replaces no container, and old credentials hold", async () => {
  const old = await credentials();
  const before = await fixture.stack.containers();
  await fixture.stack.set("turn.builtin.secretRotation", 2);
  await fixture.stack.up();
  expect(await fixture.stack.containers()).toEqual(before);
  const now = await credentials();
  expect(now.password).not.toBe(old.password);
  expect([await allocation("127.0.0.1", old, port), await allocation("127.0.0.1", now, port)]).toEqual([0, 0]);
});
