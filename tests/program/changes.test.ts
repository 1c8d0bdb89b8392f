import { describe, expect, test } from "@jest/globals";
import { type ProgramConfig, changed, runProgram } from "../harness/mocks.ts";

/**
 * What one changed setting touches. A container whose inputs are the same is not replaced; one that is in these lists is.
 */
async function touched(before: ProgramConfig, after: ProgramConfig): Promise<string[]> {
  return changed(await runProgram(before), await runProgram(after));
}

const withUser = (password: string): ProgramConfig => ({
  config: { auth: { type: "internal", users: ["alice"] } },
  secrets: { users: { alice: password } },
});

const twoBridges = { bridge: { count: 2, port: 10000 } };

describe("a changed setting touches what it concerns and nothing else:", () => {
  test("the same settings, nothing", async () => {
    expect(await touched({}, {})).toEqual([]);
  });

  test("a web setting, its file, the check and a reload", async () => {
    expect(await touched({}, { config: { web: { video: { height: 480 } } } })).toEqual([
      "web-check",
      "web-config-config.js",
      "web-reload",
    ]);
  });

  test("extra Prosody configuration, its file, the check and a reload", async () => {
    expect(await touched({}, { config: { xmpp: { extraConfig: "-- nothing" } } })).toEqual([
      "prosody-check",
      "prosody-config-extra.cfg.lua",
      "prosody-reload",
    ]);
  });

  test("a bridge setting, the bridge's file and container", async () => {
    expect(await touched({}, { config: { bridge: { advertisePrivateCandidates: true } } })).toEqual([
      "jvb-1-config-jvb.conf",
      "jvb-1-container",
    ]);
  });

  test("a memory limit, that container in place", async () => {
    expect(await touched({}, { config: { focus: { memory: 2048 } } })).toEqual(["jicofo-container"]);
  });

  test("a person's password, its file and a reload of Prosody", async () => {
    expect(await touched(withUser("one"), withUser("two"))).toEqual(["prosody-reload", "prosody-secrets-user-alice"]);
  });

  test("one more person, the account list too", async () => {
    const more: ProgramConfig = {
      config: { auth: { type: "internal", users: ["alice", "bob"] } },
      secrets: { users: { alice: "one", bob: "two" } },
    };
    expect(await touched(withUser("one"), more)).toEqual([
      "prosody-check",
      "prosody-config-accounts.cfg.lua",
      "prosody-reload",
      "prosody-secrets-user-bob",
    ]);
  });

  test("the bridges' password, Prosody by a reload and the bridges by a restart", async () => {
    const password = (jvbPassword: string): ProgramConfig => ({ secrets: { jvbPassword } });
    expect(await touched(password("one"), password("two"))).toEqual([
      "jvb-1-container",
      "jvb-1-secrets-xmpp-password",
      "prosody-reload",
      "prosody-secrets-account-jvb",
    ]);
  });

  test("one more bridge, that bridge alone", async () => {
    const names = await touched({}, { config: twoBridges });
    expect(names.filter((name) => !name.startsWith("jvb-2"))).toEqual([]);
    expect(names).toContain("jvb-2-container");
  });

  test("the page's port, the web container and the files with the address in them", async () => {
    expect(await touched({}, { config: { tls: { port: 9443 } } })).toEqual([
      "web-check",
      "web-config-config.js",
      "web-container",
      "web-reload",
    ]);
  });

  test("tls.mode off, no certificate and no HTTPS port", async () => {
    const { resources } = await runProgram({ config: { tls: { mode: "off" } } });
    const names = resources.map(({ name }) => name);
    expect(names.filter((name) => /certificates-web|tls\.(crt|key)/.test(name))).toEqual([]);
    expect(resources.find(({ name }) => name === "web-container")?.inputs["ports"]).toEqual([
      { external: 8000, internal: 8000, ip: "127.0.0.1", protocol: "tcp" },
    ]);
  });

  test("rotation of the passwords makes the services' passwords anew and leaves the fingerprints' key", async () => {
    expect(await touched({}, { config: { xmpp: { passwordRotation: 2 } } })).toEqual([
      "credentials-jicofo",
      "credentials-jvb",
    ]);
  });
});
