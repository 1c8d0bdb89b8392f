import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { hook, launchBrowser, openRoom } from "../../harness/browser.ts";
import { inContainer, logOf } from "../../harness/docker.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";

jest.setTimeout(900_000);

let fixture: TestStack;
let browser: Browser;

beforeAll(async () => {
  fixture = await createTestStack("recording", { recording: { enabled: true } });
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await fixture.stack.dispose();
});

test("the recorder is a service of the stack, and healthy", async () => {
  expect((await fixture.stack.outputs())["services"]).toHaveProperty("jibri-1");
  expect((await fixture.stack.health("jibri-1")).status).toBe("healthy");
});

test("records what a person's browser asks it to", async () => {
  const alice = await openRoom(browser, fixture.url, "recorded", "Alice");
  await eventually(
    () => hook(alice, "moderator"),
    (moderator) => moderator === true,
    60,
  );
  const order = (action: string) =>
    alice.evaluate(
      (wanted) =>
        (globalThis as unknown as { APP_REHEARSAL: { record(action: string): Promise<string> } }).APP_REHEARSAL.record(
          wanted,
        ),
      action,
    );
  const status = (wanted: string) =>
    eventually(
      () => hook(alice, "recording"),
      (now) => now === wanted,
      120,
    );
  expect(await order("start")).toBe("pending");
  await status("on");
  expect(await order("stop")).toBe("off");
  await status("off");
  const recorder = await fixture.stack.container("jibri-1");
  const probe = "ffprobe -v error -show_entries stream=codec_name -of csv=p=0 /storage/recordings/*/*.mp4";
  expect(await inContainer(recorder, "sh", "-c", probe)).toBe("h264\naac");
  expect(await logOf(recorder)).toContain(`recording of ${fixture.url}/recorded`);
});

test("a second `up` changes nothing", async () => {
  await fixture.stack.pulumi("preview", "--expect-no-changes");
});
