import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launchBrowser, openRoom } from "../../harness/browser.ts";
import { hostAddress, inContainer, logOf } from "../../harness/docker.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { eventually } from "../../harness/wait.ts";
import { ask } from "../../harness/web.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import { openPad, padIn } from "./pads.ts";
import { buildTestImage } from "./test-images.ts";
import { type Drawer, joinWhiteboard } from "./whiteboards.ts";

jest.setTimeout(900_000);

/** A whole stack with a document and a whiteboard of its own. */
let fixture: TestStack;
let browser: Browser;
const drawers: Drawer[] = [];
const databaseName = "documents-test-postgres";
/** What a shell, JSON, Etherpad's comments and its variables would take for theirs. */
const hostile = String.raw`${"${HOME:x}"} "it's" \ ,]} // /* $(id) ${"`id`"} 12}`;

beforeAll(async () => {
  await buildTestImage("etherpad");
  await buildTestImage("whiteboard");
  await dockerOutput(["build", "--force-rm", "--tag=documents-test/postgres", `${import.meta.dirname}/postgres`]);
  fixture = await createTestStack("documents", {
    etherpad: { mode: "builtin", title: 'Notes "ü", {x}' },
    whiteboard: { mode: "builtin", userLimit: 10 },
  });
  await fixture.stack.up();
  browser = await launchBrowser();
});
afterAll(async () => {
  for (const { socket } of drawers) {
    socket.disconnect();
  }
  await (browser as Browser | undefined)?.close();
  await (fixture as TestStack | undefined)?.stack.dispose();
  await docker(["rm", "--force", "--volumes", databaseName]);
});

const pad = (name: string): string => `${fixture.url}/etherpad/p/${name}`;

/** Fields of `docker inspect` of a service's container. */
async function inspected(service: string): Promise<Record<string, Record<string, unknown>>> {
  const text = await dockerOutput(["inspect", await fixture.stack.container(service)]);
  return (JSON.parse(text) as Record<string, Record<string, unknown>>[])[0] ?? {};
}

test("a second run changes nothing", async () => {
  expect(await fixture.stack.up()).toMatch(/Resources:\n\s+\d+ unchanged/);
});

test.each(["etherpad", "whiteboard"])("%s runs as nobody in particular, can write nowhere, and has no way out", async (service) => {
  const { Config, HostConfig, NetworkSettings } = await inspected(service);
  expect(Config).toMatchObject({ User: "1000:1000" });
  expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges:true"] });
  expect(Object.keys(NetworkSettings?.["Networks"] as object)).toHaveLength(1);
  expect(NetworkSettings?.["Ports"] === null || Object.values(NetworkSettings?.["Ports"] as object).every((one) => one === null)).toBe(true);
  expect(await fixture.stack.health(service)).toMatchObject({ status: "healthy" });
}); // prettier-ignore

describe("the document", () => {
  test("is one for all who open it through the stack's web server", async () => {
    const alice = await openPad(browser, pad("room"));
    const bob = await openPad(browser, pad("room"));
    await alice.write("Agenda of Alice. ");
    await bob.says("Agenda of Alice.");
    await bob.write("Words of Bob. ");
    await alice.says("Words of Bob.");
    expect(await alice.page.title()).toContain('Notes "ü", {x}');
    await Promise.all([alice, bob].map(({ page }) => page.context().close()));
  });

  test("opens in a meeting's page, by the name that the meeting has", async () => {
    const page = await openRoom(browser, fixture.url, "meeting", "Alice");
    await page.locator("#open-document").click({ timeout: 60_000 });
    const inPage = await padIn(page, page.frameLocator("#etherpadIFrame"));
    await inPage.write("Minutes. ");
    const beside = await openPad(browser, pad("meeting"));
    await beside.says("Minutes.");
    await Promise.all([page, beside.page].map((one) => one.context().close()));
  });

  test("is there in a new container", async () => {
    const before = await fixture.stack.container("etherpad");
    await fixture.stack.set("etherpad.title", "Others");
    await fixture.stack.up();
    expect(await fixture.stack.container("etherpad")).not.toBe(before);
    const again = await openPad(browser, pad("room"));
    expect(await again.says("Agenda of Alice.")).toContain("Words of Bob.");
    expect(await again.page.title()).toContain("Others");
    await again.page.context().close();
  });

  test.each(["admin", "admin/settings", "api", "stats"])("Etherpad's /%s is closed", async (path) => {
    expect((await ask(`${fixture.url}/etherpad/${path}`)).status).toBe(404);
  });
});

