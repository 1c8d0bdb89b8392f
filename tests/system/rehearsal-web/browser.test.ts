import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { serverConfig, startFixture, type Fixture } from "./fixture.ts";
import { actAsFocus, type Focus } from "./focus.ts";
import { hook, names, people, reaches } from "./page.ts";
import { startServer } from "./server.ts";
import { hosts, startSite, type Site } from "./site.ts";
import { configureRoom, invite, join as enterRoom } from "./xmpp.ts";

jest.setTimeout(120_000);

const screenshots = join(import.meta.dirname, "../../../.jitsi/screenshots");
const cleanup: (() => Promise<void>)[] = [];
let fixture: Fixture;
let site: Site;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  fixture = await startFixture();
  cleanup.push(() => fixture.server.stop());
  await fixture.server.shell("roster", "subscribe_both", "focus@auth.meet.jitsi", "focus.meet.jitsi");
  site = await startSite(fixture.server.port);
  cleanup.push(() => site.stop());
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args });
  cleanup.push(() => browser.close());
  await mkdir(screenshots, { recursive: true });
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await fixture.closeSessions();
  await configure();
});
afterAll(async () => {
  for (const stop of cleanup.reverse()) {
    await stop();
  }
});

/** config.js for the next page loads: the usual one with these changes. */
function configure(changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const websocket = `${site.url.replace("http", "ws")}/xmpp-websocket`;
  return site.configure({ hosts, bosh: `${site.url}/http-bind`, websocket, ...changes });
}

async function startFocus(onlyFor?: string): Promise<Focus> {
  return actAsFocus(await fixture.focus(), onlyFor);
}

/** Opens an address in a browser of its own. */
async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(site.url + path);
  return page;
}

/** Opens a room as somebody and waits until they are in. */
async function enter(path: string, name: string): Promise<Page> {
  const page = await open(`${path}#config.prejoinConfig.enabled=false&userInfo.displayName=${name}`);
  await reaches(page, "joined");
  return page;
}

test("a person names a room, gives a name, enters, and sees who comes and goes", async () => {
  await startFocus();
  const alice = await open("/");
  await reaches(alice, "welcome");
  await alice.screenshot({ path: join(screenshots, "welcome.png") });
  await alice.getByLabel("Room name").fill("Team meeting");
  await alice.getByRole("button", { name: "Start" }).click();
  await reaches(alice, "prejoin");
  await alice.screenshot({ path: join(screenshots, "prejoin.png") });
  await alice.getByLabel("Your name").fill("Alice Example");
  await alice.getByRole("button", { name: "Join meeting" }).click();
  await reaches(alice, "joined");
  expect(new URL(alice.url()).pathname).toBe("/Team-meeting");
  expect(await people(alice, 1)).toEqual(["Alice Example"]);

  const bob = await enter("/team-meeting", "Bob");
  expect(await people(alice, 2)).toEqual(["Alice Example", "Bob"]);
  expect(await people(bob, 2)).toEqual(["Bob", "Alice Example"]);
  const moderators = bob.locator('li[data-moderator="true"]');
  await moderators.first().waitFor();
  expect(await names(moderators)).toEqual(["Alice Example"]);
  await alice.waitForSelector('li[data-moderator="true"]');
  await alice.screenshot({ path: join(screenshots, "room.png") });
  expect(await alice.locator("#rehearsal").innerText()).toBe("REHEARSAL — signalling only, no audio or video");

  await bob.getByRole("button", { name: "Leave" }).click();
  await reaches(bob, "ended");
  expect(await people(alice, 1)).toEqual(["Alice Example"]);
});

test("without a WebSocket in config.js the page uses BOSH", async () => {
  await startFocus();
  await configure({ websocket: undefined });
  const page = await enter("/bosh", "Alice");
  expect(await hook(page, "transport")).toBe("bosh");
  const other = await enter("/bosh", "Bob");
  expect(await people(page, 2)).toEqual(["Alice", "Bob"]);
  expect(await people(other, 2)).toEqual(["Bob", "Alice"]);
});

test("the same room name below a tenant is another room", async () => {
  const focus = await startFocus();
  const plain = await enter("/plan", "Plain");
  const tenant = await enter("/acme/plan", "Tenant");
  expect(focus.requested).toEqual(["plan@muc.meet.jitsi", "plan@muc.acme.meet.jitsi"]);
  expect(await people(plain, 1)).toEqual(["Plain"]);
  expect(await people(tenant, 1)).toEqual(["Tenant"]);
});

