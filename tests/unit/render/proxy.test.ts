import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Answer, type Nginx, get, removeFolder, temporaryFolder } from "../write/real/nginx.ts";
import {
  type Dns,
  type FakeProsody,
  type Site,
  makeCertificate,
  makeSite,
  startDns,
  startProsody,
  startSite,
} from "./site.ts";
import { settingsOf } from "./variants.ts";

/** What nginx passes to Prosody, and what of Prosody it lets through. */

/** What the test has started, to be stopped in the opposite order. */
const started: (() => Promise<void> | void)[] = [];
let dns: Dns;
let prosody: FakeProsody;
let site: Site;
let nginx: Nginx;

async function start(input: object = {}, certificateNames: readonly string[] = ["meet.jitsi"]): Promise<void> {
  const folder = await temporaryFolder();
  started.push(() => removeFolder(folder));
  const [certificate, key] = [join(folder, "xmpp.crt"), join(folder, "xmpp.key")];
  makeCertificate(certificate, key, certificateNames);
  dns = await startDns();
  started.push(() => {
    dns.stop();
  });
  prosody = await startProsody(certificate, key);
  started.push(() => {
    prosody.stop();
  });
  site = await makeSite(settingsOf(input), { prosodyPort: prosody.port, dnsPort: dns.port });
  started.push(() => removeFolder(site.folder));
  await copyFile(certificate, join(site.folder, "config/ca.crt"));
  await startNginx();
}

async function startNginx(): Promise<void> {
  nginx = await startSite(site);
  const running = nginx;
  started.push(() => running.stop());
}

async function stop(): Promise<void> {
  for (const undo of started.splice(0).reverse()) {
    await undo();
  }
}

const answer = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  get(site.http, path, { headers });

describe("with Prosody", () => {
  beforeEach(() => start());
  afterEach(stop);

  test.each([
    ["/http-bind?room=a&token=b", "/http-bind?prefix=&room=a&token=b"],
    ["/acme/http-bind?room=a", "/http-bind?prefix=acme&room=a"],
    ["/a/b.c/http-bind", "/http-bind?prefix=b.c&"],
  ])("%s is Prosody's BOSH, with the tenant as prefix", async (path, passed) => {
    const { status, headers, body } = await answer(path, {
      host: "meet.example.org",
      "x-forwarded-for": "203.0.113.9",
    });
    // Data that looks like an include is data.
    expect({ status, body }).toEqual({ status: 200, body: 'prosody <!--# echo var="uri" -->' });
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff" });
    const [request] = prosody.requests;
    expect(request?.url).toBe(passed);
    // Not what the client says, but where it comes from: here, a socket file.
    expect(request?.headers).toMatchObject({ host: "meet.jitsi", "x-forwarded-for": "unix:" });
  });

  test("/xmpp-websocket is upgraded", async () => {
    const headers = { host: "localhost", connection: "Upgrade", upgrade: "websocket" };
    expect((await answer("/acme/xmpp-websocket?room=a", headers)).status).toBe(101);
    const [request] = prosody.requests;
    expect(request?.url).toBe("/xmpp-websocket?prefix=acme&room=a");
    expect(request?.headers).toMatchObject({ host: "meet.jitsi", upgrade: "websocket", connection: "upgrade" });
  });

  test.each([
    "/health",
    "/acme/health",
    "/%68ealth",
    "/http-bind/",
    "/http-bind/../health",
    "/.well-known/host-meta",
    "/metrics",
  ])("%s does not reach Prosody", async (path) => {
    await answer(path);
    expect(prosody.requests).toEqual([]);
  });

  test.each(["/a%0D%0AX-Evil:%201/http-bind", "/a%20HTTP/1.1/http-bind"])(
    "%s cannot write a request of its own",
    async (path) => {
      await answer(path);
      expect(prosody.requests.map(({ url }) => url).filter((url) => url !== "/http-bind?prefix=1.1&")).toEqual([]);
      expect(prosody.requests.map(({ headers }) => headers["x-evil"])).toEqual(prosody.requests.map(() => undefined));
    },
  );
});

describe("with other settings", () => {
  afterEach(stop);

  test("a certificate without the XMPP domain is refused", async () => {
    await start({}, ["auth.meet.jitsi"]);
    expect((await answer("/http-bind")).status).toBe(502);
    expect(prosody.requests).toEqual([]);
  });

  test("a certificate by another authority is refused", async () => {
    await start();
    await nginx.stop();
    makeCertificate(join(site.folder, "config/ca.crt"), join(site.folder, "other.key"), ["meet.jitsi"]);
    await startNginx();
    expect((await answer("/http-bind")).status).toBe(502);
    expect(prosody.requests).toEqual([]);
  });

  test("without websocket, there is none", async () => {
    await start({ xmpp: { websocket: false } });
    const { status } = await answer("/xmpp-websocket", { connection: "Upgrade", upgrade: "websocket" });
    expect(status).toBe(404);
    expect(prosody.requests).toEqual([]);
    expect((await answer("/http-bind")).status).toBe(200);
  });

  test("nginx starts and serves the page while Prosody has no address", async () => {
    await start();
    dns.stop();
    expect((await answer("/room")).status).toBe(200);
  });
});
