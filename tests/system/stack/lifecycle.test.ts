import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import type { Browser, Page } from "playwright-core";
import { stunAnswer } from "../../../cli/doctor/stun.ts";
import { hook, launchBrowser, openRoom, people, reaches } from "../../harness/browser.ts";
import { everythingLabelled, inContainer, killProcess, running } from "../../harness/docker.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { ask, shownCertificate } from "../../harness/web.ts";

jest.setTimeout(900_000);

let fixture: TestStack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  fixture = await createTestStack("lifecycle");
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await fixture.stack.dispose();
});

/** Services whose container is another one than before. */
function replaced(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([service, id]) => before.get(service) !== id).map(([service]) => service);
}

/** Ids of everything on the daemon that belongs to the stack and is new. */
function added(before: readonly string[], after: readonly string[]): string[] {
  return after.filter((id) => !before.includes(id));
}

async function configJs(): Promise<string> {
  return (await ask(`${fixture.url}/config.js`)).body;
}

test("the page, its configuration and BOSH answer over TLS by the stack's own authority", async () => {
  const { authority, url, certificates } = (await fixture.stack.outputs()) as {
    authority: string;
    url: string;
    certificates: Record<string, string>;
  };
  expect(url).toBe(fixture.url);
  const page = await ask(`${url}/`, { ca: authority });
  expect(page.status).toBe(200);
  expect(page.headers["x-content-type-options"]).toBe("nosniff");
  expect((await ask(`${url}/config.js`, { ca: authority })).status).toBe(200);
  const bosh = await ask(`${url}/http-bind`, {
    ca: authority,
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=utf-8" },
    body: `<body rid='1573741820' xmlns='http://jabber.org/protocol/httpbind' to='meet.jitsi' wait='5' hold='1' ver='1.6' xml:lang='en' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>`,
  });
  expect(bosh.status).toBe(200);
  expect(/<mechanism>([A-Z0-9-]+)<\/mechanism>/.exec(bosh.body)?.[1]).toBe("ANONYMOUS");
  const shown = await shownCertificate(fixture.httpsPort);
  expect(Object.values(certificates)).toContain(shown.fingerprint256);
});

test("what is internal is not reachable through the web server", async () => {
  const health = await ask(`${fixture.url}/health`);
  expect(health.body).not.toBe("OK");
  expect(health.body).toContain("<html");
  expect((await ask(`${fixture.url}/about/health`)).body).not.toBe("OK");
});

test("Prosody and jicofo publish no port", async () => {
  for (const service of ["prosody", "jicofo"]) {
    const { stdout } = await execa("docker", ["port", await fixture.stack.container(service)]);
    expect(stdout).toBe("");
  }
});

test("the bridge answers STUN on its published port", async () => {
  expect(await stunAnswer("127.0.0.1", fixture.mediaPort)).toEqual({
    seen: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+:\d+$/),
  });
});

test("a second look finds nothing to change", async () => {
  await fixture.stack.pulumi("preview", "--expect-no-changes");
  await fixture.stack.up("--expect-no-changes");
});

test("a refresh finds the stack as it was made", async () => {
  await fixture.stack.up("--refresh", "--expect-no-changes");
});

test("a preview shows the line of a file that would change, and no secret", async () => {
  await fixture.stack.set("web.requireDisplayName", true);
  const diff = await fixture.stack.pulumi("preview", "--diff");
  await fixture.stack.unset("web.requireDisplayName");
  const changed = diff.split("\n").filter((line) => /^\s*[-+] +requireDisplayName/.test(line));
  expect(changed.map((line) => line.trim().replace(/\s+/g, " "))).toEqual([
    "- requireDisplayName: false,",
    "+ requireDisplayName: true,",
  ]);
  const password = await inContainer(await fixture.stack.container("jicofo"), "cat", "/secrets/xmpp-password");
  expect(password).toHaveLength(32);
  expect(diff).not.toContain(password);
  expect(await fixture.stack.state()).not.toContain(password);
});

test("a web setting changes its file alone, and an open WebSocket stays open", async () => {
  page = await openRoom(browser, fixture.url, "steady", "Alice");
  await reaches(page, "joined");
  const containers = await fixture.stack.containers();
  const before = await everythingLabelled(fixture.stack.label);

  await fixture.stack.set("web.requireDisplayName", true);
  await fixture.stack.up();

  const after = await everythingLabelled(fixture.stack.label);
  expect(replaced(containers, await fixture.stack.containers())).toEqual([]);
  expect(added(before, after)).toHaveLength(1);
  expect(await configJs()).toContain("requireDisplayName: true");
  expect(await hook(page, "transport")).toBe("websocket");
  expect(await hook(page, "connected")).toBe(true);
  expect(await hook(page, "logins")).toBe(1);
});

