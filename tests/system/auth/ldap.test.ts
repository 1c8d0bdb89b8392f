import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { until } from "../images/docker.ts";
import { type Directory, type LdapProsody, startDirectory, startLdapProsody } from "./directory.ts";
import { buildProsody } from "./prosody.ts";

jest.setTimeout(90_000);

let directory: Directory;
let prosody: LdapProsody | undefined;

beforeAll(async () => {
  await buildProsody();
  directory = await startDirectory();
}, 600_000);

afterAll(async () => {
  await (directory as Directory | undefined)?.remove();
});

const people = { base: "ou=people,dc=example,dc=org" };

/** Everything that a careful operator sets. */
const careful = () => ({
  ...people,
  url: "ldaps://directory",
  ca: directory.ca,
  bindDn: "cn=lookup,dc=example,dc=org",
  filter: "(&(objectClass=person)(uid=%u))",
});

describe("a directory over ldaps, searched by an account of its own", () => {
  let server: LdapProsody;

  beforeAll(async () => {
    server = await startLdapProsody(directory, careful());
    await server.untilHealth("healthy");
  }, 60_000);

  afterAll(async () => {
    await (server as LdapProsody | undefined)?.stop();
  });

  test("lets people in by their password, however they write their name", async () => {
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
    expect(await server.attempt("Alice", "alice-secret")).toBe("alice@meet.jitsi");
  });

  test.each([
    ["a wrong password", "alice", "wrong"],
    ["no password", "alice", ""],
    ["another person's password", "alice", "printer-secret"],
    ["a name that nobody has", "eve", "alice-secret"],
    ["an entry that the filter leaves out", "printer", "printer-secret"],
    ["an entry beside the base", "bob", "bob-secret"],
    ["* for a name", "*", "alice-secret"],
    ["the start of a name and *", "al*", "alice-secret"],
    ["brackets that end the filter", "alice)(uid=*", "alice-secret"],
    ["brackets that add a filter", "*)(|(uid=*", "alice-secret"],
    ["an escaped star", "\\2a", "alice-secret"],
    ["a backslash", "alice\\", "alice-secret"],
  ])("refuses %s", async (_, username, password) => {
    expect(await server.attempt(username, password)).toBe("not-authorized");
  });

  test("does not read a password up to a NUL only", async () => {
    expect(await server.attempt("alice", "alice-secret\0x")).toBe("undefined-condition");
  });

  test("lets nobody in as somebody else", async () => {
    expect(await server.attempt("alice", "alice-secret", "printer")).toBe("not-authorized");
    expect(await server.attempt("alice", "alice-secret", "focus@auth.meet.jitsi")).toBe("not-authorized");
  });

  test("keeps every password out of the log", async () => {
    expect(await server.log()).not.toMatch(/-secret/);
  });

  test("has saslauthd as the same user, with files that nobody else may read", async () => {
    const look = "stat -c '%n %u %a' /run/saslauthd.conf /run/ldap-bind-password; stat -c %u /proc/$(pidof saslauthd)";
    expect((await server.exec("sh", "-c", look)).stdout.split("\n")).toEqual([
      "/run/saslauthd.conf 1000 600",
      "/run/ldap-bind-password 1000 600",
      "1000",
    ]);
  });

  test("is not healthy without saslauthd, which comes back by itself", async () => {
    const keeper = "$(grep -lz '^serve$' /proc/[0-9]*/cmdline | cut -d / -f 3)";
    await server.exec("sh", "-c", `kill -STOP ${keeper} && kill -9 $(pidof saslauthd)`);
    await server.untilHealth("saslauthd, which asks the directory, is not running");
    expect(await server.attempt("alice", "alice-secret")).toBe("undefined-condition");
    await server.exec("sh", "-c", `kill -CONT ${keeper}`);
    await server.untilHealth("healthy");
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
  });
});

