import type { Locator, Page } from "playwright-core";

/** Waits until the page is in a state. */
export async function reaches(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`body[data-state="${state}"]`, { timeout: 20_000 });
}

/** Names in the page, once it shows that many people. */
export async function people(page: Page, count: number): Promise<(string | null)[]> {
  await page.waitForSelector(`body[data-participants="${String(count)}"]`);
  return names(page.locator("li[data-participant]"));
}

/** Names of these people. */
export async function names(items: Locator): Promise<(string | null)[]> {
  return Promise.all((await items.all()).map((item) => item.getAttribute("data-name")));
}

/** A value that the page shows to tests only. */
export const hook = (page: Page, name: string): Promise<unknown> =>
  page.evaluate(
    (key) => (globalThis as unknown as { APP_REHEARSAL: Record<string, unknown> }).APP_REHEARSAL[key],
    name,
  );