test("a bridge setting restarts the bridge and nothing else", async () => {
  const before = await fixture.stack.containers();
  await fixture.stack.set("bridge.advertisePrivateCandidates", true);
  await fixture.stack.up();
  expect(replaced(before, await fixture.stack.containers())).toEqual(["jvb-1"]);
  expect((await fixture.stack.health("jvb-1")).status).toBe("healthy");
  expect(await hook(page, "logins")).toBe(1);
});

test("what is not nginx configuration is refused, and the old one serves on, also after a restart", async () => {
  const before = await configJs();
  await fixture.stack.set("web.extraNginxConfig", "no_such_directive on;");
  const failed = await fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  expect(failed.exitCode).not.toBe(0);
  expect(failed.all).toContain('unknown directive "no_such_directive"');
  expect(await configJs()).toBe(before);
  await execa("docker", ["restart", await fixture.stack.container("web")]);
  await eventually(
    () => fixture.stack.health("web"),
    ({ status }) => status === "healthy",
    60,
  );
  expect(await configJs()).toBe(before);
  await fixture.stack.unset("web.extraNginxConfig");
  await fixture.stack.up();
});

test("what is not Prosody configuration is refused, and the old one serves on, also after a restart", async () => {
  await fixture.stack.set("xmpp.extraConfig", "this is not Lua");
  const failed = await fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  expect(failed.exitCode).not.toBe(0);
  expect(failed.all).toContain("prosody refuses the new configuration. The running one is untouched.");
  const prosody = await fixture.stack.container("prosody");
  expect(await inContainer(prosody, "cat", "/config/extra.cfg.lua")).not.toContain("this is not Lua");
  await execa("docker", ["restart", prosody]);
  await eventually(
    () => fixture.stack.health("prosody"),
    ({ status }) => status === "healthy",
    60,
  );
  await fixture.stack.unset("xmpp.extraConfig");
  await fixture.stack.up();
});

test("what is JavaScript in web.extraConfig reaches the page, what is not is refused", async () => {
  await fixture.stack.set("web.extraConfig", "config.subject = 'from extra';");
  await fixture.stack.up();
  expect(await configJs()).toContain("config.subject = 'from extra';");
  await fixture.stack.set("web.extraConfig", "config.subject = ;");
  const failed = await fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  expect(failed.exitCode).not.toBe(0);
  expect(failed.all).toContain("web.extraConfig: is not JavaScript: Unexpected token ';'");
  expect(await configJs()).toContain("config.subject = 'from extra';");
  await fixture.stack.unset("web.extraConfig");
  await fixture.stack.up();
});

test("rotated passwords reach both ends: the services log in with the new ones", async () => {
  const secret = async (service: string): Promise<string> =>
    inContainer(await fixture.stack.container(service), "cat", "/secrets/xmpp-password");
  const before = { jicofo: await secret("jicofo"), jvb: await secret("jvb-1"), ids: await fixture.stack.containers() };
  await fixture.stack.set("xmpp.passwordRotation", 2);
  await fixture.stack.up();
  expect(await secret("jicofo")).not.toBe(before.jicofo);
  expect(await secret("jvb-1")).not.toBe(before.jvb);
  expect(replaced(before.ids, await fixture.stack.containers()).sort()).toEqual(["jicofo", "jvb-1"]);
  for (const service of ["prosody", "jicofo", "jvb-1"]) {
    expect({ service, ...(await fixture.stack.health(service)) }).toMatchObject({ service, status: "healthy" });
  }
});

test.each(["web", "prosody", "jicofo", "jvb-1"])("%s comes back when its process is killed", async (service) => {
  const container = await fixture.stack.container(service);
  const { started } = await running(container);
  await killProcess(container);
  await eventually(
    async () => ({ ...(await running(container)), ...(await fixture.stack.health(service)) }),
    (now) => now.started !== started && now.status === "healthy",
    120,
  );
});

test("people meet again after all that", async () => {
  await page.close();
  const [alice, bob] = [
    await openRoom(browser, fixture.url, "again", "Alice"),
    await openRoom(browser, fixture.url, "again", "Bob"),
  ];
  expect((await people(alice, 2)).sort()).toEqual(["Alice", "Bob"]);
  expect((await people(bob, 2)).sort()).toEqual(["Alice", "Bob"]);
});

test("destroy leaves no container, volume or network", async () => {
  await fixture.stack.pulumi("destroy", "--yes", "--skip-preview");
  expect(await everythingLabelled(fixture.stack.label)).toEqual([]);
});
