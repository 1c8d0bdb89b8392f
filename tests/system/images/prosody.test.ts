import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Session, ask, login } from "../rehearsal-web/xmpp.ts";
import { xml } from "@xmpp/client";
import { buildImages } from "./images.ts";
import type { Service } from "./service.ts";
import { type Pair, accountSecrets, prosodyConfig, startPair } from "./stack.ts";

const accounts = "/var/lib/prosody/data";

jest.setTimeout(60_000);

let pair: Pair;
let prosody: Service;

beforeAll(async () => {
  await buildImages(["prosody", "web"]);
  pair = await startPair(["alice", "bob"]);
  prosody = pair.prosody;
}, 600_000);

afterAll(async () => {
  await (pair as Pair | undefined)?.stop();
});

/** Runs Lua inside Prosody. */
async function lua(code: string): Promise<void> {
  const { code: status, stdout, stderr } = await prosody.exec("prosodyctl", "shell", `> ${code}`);
  expect({ status, problem: /Error|Fatal/.exec(stdout + stderr)?.input }).toEqual({ status: 0, problem: undefined });
}

async function reload(): Promise<void> {
  const { code, stderr } = await prosody.exec("reload");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

/** Logs in and out again; gives the refusal's name, or `welcome`. */
async function loginResult(username: string, password: string, domain = "meet.jitsi"): Promise<string> {
  try {
    await (await login({ port: pair.port, domain, username, password })).close();
    return "welcome";
  } catch (error) {
    return error instanceof Error && "condition" in error ? String(error.condition) : String(error);
  }
}

/** What focus.meet.jitsi, the way of conference requests, answers somebody. */
async function conferenceRequest(person: Session): Promise<string> {
  const answer = await ask(person, "focus.meet.jitsi", xml("conference", { xmlns: "test" }), "set");
  return "condition" in answer ? answer.condition : (answer.getChild("ready", "test")?.name ?? "empty");
}

/** Logs jicofo's account in and answers what comes through the proxy. */
async function startFocus(): Promise<Session> {
  const focus = await login({
    port: pair.port, domain: "auth.meet.jitsi", username: "focus", password: "focus-secret", resource: "focus",
  }); // prettier-ignore
  focus.client.iqCallee.set("test", "conference", () => xml("ready", { xmlns: "test" }));
  await focus.client.send(xml("presence"));
  // Prosody sends it back to its sender, and to those who are subscribed, at once.
  await focus.receive((stanza) => stanza.is("presence") && stanza.attrs["from"] === focus.jid);
  return focus;
}

describe("the container", () => {
  test("runs as uid 1000 and can write to its data only", async () => {
    const write =
      "id -u; for f in / /etc /config /usr/local/bin; do touch $f/x 2>/dev/null && echo wrote $f; done; true";
    expect((await prosody.exec("sh", "-c", write)).stdout).toBe("1000");
  });

  test("carries no private key", async () => {
    const find = "grep -rl 'PRIVATE KEY-----' /etc /usr/share /usr/local /var 2>/dev/null; true";
    expect((await prosody.exec("sh", "-c", find)).stdout).toBe("");
  });
});

describe("accounts", () => {
  test("of services and people exist after the first start", async () => {
    expect(await loginResult("focus", "focus-secret", "auth.meet.jitsi")).toBe("welcome");
    expect(await loginResult("jvb", "jvb-secret", "auth.meet.jitsi")).toBe("welcome");
    expect(await loginResult("alice", "alice-secret")).toBe("welcome");
    expect(await loginResult("alice", "wrong")).toBe("not-authorized");
  });

  test("no password is in the log", async () => {
    expect(await prosody.log()).not.toMatch(/-secret/);
  });

  test("a changed secret becomes the password by a reload, and other people stay connected", async () => {
    const bob = await login({ port: pair.port, domain: "meet.jitsi", username: "bob", password: "bob-secret" });
    await prosody.write("secrets", { "user-alice": "new-alice" });
    await reload();
    expect(await loginResult("alice", "new-alice")).toBe("welcome");
    expect(await loginResult("alice", "alice-secret")).toBe("not-authorized");
    const pong = await ask(bob, "meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
    expect("condition" in pong ? pong.condition : pong.attrs["type"]).toBe("result");
    await bob.close();
  });

  test("a person who is no longer declared is gone after a reload, an account made by hand stays", async () => {
    await prosody.exec("prosodyctl", "shell", "user", "create", "carol@meet.jitsi", "carol-secret");
    await prosody.write("config", { "accounts.cfg.lua": prosodyConfig(["alice"])["accounts.cfg.lua"] });
    await reload();
    expect((await prosody.exec("ls", `${accounts}/meet%2ejitsi/accounts`)).stdout.split("\n")).toEqual([
      "alice.dat",
      "carol.dat",
    ]);
    expect(await loginResult("bob", "bob-secret")).toBe("not-authorized");
    expect(await loginResult("carol", "carol-secret")).toBe("welcome");
    await prosody.write("config", prosodyConfig(["alice", "bob"]));
    await reload();
    expect(await loginResult("bob", "bob-secret")).toBe("welcome");
  });

  test("a person who is removed while Prosody is down is gone after its start", async () => {
    await prosody.write("config", { "accounts.cfg.lua": prosodyConfig(["alice"])["accounts.cfg.lua"] });
    await prosody.restart();
    await prosody.untilHealth("healthy");
    expect(await loginResult("bob", "bob-secret")).toBe("not-authorized");
    await prosody.write("config", prosodyConfig(["alice", "bob"]));
    await reload();
  });
});

describe("the way of conference requests", () => {
  test("is open when jicofo comes after Prosody, and when the subscription is made anew while jicofo is there", async () => {
    const alice = await login({ port: pair.port, domain: "meet.jitsi", username: "alice", password: "new-alice" });
    expect(await conferenceRequest(alice)).toBe("service-unavailable");
    const focus = await startFocus();
    expect(await conferenceRequest(alice)).toBe("ready");

    await lua('require "prosody.core.rostermanager".unsubscribed("focus", "auth.meet.jitsi", "focus.meet.jitsi")');
    await lua('require "prosody.core.modulemanager".reload("focus.meet.jitsi", "client_proxy")');
    expect(await conferenceRequest(alice)).toBe("service-unavailable");
    expect(await prosody.health()).toBe("focus.meet.jitsi is not subscribed to focus@auth.meet.jitsi");

    await reload();
    expect(await conferenceRequest(alice)).toBe("ready");
    expect(await prosody.health()).toBe("healthy");
    await focus.close();
    await alice.close();
  });

  test("client_proxy is left alone by a reload when the subscription is there", async () => {
    await lua('prosody.hosts["focus.meet.jitsi"].modules.client_proxy.module.mark = true');
    await reload();
    await lua('assert(prosody.hosts["focus.meet.jitsi"].modules.client_proxy.module.mark)');
  });
});

describe("health says why", () => {
  const shell = (...args: string[]) => prosody.exec("prosodyctl", "shell", ...args);

  test.each([
    ["a module is gone from a host", ["module", "unload", "ping", "meet.jitsi"], "module ping is not loaded on meet.jitsi"],
    ["a host's part of a module of the whole server is gone", ["module", "unload", "bosh", "meet.jitsi"], "module bosh is not loaded on meet.jitsi"],
    ["a component's own module is gone", ["module", "unload", "muc", "muc.meet.jitsi"], "module muc is not loaded on muc.meet.jitsi"],
    ["the login module is gone", ["module", "unload", "auth_internal_hashed", "auth.meet.jitsi"], "module auth_internal_hashed is not loaded on auth.meet.jitsi"],
    ["a host is gone", ["host", "deactivate", "lobby.meet.jitsi"], "host lobby.meet.jitsi is not active"],
    ["the accounts' keeper is gone", ["module", "unload", "stack_accounts"], "module stack_accounts is not loaded on auth.meet.jitsi"],
    ["health itself is gone", ["module", "unload", "stack_health"], "Prosody answers 404 to the health request"],
    ["an account is gone", ["user", "delete", "jvb@auth.meet.jitsi"], "account jvb@auth.meet.jitsi does not exist"],
    ["an account is disabled", ["user", "disable", "jvb@auth.meet.jitsi"], "account jvb@auth.meet.jitsi is disabled"],
    ["a service has another password", ["user", "password", "jvb@auth.meet.jitsi", "other"], "account jvb@auth.meet.jitsi has another password than its secret"],
  ])("when %s", async (_, command, reason) => {
    expect((await shell(...command)).code).toBe(0);
    expect(await prosody.health()).toBe(reason);
    await prosody.restart();
    await prosody.untilHealth("healthy");
  }); // prettier-ignore

  test("when a module cannot be loaded at start", async () => {
    await prosody.write("config", prosodyConfig(["alice", "bob"], 'modules_enabled:append { "nosuch" }'));
    await prosody.restart();
    await prosody.untilHealth("module nosuch is not loaded on auth.meet.jitsi");
    await prosody.write("config", prosodyConfig(["alice", "bob"]));
    await prosody.restart();
    await prosody.untilHealth("healthy");
  });

  test("when a secret is missing", async () => {
    await prosody.write("secrets", { "user-bob": undefined });
    expect((await prosody.exec("reload")).stderr).toContain(
      "account bob@meet.jitsi: secret user-bob is missing or empty",
    );
    expect(await prosody.health()).toBe("account bob@meet.jitsi: secret user-bob is missing or empty");
    await prosody.write("secrets", accountSecrets(["bob"]));
    await reload();
    expect(await prosody.health()).toBe("healthy");
  });

  test("when Prosody does not answer", async () => {
    const stop = "kill -STOP $(grep -lz '^/usr/bin/prosody$' /proc/[0-9]*/cmdline | cut -d / -f 3)";
    expect(await prosody.exec("sh", "-c", stop)).toMatchObject({ code: 0 });
    const reason = await prosody.health();
    await prosody.restart();
    expect(reason).toMatch(/^Prosody does not answer: \(28\) /);
    await prosody.untilHealth("healthy");
  });
});

describe("reload", () => {
  test("loads a module that was added, without a restart", async () => {
    await prosody.write("config", prosodyConfig(["alice", "bob"], 'modules_enabled:append { "uptime" }'));
    await reload();
    const alice = await login({ port: pair.port, domain: "meet.jitsi", username: "alice", password: "new-alice" });
    const uptime = await ask(alice, "meet.jitsi", xml("query", { xmlns: "jabber:iq:last" }));
    expect("condition" in uptime ? uptime.condition : uptime.name).toBe("iq");
    await alice.close();
    await prosody.write("config", prosodyConfig(["alice", "bob"]));
  });

  test("refuses a file that is not Lua, and the old configuration goes on", async () => {
    await prosody.write("config", prosodyConfig(["alice", "bob"], "x = = 1"));
    const { code, stdout, stderr } = await prosody.exec("reload");
    expect(code).toBe(1);
    expect(stdout + stderr).toContain("/config/extra.cfg.lua:2: unexpected symbol near '='");
    expect(await prosody.health()).toBe("healthy");
    await prosody.write("config", prosodyConfig(["alice", "bob"]));
    await reload();
  });
});