describe("a directory", () => {
  const start = async (ldap: Readonly<Record<string, unknown>>): Promise<LdapProsody> => {
    prosody = await startLdapProsody(directory, ldap);
    return prosody;
  };

  afterEach(async () => {
    await prosody?.stop();
    prosody = undefined;
  });

  test("over STARTTLS, searched anonymously, is spoken to with the ciphers of auth.ldap.ciphers", async () => {
    const ciphers = "TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256";
    const server = await start({ ...people, url: "ldap://directory", startTls: true, ca: directory.ca, ciphers });
    await server.untilHealth("healthy");
    const before = (await directory.log()).length;
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
    expect(await server.attempt("alice", "wrong")).toBe("not-authorized");
    const log = (await directory.log()).slice(before);
    expect(log).toMatch(/STARTTLS\n/);
    expect(new Set(log.match(/tls_cipher=\S+/g))).toEqual(new Set(["tls_cipher=TLS_AES_128_GCM_SHA256"]));
  });

  test("like Active Directory is searched by sAMAccountName, and by the part of the name before an @", async () => {
    const server = await start({
      ...careful(),
      url: "ldap://directory:389/",
      ca: undefined,
      filter: "(&(objectClass=user)(sAMAccountName=%U))",
    });
    await server.untilHealth("healthy");
    expect(await server.attempt("a.example", "alice-secret")).toBe("a.example@meet.jitsi");
    expect(await server.attempt("a.example@example.org", "alice-secret")).toBe("a.example@meet.jitsi");
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
  });

  test("of version 2 is spoken to in its own words", async () => {
    const server = await start({ ...people, url: "ldap://directory", version: 2 });
    await server.untilHealth("healthy");
    const before = (await directory.log()).length;
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
    const log = (await directory.log()).slice(before);
    expect(log).toContain("BIND");
    expect(log).not.toContain("v3");
  });

  test("is logged in to straight away with fastbind", async () => {
    const filter = "uid=%u,ou=people,dc=example,dc=org";
    const server = await start({ url: "ldaps://directory", ca: directory.ca, method: "fastbind", filter });
    await server.untilHealth("healthy");
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
    expect(await server.attempt("alice", "wrong")).toBe("not-authorized");
  });

  test("below which only an account may look is found with that account", async () => {
    const server = await start({ ...careful(), base: "ou=closed,dc=example,dc=org", scope: "one" });
    await server.untilHealth("healthy");
    expect(await server.attempt("bob", "bob-secret")).toBe("bob@meet.jitsi");
  });
});

describe("a directory that is not to be trusted, or cannot be used", () => {
  let server: LdapProsody;

  beforeAll(async () => {
    server = await startLdapProsody(directory, { ...careful(), ca: directory.otherCa });
  }, 60_000);

  afterAll(async () => {
    await (server as LdapProsody | undefined)?.stop();
  });

  const unreachable = (url: string) =>
    until(
      async () => ((await server.health()).startsWith(`the directory ${url} cannot be reached: `) ? true : undefined),
      async () => `${await server.health()}\n${await server.log()}`,
    );

  test("is told no password when another authority signed its certificate", async () => {
    await unreachable("ldaps://directory");
    expect(await server.health()).toMatch(/certificate verify failed/);
    const before = (await directory.log()).length;
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
    expect((await directory.log()).slice(before)).not.toContain("BIND");
  });

  test("is told no password over STARTTLS either", async () => {
    await server.change({ ...careful(), url: "ldap://directory", startTls: true, ca: directory.otherCa });
    await unreachable("ldap://directory");
    const before = (await directory.log()).length;
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
    expect((await directory.log()).slice(before)).not.toContain("BIND");
  });

  test("is told no password when its certificate is without auth.ldap.ca's and the public authorities'", async () => {
    await server.change({ ...careful(), ca: undefined });
    await unreachable("ldaps://directory");
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
  });

  test("is told no password when its certificate names another host", async () => {
    await server.change({ ...careful(), url: "ldaps://alias" });
    await unreachable("ldaps://alias");
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
  });

  test("is used with any certificate when auth.ldap.verify is off", async () => {
    await server.change({ ...careful(), ca: directory.otherCa, verify: false });
    await server.untilHealth("healthy");
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
  });

  test("is asked once when it refuses the bind password, and health says whose it is", async () => {
    await server.change(careful(), "not-the-password");
    await server.untilHealth("the directory refuses the password of cn=lookup,dc=example,dc=org");
    const before = (await directory.log()).length;
    expect(await server.health()).toBe("the directory refuses the password of cn=lookup,dc=example,dc=org");
    expect((await directory.log()).slice(before)).toBe("");
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
  });

  test("is told of when it has no such base", async () => {
    await server.change({ ...careful(), base: "ou=nobody,dc=example,dc=org" });
    await server.untilHealth("the directory has no entry ou=nobody,dc=example,dc=org");
  });

  test("is told of when it does not answer, and found again when it does", async () => {
    await directory.stop();
    await server.change(careful());
    await unreachable("ldaps://directory");
    expect(await server.attempt("alice", "alice-secret")).toBe("not-authorized");
    await directory.start();
    await server.untilHealth("healthy");
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
  });

  test("is done without while another one answers", async () => {
    await server.change({ ...careful(), url: "ldaps://nowhere.invalid", fallbackUrls: ["ldaps://directory"] });
    await server.untilHealth("healthy");
    expect(await server.attempt("alice", "alice-secret")).toBe("alice@meet.jitsi");
  });

  test("stops the start when its bind password is none that saslauthd can hold", async () => {
    await server.change(careful(), "x".repeat(128));
    await until(
      async () => ((await server.log()).includes("longer than 127 bytes") ? true : undefined),
      () => server.log(),
    );
  });
});
