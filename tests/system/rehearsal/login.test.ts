import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { bridge, jicofo } from "./casting.ts";
import { openStage, type Casting, type Stage } from "./stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.prosody("prosody");
  await stage.prosody("wrong-name");
}, 300_000);

afterAll(async () => {
  await stage.close();
}, 60_000);

const programs: readonly (readonly [string, (password?: string, host?: string) => Casting])[] = [
  ["jicofo", (password, host) => jicofo("", password, host)],
  ["the bridge", (password, host) => bridge("jvb-login", "", password, host)],
];

describe.each(programs)("%s", (_, casting) => {
  test("logs in over TLS that it verifies against the trust store", async () => {
    const actor = await stage.start(casting());
    const log = await actor.logs("Logged in as ");
    expect(log).toMatch(/Logged in as (focus|jvb)@auth\.meet\.jitsi\/\S+, encrypted=true/);
    await actor.signal("TERM");
    expect(await actor.exitCode()).toBe(143);
  }, 60_000);

  test("refuses a certificate that carries the host's name but not the XMPP domain, and goes on trying", async () => {
    const actor = await stage.start(casting(undefined, "wrong-name"));
    const log = await actor.logs("Failed to connect/login to wrong-name", 2);
    expect(log).toContain("auth.meet.jitsi");
    expect(log).toContain("CertificateException");
    expect(log).not.toContain("Logged in");
    await actor.signal("KILL");
  }, 60_000);

  test("refuses a certificate of an unknown CA when it is given no trust store", async () => {
    const actor = await stage.start({ ...casting(), trustStore: false });
    const log = await actor.logs("PKIX path building failed", 2);
    expect(log).not.toContain("Logged in");
    await actor.signal("KILL");
  }, 60_000);

  test("retries a wrong password every second, for ever, and never ends", async () => {
    const actor = await stage.start(casting("not-the-password"));
    const log = await actor.logs("not-authorized", 4);
    expect(log).not.toContain("Logged in");
    expect(log).not.toContain("not-the-password");
    expect(await actor.isRunning()).toBe(true);
    await actor.signal("KILL");
  }, 60_000);

  test("may start before its server's name resolves", async () => {
    const actor = await stage.start(casting(undefined, "not-there-yet"));
    await actor.logs("Failed to connect/login to not-there-yet", 2);
    expect(await actor.isRunning()).toBe(true);
    await actor.signal("KILL");
  }, 60_000);

  test("ends with 1 where its configuration is missing, cannot be parsed or names an unset variable", async () => {
    const broken = [undefined, "jicofo {", "a = ${NOT_SET_ANYWHERE}"];
    const actors = await Promise.all(broken.map((config) => stage.start({ ...casting(), config })));
    expect(await Promise.all(actors.map((actor) => actor.exitCode()))).toEqual([1, 1, 1]);
  }, 60_000);

  test("says REHEARSAL in every line it logs", async () => {
    const actor = await stage.start(casting("not-the-password"));
    const log = await actor.logs("not-authorized", 2);
    expect(log.split("\n").filter((line) => line !== "" && !line.includes("REHEARSAL"))).toEqual([]);
    await actor.signal("KILL");
  }, 60_000);
});

test("jicofo without a required key says so and ends with 0, as the real one does", async () => {
  const { config = "", ...rest } = jicofo();
  const actor = await stage.start({ ...rest, config: config.replace("domain = auth.meet.jitsi\n", "") });
  expect(await actor.exitCode()).toBe(0);
  expect(await actor.log()).toContain("Failed to start jicofo");
}, 60_000);

test("jicofo takes HOCON's booleans only, and 1 is none", async () => {
  const actor = await stage.start(jicofo("jicofo.health.enabled = 1"));
  expect(await actor.exitCode()).toBe(0);
  expect(await actor.log()).toContain("Failed to start jicofo");
}, 60_000);