test("a guest waits until a host has logged in, and a wrong password is refused", async () => {
  await startFocus("meet.jitsi");
  const guest = await open("/closed#config.prejoinConfig.enabled=false&userInfo.displayName=Guest");
  await reaches(guest, "waiting-for-host");
  expect(await guest.locator("body").getAttribute("data-error")).toBe("conference.authenticationRequired");
  await guest.screenshot({ path: join(screenshots, "waiting-for-host.png") });

  const host = await open("/closed#config.prejoinConfig.enabled=false&userInfo.displayName=Host");
  await reaches(host, "waiting-for-host");
  await host.getByLabel("User name").fill("alice");
  await host.getByLabel("Password").fill("wrong");
  await host.getByRole("button", { name: "Log in" }).click();
  await reaches(host, "login");
  expect(await host.locator("body").getAttribute("data-error")).toBe("connection.passwordRequired");
  expect(await host.getByRole("status").first().innerText()).toBe("That user name or password is wrong.");

  await host.getByLabel("User name").fill("alice");
  await host.getByLabel("Password").fill("a-password");
  await host.getByRole("button", { name: "Log in" }).click();
  await reaches(host, "joined");
  expect(await hook(host, "jid")).toMatch(/^alice@meet\.jitsi\//);
  await reaches(guest, "joined");
  expect(await people(guest, 2)).toEqual(["Guest", "Host"]);
});

test("where guests are not let in the page asks for a login at once", async () => {
  await startFocus();
  await configure({ hosts: { domain: hosts.domain, muc: hosts.muc } });
  const page = await open("/members#config.prejoinConfig.enabled=false");
  await reaches(page, "login");
  expect(await page.locator("body").getAttribute("data-error")).toBeNull();
  await page.getByLabel("User name").fill("alice");
  await page.getByLabel("Password").fill("a-password");
  await page.getByRole("button", { name: "Log in" }).click();
  await reaches(page, "joined");
});

test("while nobody answers conference requests the page says so, and enters when somebody does", async () => {
  const page = await open("/early#config.prejoinConfig.enabled=false");
  await page.waitForSelector('body[data-error="connection.conferenceRequestFailed"]');
  await startFocus();
  await reaches(page, "joined");
  expect(await page.locator("body").getAttribute("data-error")).toBeNull();
});

test("a lost jicofo ends the stay, and the page enters again", async () => {
  const focus = await startFocus();
  const page = await enter("/again", "Alice");
  await focus.leave("again@muc.meet.jitsi");
  await page.waitForSelector('body[data-state="reconnecting"][data-error="conference.focusLeft"]');
  await reaches(page, "joined");
  expect(await hook(page, "logins")).toBe(2);
});

test("a dropped connection is shown, and the page enters again", async () => {
  await startFocus();
  const page = await enter("/dropped", "Alice");
  await fixture.server.shell("c2s", "close", String(await hook(page, "jid")));
  await page.waitForSelector('body[data-state="reconnecting"][data-error="connection.droppedError"]');
  await reaches(page, "joined");
  expect(await hook(page, "logins")).toBe(2);
});

test("at a closed room a person waits to be let in, and enters when a moderator invites them", async () => {
  const focus = await fixture.focus();
  await actAsFocus(focus);
  await enter("/private", "Alice");
  await configureRoom(focus, "private@muc.meet.jitsi", { "muc#roomconfig_membersonly": "1" });
  const bob = await open("/private#config.prejoinConfig.enabled=false&userInfo.displayName=Bob");
  await reaches(bob, "lobby");
  expect(await enterRoom(focus, "private@lobby.meet.jitsi/focus")).toBe("joined");
  await focus.receive((stanza) => stanza.is("presence") && stanza.getChildText("nick") === "Bob");
  await invite(focus, "private@muc.meet.jitsi", String(await hook(bob, "jid")));
  await reaches(bob, "joined");
  expect(await people(bob, 2)).toEqual(["Bob", "Alice"]);
});

test("a server that offers OAUTHBEARER to people with passwords is noticed", async () => {
  const text = await serverConfig();
  const other = await startServer(text.replace(', "OAUTHBEARER"', ""));
  try {
    await configure({
      hosts: { domain: hosts.domain, muc: hosts.muc },
      websocket: `ws://127.0.0.1:${String(other.port)}/xmpp-websocket`,
    });
    const page = await open("/bearer#config.prejoinConfig.enabled=false");
    await page.waitForSelector('body[data-error="connection.otherError"]');
  } finally {
    await other.stop();
  }
});

test("without a welcome page the address alone opens a room with a random name", async () => {
  await startFocus();
  await configure({ welcomePage: { disabled: true } });
  const page = await open("/");
  await reaches(page, "prejoin");
  expect(new URL(page.url()).pathname).toMatch(/^\/[a-z]+-[a-z]+-[0-9]{4}$/);
});

test("a page without config.js says that it is missing", async () => {
  const page = await open("/index.html");
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/var config = .*/, "");
    await route.fulfill({ response, body });
  });
  await page.goto(`${site.url}/broken`);
  await page.waitForSelector('body[data-error="config"]');
  expect(await page.getByRole("status").first().innerText()).toMatch(/without its configuration/);
});

test("an address that is no room answers 404 with a page that says so", async () => {
  const response = await fetch(`${site.url}/static/nothing.html`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain("There is no page at this address.");
});
