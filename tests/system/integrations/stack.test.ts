import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, openPage, openRoom, reaches } from "../../harness/browser.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { ask } from "../../harness/web.ts";
import { type TestServer, startServer } from "../auth/http.ts";
import { dockerOutput } from "../images/docker.ts";
import { type Ingest, startIngest } from "./sentry.ts";

jest.setTimeout(900_000);

/** A whole stack and the services elsewhere that its settings name. */
let fixture: TestStack;
let ingest: Ingest;
/** The booking system, the mapper of dial-in codes, and the host of a statistics script. */
let elsewhere: TestServer;
let browser: Browser;

const environment = "staging";
const release = "2026.11-test";
const code = 4711;
const numbers = [
  { countryCode: "DE", formattedNumber: "+49 30 1234", tollFree: false, default: true },
  { countryCode: "US", formattedNumber: "+1 555 0100", tollFree: true, default: false },
];

beforeAll(async () => {
  ingest = await startIngest();
  elsewhere = await startServer(({ method, path, body }) => {
    const headers = { "Access-Control-Allow-Origin": "*" };
    if (path.startsWith("/codes?")) {
      return { status: 200, body: { id: code, conference: "room", message: "found" }, headers };
    }
    if (path === "/statistics.js") {
      return { status: 200, body: "window.statisticsLoaded = true;", headers: { "Content-Type": "text/javascript" } };
    }
    const name = new URLSearchParams(body).get("name") ?? "";
    return method === "POST" && name === "denied"
      ? { status: 403, body: { message: "Not on Sundays" } }
      : { status: 200, body: reservation(name) };
  });
  fixture = await createTestStack("integrations", {
    auth: { reservations: { enabled: true, baseUrl: elsewhere.url } },
    observability: { sentry: { environment, release } },
    focus: { sentry: true },
    bridge: { sentry: true },
    web: { analytics: { scriptUrls: [`${elsewhere.url}/statistics.js`] } },
    telephony: { dialIn: { numbers, confCodeUrl: `${elsewhere.url}/codes` } },
  });
  await fixture.stack.setSecret("secrets.jicofoSentryDsn", ingest.dsn(1, "jicofo-key"));
  await fixture.stack.setSecret("secrets.jvbSentryDsn", ingest.dsn(2, "jvb-key"));
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  await (fixture as TestStack | undefined)?.stack.dispose();
  await (elsewhere as TestServer | undefined)?.stop();
  await (ingest as Ingest | undefined)?.stop();
});

const reservation = (name: string): object => ({
  id: 17,
  name,
  mail_owner: "alice@example.org",
  start_time: "2026-01-01T10:00:00.000Z",
  duration: 10 ** 9,
});

/** A page that came without TLS may load what the services of this test serve without it. */
const plainUrl = (): string => `http://localhost:${String(fixture.httpPort)}`;

describe("Sentry", () => {
  test.each([
    ["jicofo", "1", "jicofo-key"],
    ["jvb", "2", "jvb-key"],
  ])("is told of a warning by %s, with release and environment", async (_, project, key) => {
    const found = await eventually(
      () => Promise.resolve(ingest.reports.find((report) => report.project === project)),
      (report) => report !== undefined,
      60,
    );
    expect(found).toMatchObject({ key, event: { environment, release, level: "warning" } });
    expect(found?.event.message?.formatted ?? found?.event.message?.message).toContain("REHEARSAL");
  });

  test("has DSNs that no container shows", async () => {
    const ids = [...(await fixture.stack.containers()).values()];
    expect(await dockerOutput(["inspect", ...ids])).not.toMatch(/jicofo-key|jvb-key/);
  });
});

describe("the page", () => {
  const failed = async (page: Page): Promise<string> => {
    await page.waitForSelector('body[data-error="conference.reservationError"]', { timeout: 60_000 });
    return page.locator("[role=status].status").innerText();
  };

  test("shows the booking system's words where it does not allow a meeting", async () => {
    const page = await openRoom(browser, fixture.url, "denied", "Alice");
    expect(await failed(page)).toContain("Not on Sundays");
    expect(elsewhere.asked.map(({ method, path }) => `${method} ${path}`)).toContain("POST /conference");
    await page.context().close();
  });

  test("enters the meeting that it allows", async () => {
    const page = await openRoom(browser, fixture.url, "allowed", "Alice");
    await reaches(page, "joined");
    await page.context().close();
  });

  test("shows the numbers of the settings", async () => {
    const page = await openRoom(browser, fixture.url, "call", "Alice");
    await reaches(page, "joined");
    const shown = (): Promise<string[]> => page.locator(".dial-in li").allInnerTexts();
    expect(await eventually(shown, (found) => found.length > 0)).toEqual(["DE +49 30 1234", "US +1 555 0100"]);
    await page.context().close();
  });

  test("shows the code of the service", async () => {
    const page = await openRoom(browser, plainUrl(), "call", "Alice");
    await reaches(page, "joined");
    await eventually(() => page.locator(".dial-in-code").innerText(), (text) => text === `Code: ${String(code)}`);
    const asked = elsewhere.asked.filter(({ path }) => path.startsWith("/codes?"));
    const conferences = asked.map(({ path }) => new URLSearchParams(path.split("?")[1]).get("conference"));
    expect(conferences).toContain("call@muc.meet.jitsi");
    await page.context().close();
  });

  test("is handed the numbers as JSON", async () => {
    const { status, headers, body } = await ask(`${fixture.url}/dial-in-numbers.json?conference=call@muc.meet.jitsi`);
    expect([status, headers["content-type"], JSON.parse(body)]).toEqual([200, "application/json", numbers]);
  });

  test("loads the scripts that statistics are handed to", async () => {
    const page = await openPage(browser, `${plainUrl()}/statistics#config.prejoinConfig.enabled=false`);
    await page.waitForFunction(() => (globalThis as { statisticsLoaded?: boolean }).statisticsLoaded, undefined, {
      timeout: 60_000,
    });
    await page.context().close();
  });
}); // prettier-ignore
