import type { Browser, FrameLocator, Locator, Page } from "playwright-core";
import { openPage } from "../../harness/browser.ts";
import { eventually } from "../../harness/wait.ts";

/** A document in somebody's browser. */
export interface Pad {
  readonly page: Page;
  /** Writes at the document's beginning, as a person does. */
  write(text: string): Promise<void>;
  /** Waits until the document says so somewhere. */
  says(text: string): Promise<string>;
}

/** The text within Etherpad's two frames. */
function bodyOf(parent: Page | FrameLocator): Locator {
  return parent
    .frameLocator('iframe[name="ace_outer"]')
    .frameLocator('iframe[name="ace_inner"]')
    .locator("#innerdocbody[contenteditable=true]");
}

/** Opens a document by its address, as a person of their own, and waits until it can be written. */
export async function openPad(browser: Browser, url: string): Promise<Pad> {
  const page = await openPage(browser, "about:blank");
  // Etherpad packs its scripts for the first who asks.
  await page.goto(url, { timeout: 120_000 });
  return padIn(page, page);
}

/** Waits until the document that a page shows, or a frame of it, can be written. */
export async function padIn(page: Page, parent: Page | FrameLocator): Promise<Pad> {
  const body = bodyOf(parent);
  await body.waitFor({ timeout: 120_000 });
  return {
    page,
    says: (text) =>
      eventually(
        () => body.innerText(),
        (found) => found.includes(text),
        60,
      ),
    write: async (text) => {
      await body.click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type(text);
    },
  };
}
