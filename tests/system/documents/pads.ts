import type { Browser, Locator, Page } from "playwright-core";
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
function bodyOf(page: Page): Locator {
  return page
    .frameLocator('iframe[name="ace_outer"]')
    .frameLocator('iframe[name="ace_inner"]')
    .locator("#innerdocbody");
}

/** Opens a document by its address, as a person of their own, and waits until it can be written. */
export async function openPad(browser: Browser, url: string): Promise<Pad> {
  const page = await openPage(browser, url);
  const body = bodyOf(page);
  await page.locator("body").waitFor();
  await bodyOf(page).and(page.locator("[contenteditable=true]")).or(body).first().waitFor({ timeout: 90_000 });
  const says = (text: string): Promise<string> =>
    eventually(
      () => body.innerText(),
      (found) => found.includes(text),
      60,
    );
  return {
    page,
    says,
    write: async (text) => {
      await body.click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.type(text);
    },
  };
}
