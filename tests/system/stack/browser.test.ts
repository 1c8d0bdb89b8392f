import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { hook, keepScreenshot, launchBrowser, openPage, openRoom, people, reaches } from "../../harness/browser.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";

jest.setTimeout(900_000);

let fixture: TestStack;
let browser: Browser;

beforeAll(async () => {
  // Two bridges: they must not be in each other's way.
  fixture = await createTestStack("browser", { bridge: { count: 2 } });
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await fixture.stack.dispose();
});

test("a person opens the page, names a room, and meets another one there", async () => {
  const alice = await openPage(browser, fixture.url);
  await reaches(alice, "welcome");
  await keepScreenshot(alice, "welcome");
  await alice.getByLabel("Room name").fill("Team meeting");
  await alice.getByRole("button", { name: "Start" }).click();
  await reaches(alice, "prejoin");
  await keepScreenshot(alice, "prejoin");
  await alice.getByLabel("Your name").fill("Alice");
  await alice.getByRole("button", { name: "Join meeting" }).click();
  await reaches(alice, "joined");
  const bob = await openRoom(browser, fixture.url, "team-meeting", "Bob");
  expect(await people(alice, 2)).toEqual(["Alice", "Bob"]);
  expect(await people(bob, 2)).toEqual(["Bob", "Alice"]);
  expect(await hook(alice, "transport")).toBe("websocket");
  await keepScreenshot(alice, "room");
  await bob.getByRole("button", { name: "Leave" }).click();
  expect(await people(alice, 1)).toEqual(["Alice"]);
});

test("the same room of two tenants is two rooms", async () => {
  const here = await openRoom(browser, fixture.url, "red/standup", "Alice");
  const there = await openRoom(browser, fixture.url, "blue/standup", "Bob");
  const alsoHere = await openRoom(browser, fixture.url, "red/standup", "Carol");
  expect(await people(alsoHere, 2)).toEqual(["Carol", "Alice"]);
  expect((await people(here, 2)).sort()).toEqual(["Alice", "Carol"]);
  expect(await people(there, 1)).toEqual(["Bob"]);
});

test("without the WebSocket people meet by BOSH", async () => {
  await fixture.stack.set("xmpp.websocket", false);
  await fixture.stack.up();
  const alice = await openRoom(browser, fixture.url, "bosh", "Alice");
  const bob = await openRoom(browser, fixture.url, "bosh", "Bob");
  expect((await people(alice, 2)).sort()).toEqual(["Alice", "Bob"]);
  expect(await hook(bob, "transport")).toBe("bosh");
});
