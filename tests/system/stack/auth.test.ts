import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { keepScreenshot, launchBrowser, openRoom, people, reaches } from "../../harness/browser.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";

jest.setTimeout(900_000);

let fixture: TestStack;
let browser: Browser;

beforeAll(async () => {
  fixture = await createTestStack("auth", { auth: { type: "internal", guests: true, users: ["alice"] } });
  await fixture.stack.setSecret("secrets.users.alice", 'first "pass" $word');
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await fixture.stack.dispose();
});

async function logIn(page: Page, user: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(user);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

async function errorIs(page: Page, error: string): Promise<void> {
  await page.waitForSelector(`body[data-error="${error}"]`, { timeout: 30_000 });
}

test("a guest waits, a wrong password is refused, the right one opens the room, and the guest enters", async () => {
  const guest = await openRoom(browser, fixture.url, "closed", "Guest");
  await reaches(guest, "waiting-for-host");

  const alice = await openRoom(browser, fixture.url, "closed", "Alice");
  await reaches(alice, "waiting-for-host");
  await logIn(alice, "alice", "wrong");
  await errorIs(alice, "connection.passwordRequired");
  await keepScreenshot(alice, "login");
  expect(await guest.locator("body").getAttribute("data-state")).toBe("waiting-for-host");

  await logIn(alice, "alice", 'first "pass" $word');
  await reaches(alice, "joined");
  await reaches(guest, "joined");
  expect((await people(alice, 2)).sort()).toEqual(["Alice", "Guest"]);
});

test("a new password is in force at once, without a restart", async () => {
  const before = await fixture.stack.containers();
  await fixture.stack.setSecret("secrets.users.alice", "second");
  await fixture.stack.up();
  expect(await fixture.stack.containers()).toEqual(before);

  const alice = await openRoom(browser, fixture.url, "later", "Alice");
  await reaches(alice, "waiting-for-host");
  await logIn(alice, "alice", 'first "pass" $word');
  await errorIs(alice, "connection.passwordRequired");
  await logIn(alice, "alice", "second");
  await reaches(alice, "joined");
});

test("who is no longer declared loses the account", async () => {
  await fixture.stack.pulumi("config", "rm", "--path", "auth.users");
  await fixture.stack.pulumi("config", "rm", "--path", "secrets.users");
  await fixture.stack.up();
  const page = await openRoom(browser, fixture.url, "gone", "Alice");
  await reaches(page, "waiting-for-host");
  await logIn(page, "alice", "second");
  await errorIs(page, "connection.passwordRequired");
});
