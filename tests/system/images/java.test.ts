import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { environmentFile } from "../../../config/render/environment.ts";
import { buildImages } from "./images.ts";
import { dockerOutput, until } from "./docker.ts";
import { type Service, certificates, startService } from "./service.ts";

jest.setTimeout(60_000);

const environment = environmentFile({ TRUST: "stack", GC: "Z" });

let ca: string;

beforeAll(async () => {
  await buildImages(["jicofo", "jvb"]);
  ({ ca } = await certificates(["auth.meet.jitsi"]));
}, 900_000);

/** An answer of the program that the tests put in place of the real one. */
function json(body: unknown, status = 200): string {
  return `${String(status)}\n${JSON.stringify(body)}`;
}

/** What the program wrote down of its start. */
async function probe(service: Service): Promise<Readonly<Record<string, string>>> {
  const text = await until(
    async () => {
      const { code, stdout } = await service.exec("cat", "/run/probe");
      return code === 0 && stdout.includes("trusted=") ? stdout : undefined;
    },
    () => service.log(),
  );
  return Object.fromEntries(
    text.split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

describe("jicofo's image", () => {
  const bridge = { drain: false, "graceful-shutdown": false, healthy: true, operational: true, "shutting-down": false };
  const debug = (...bridges: object[]) =>
    json({
      bridge_selector: {
        bridge: Object.fromEntries(bridges.map((b, i) => [`room@muc/${String(i)}`, { ...bridge, ...b }])),
      },
    });
  const good = {
    "answers/about-health": "200\nOK",
    "answers/stats": json({ bridge_selector: { operational_bridge_count: 1 } }),
    "answers/debug": debug({}),
  };
  let jicofo: Service;

  beforeAll(async () => {
    jicofo = await startService("jicofo", {
      config: { "ca.crt": ca, environment, ...good },
      secrets: { "xmpp-password": "pass word" },
    });
    await jicofo.untilHealth("healthy");
  });
  afterAll(() => jicofo.stop());

  test("starts it as uid 1000 with its files, its password and the stack's CA alone", async () => {
    expect((await jicofo.exec("id", "-u")).stdout).toBe("1000");
    expect(await probe(jicofo)).toMatchObject({
      XMPP_PASSWORD: "pass word",
      "config.file": "/config/jicofo.conf",
      "java.util.logging.config.file": "/config/logging.properties",
      trusted: "[stack]",
    });
  });

  test("the password is in no argument of a process", async () => {
    expect(
      (await jicofo.exec("sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[p]ass word'; true")).stdout,
    ).toBe("0");
  });

  test.each([
    ["jicofo says why it is not", { "answers/about-health": "500\nNo operational bridges available (total bridge count: 0)" }, "jicofo answers 500: No operational bridges available (total bridge count: 0)"],
    ["health is switched off", { "answers/about-health": "404\n" }, "jicofo answers 404:"],
    ["it has not looked for a bridge yet", { "answers/stats": json({ bridge_selector: { operational_bridge_count: 0 } }) }, "no operational bridge"],
    ["the only bridge drains", { "answers/debug": debug({ drain: true }) }, "every operational bridge is draining or stopping"],
    ["the only bridge shuts down", { "answers/debug": debug({ "graceful-shutdown": true }) }, "every operational bridge is draining or stopping"],
    ["one bridge drains and the other has failed", { "answers/debug": debug({ drain: true }, { operational: false }) }, "every operational bridge is draining or stopping"],
    ["the statistics are another program's", { "answers/stats": json({}) }, "jicofo's statistics count no bridges"],
    ["the bridges' state cannot be asked", { "answers/debug": "404\n" }, "jicofo does not tell its bridges' state: curl: (22) The requested URL returned error: 404"],
  ])("is not healthy when %s", async (_, answers, reason) => {
    await jicofo.write("config", answers);
    expect(await jicofo.health()).toBe(reason);
    await jicofo.write("config", good);
  }); // prettier-ignore

  test("is healthy while one bridge drains and another does not", async () => {
    await jicofo.write("config", { "answers/debug": debug({ drain: true }, {}) });
    expect(await jicofo.health()).toBe("healthy");
    await jicofo.write("config", good);
  });
});

describe("the bridge's image", () => {
  const joined = { muc_clients_configured: 1, muc_clients_connected: 1, mucs_configured: 1, mucs_joined: 1 };
  const good = { "answers/about-health": "200\n", "answers/colibri-stats": json(joined) };
  let jvb: Service;

  beforeAll(async () => {
    jvb = await startService("jvb", {
      config: { "ca.crt": ca, environment, ...good },
      secrets: { "xmpp-password": "bridge" },
      options: ["--hostname=bridge-host"],
    });
    await jvb.untilHealth("healthy");
  });
  afterAll(() => jvb.stop());

  test("starts it as uid 1000 with its files, its own address, the stack's CA alone and a folder for native libraries", async () => {
    const address = await dockerOutput([
      "inspect",
      "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
      jvb.name,
    ]);
    expect((await jvb.exec("id", "-u")).stdout).toBe("1000");
    expect(await probe(jvb)).toMatchObject({
      XMPP_PASSWORD: "bridge",
      LOCAL_ADDRESS: address,
      "config.file": "/config/jvb.conf",
      "java.io.tmpdir": "/run/tmp",
      "jna.tmpdir": "/run/tmp",
      trusted: "[stack]",
    });
  });

  test("has another nickname after each start", async () => {
    const { MUC_NICKNAME: first } = await probe(jvb);
    expect(first).toMatch(/^bridge-host-\d+$/);
    await jvb.restart();
    await jvb.untilHealth("healthy");
    const { MUC_NICKNAME: second } = await probe(jvb);
    expect(second).toMatch(/^bridge-host-\d+$/);
    expect(second).not.toBe(first);
  });

  test.each([
    ["it says so itself", { "answers/about-health": "500\nNo valid IP addresses available" }, "the bridge answers 500: No valid IP addresses available"],
    ["it has no statistics", { "answers/colibri-stats": "404\n" }, "the bridge has no statistics: curl: (22) The requested URL returned error: 404"],
    ["it is not logged in", { "answers/colibri-stats": json({ ...joined, muc_clients_connected: 0, mucs_joined: 0 }) }, "the bridge is not logged in to Prosody"],
    ["it is not in its room", { "answers/colibri-stats": json({ ...joined, mucs_joined: 0 }) }, "the bridge is not in its room"],
  ])("is not healthy when %s", async (_, answers, reason) => {
    await jvb.write("config", answers);
    expect(await jvb.health()).toBe(reason);
    await jvb.write("config", good);
  }); // prettier-ignore

  test("does not start without a route to the outside, and says so", async () => {
    const lost = await startService("jvb", {
      config: { "ca.crt": ca, environment },
      secrets: { "xmpp-password": "x" },
      options: ["--network=none"],
    });
    const code = await dockerOutput(["wait", lost.name]);
    expect({ code, log: (await lost.log()).trim() }).toEqual({
      code: "1",
      log: "the bridge has no route to the outside",
    });
    await lost.stop();
  });
});

test.each(["jicofo", "jvb"] as const)("%s does not start without the stack's CA, and says so", async (name) => {
  const service = await startService(name, { config: { environment }, secrets: { "xmpp-password": "x" } });
  const code = await dockerOutput(["wait", service.name]);
  expect({ code, log: (await service.log()).trim() }).toEqual({
    code: "1",
    log: "/config/ca.crt is missing or not a certificate",
  });
  await service.stop();
});

test("jicofo trusts public authorities, too, where the settings send it outside the stack", async () => {
  const service = await startService("jicofo", {
    config: { "ca.crt": ca, environment: environmentFile({ TRUST: "public" }) },
    secrets: { "xmpp-password": "x" },
  });
  const trusted = (await probe(service))["trusted"]?.replace(/^\[|\]$/g, "").split(", ") ?? [];
  expect(trusted).toContain("stack");
  expect(trusted.length).toBeGreaterThan(100);
  await service.stop();
});