describe("the whiteboard", () => {
  const join = (room: string): Drawer => {
    const drawer = joinWhiteboard(fixture.url, room);
    drawers.push(drawer);
    return drawer;
  };
  const hears = (drawer: Drawer, event: string): Promise<boolean> =>
    eventually(
      () => Promise.resolve(drawer.count(event) > 0),
      (heard) => heard,
      60,
    );

  test("passes what one draws on to the others in its room, and to nobody else", async () => {
    const alice = join("board");
    await hears(alice, "first-in-room");
    const bob = join("board");
    const stranger = join("other");
    await hears(alice, "new-user");
    await hears(stranger, "first-in-room");
    expect(alice.heard).toContainEqual(["new-user", bob.id]);
    bob.socket.emit("server-broadcast", "board", Buffer.from("drawing"), Buffer.from("vector"));
    await hears(alice, "client-broadcast");
    expect(alice.heard).toContainEqual(["client-broadcast", Buffer.from("drawing"), Buffer.from("vector")]);
    expect([bob.count("client-broadcast"), stranger.count("client-broadcast")]).toEqual([0, 0]);
  });

  test("takes as many people as the setting says, and tells the next one", async () => {
    const people = Array.from({ length: 10 }, () => join("full"));
    const all = (): number => Math.max(...people.flatMap(({ heard }) => heard.map(([, ids]) => (Array.isArray(ids) ? ids.length : 0))));
    await eventually(() => Promise.resolve(all()), (count) => count === 10, 60);
    const late = join("full");
    await hears(late, "room-full");
    await hears(late, "disconnect");
    expect(people.some((one) => one.count("disconnect") > 0)).toBe(false);
  }); // prettier-ignore

  test("is taken through WebSocket alone, from this address alone", async () => {
    const config = (await ask(`${fixture.url}/config.js`)).body;
    expect(config).toContain(`collabServerBaseUrl: "${fixture.url}"`);
    const environment = (await inspected("whiteboard"))["Config"]?.["Env"] as string[];
    expect(environment).toEqual(expect.arrayContaining([`CORS_ORIGIN=${fixture.url}`, "PORT=8080", "USER_LIMIT=10"]));
  });
});

test("documents are in a database of one's own, whose password is nowhere to be seen", async () => {
  const host = await hostAddress();
  const start = ["run", "--detach", `--name=${databaseName}`, `--publish=${host}::5432`, `--env=PASSWORD=${hostile}`];
  await dockerOutput([...start, "documents-test/postgres"]);
  const address = await dockerOutput(["port", databaseName, "5432/tcp"]);
  await eventually(() => logOf(databaseName), (log) => log.includes("ready to accept connections"), 60);
  const { stack } = fixture;
  await stack.set("etherpad.database.type", "postgres");
  await stack.set("etherpad.database.host", host);
  await stack.set("etherpad.database.port", Number(address.split(":").at(-1)));
  await stack.setSecret("secrets.etherpadDatabasePassword", hostile);
  await stack.up();

  const alice = await openPad(browser, pad("kept"));
  await alice.write("Kept in tables. ");
  const query = ["psql", "-h", "/tmp", "-U", "etherpad", "-Atc", "select value from store where key = 'pad:kept'"];
  await eventually(() => inContainer(databaseName, ...query), (value) => value.includes("Kept in tables."), 60);
  const shown = `${JSON.stringify(await inspected("etherpad"))}${await logOf(await stack.container("etherpad"))}`;
  const environment = await inContainer(await stack.container("etherpad"), "sh", "-c", "cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'");
  expect(`${shown}${environment}`).not.toMatch(/it's|\$\(id\)/);
}); // prettier-ignore
