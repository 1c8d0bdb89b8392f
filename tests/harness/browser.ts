import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { projectDir } from "../../cli/bootstrap.mjs";

const screenshots = join(projectDir, ".jitsi", "screenshots");

const hermetic = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium, headless, asking nobody but the page it is shown. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: hermetic });
}

/** Opens an address as a person with a browser profile of their own, who accepts the stack's certificate. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1100, height: 700 } });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Waits until the page of the rehearsal app is in that state. */
export async function reaches(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`body[data-state="${state}"]`, { timeout: 30_000 });
}

/** Opens a room with a name, without the page that asks for it. */
export async function openRoom(browser: Browser, url: string, room: string, name: string): Promise<Page> {
  const options = `config.prejoinConfig.enabled=false&userInfo.displayName=${encodeURIComponent(`"${name}"`)}`;
  return openPage(browser, `${url}/${room}#${options}`);
}

/** Names of the people in the room, once the page shows that many. */
export async function people(page: Page, count: number): Promise<(string | null)[]> {
  await page.waitForSelector(`body[data-participants="${String(count)}"]`, { timeout: 30_000 });
  const items = await page.locator("li[data-participant]").all();
  return Promise.all(items.map((item) => item.getAttribute("data-name")));
}

/** What the app offers tests and the page does not show. */
export async function hook(page: Page, name: string): Promise<unknown> {
  return page.evaluate(
    (key) => (globalThis as unknown as { APP_REHEARSAL: Record<string, unknown> }).APP_REHEARSAL[key],
    name,
  );
}

/** Keeps a picture of the page. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
