import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { hostAddress, logOf } from "../../harness/docker.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { boshLogin } from "../auth/bosh.ts";
import { type Directory, startDirectory } from "../auth/directory.ts";
import { appId, appSecret, token } from "../auth/tokens.ts";
import { dockerOutput } from "../images/docker.ts";

jest.setTimeout(900_000);

/** Ways to log in, on a whole stack: through its web server, with Prosody on the networks that the settings give it. */
let fixture: TestStack;
let directory: Directory;

beforeAll(async () => {
  const host = await hostAddress();
  // A container of another network is out of reach: the directory is a server elsewhere, at an address of this machine.
  directory = await startDirectory([`--publish=${host}::389`]);
  const url = `ldap://${await dockerOutput(["port", directory.name, "389/tcp"])}`;
  fixture = await createTestStack("login", {
    auth: { type: "ldap", ldap: { url, base: "ou=people,dc=example,dc=org", bindDn: "cn=lookup,dc=example,dc=org" } },
  });
  await fixture.stack.setSecret("secrets.ldapBindPassword", "lookup-secret");
  await fixture.stack.up();
});
afterAll(async () => {
  await (fixture as TestStack | undefined)?.stack.dispose();
  await (directory as Directory | undefined)?.remove();
});

/** A login through the web server: the address without its resource, or the refusal. */
async function login(options: { plain?: { username: string; password: string }; query?: string }): Promise<string> {
  return (await boshLogin({ port: fixture.httpPort, domain: "meet.jitsi", ...options })).split("/")[0] ?? "";
}

async function networksOf(service: string): Promise<number> {
  const id = await fixture.stack.container(service);
  const format = "{{len .NetworkSettings.Networks}}";
  return Number(await dockerOutput(["inspect", `--format=${format}`, id]));
}

test("people of a directory log in with its passwords, and Prosody has a way out to it", async () => {
  expect(await login({ plain: { username: "alice", password: "alice-secret" } })).toBe("alice@meet.jitsi");
  expect(await login({ plain: { username: "alice", password: "wrong" } })).toBe("not-authorized");
  expect(await networksOf("prosody")).toBe(2);
  expect(await fixture.stack.health("prosody")).toMatchObject({ status: "healthy" });
});

test("with tokens and a shared secret people log in by token only, and Prosody has no way out any more", async () => {
  await fixture.stack.unset("auth.ldap");
  await fixture.stack.unset("secrets.ldapBindPassword");
  await fixture.stack.set("auth.type", "jwt");
  await fixture.stack.set("auth.jwt.appId", appId);
  await fixture.stack.setSecret("secrets.jwtAppSecret", appSecret);
  await fixture.stack.up();

  expect(await login({ query: `token=${await token()}&room=meeting` })).toMatch(/@meet\.jitsi$/);
  expect(await login({ query: `token=${await token({ key: `${appSecret}x` })}&room=meeting` })).toBe("not-allowed");
  expect(await login({ plain: { username: "alice", password: "alice-secret" } })).toBe("invalid-mechanism");
  expect(await networksOf("prosody")).toBe(1);
});

test("another shared secret refuses the tokens of the old one", async () => {
  await fixture.stack.setSecret("secrets.jwtAppSecret", `${appSecret}, another`);
  await fixture.stack.up();
  expect(await login({ query: `token=${await token()}&room=meeting` })).toBe("not-allowed");
  expect(await login({ query: `token=${await token({ key: `${appSecret}, another` })}&room=meeting` })).toMatch(
    /@meet\.jitsi$/,
  );
});

test("no token is in a log", async () => {
  const given = await token({ claims: { room: "logged" } });
  await login({ query: `token=${given}&room=logged` });
  for (const service of ["web", "prosody"]) {
    expect((await logOf(await fixture.stack.container(service))).includes(given.slice(-20))).toBe(false);
  }
});
