import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { get } from "../write/real/nginx.ts";
import { type Upstream, startUpstream, withSite } from "./running-site.ts";

/** What nginx passes on to Etherpad, the whiteboard and the rtcstats server, which all run elsewhere. */

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream((request, response) => {
    const moved = request.url === "/pads/move";
    response.writeHead(moved ? 302 : 200, {
      "content-type": "text/html",
      ...(moved ? { location: "/pads/p/there" } : {}),
    });
    response.end('data <!--# echo var="uri" -->');
  });
});
afterAll(() => {
  upstream.stop();
});

const settings = (): object => ({
  general: { publicUrl: "https://meet.example.org" },
  http: {
    frameAncestors: [],
    contentSecurityPolicy: "standard",
    rtcstatsUrl: `http://127.0.0.1:${String(upstream.port)}`,
  },
  tls: { mode: "off" },
  etherpad: { mode: "external", url: `http://127.0.0.1:${String(upstream.port)}/pads` },
  whiteboard: { mode: "external", url: `http://127.0.0.1:${String(upstream.port)}` },
});

async function asked(path: string, headers: Record<string, string> = {}): ReturnType<typeof get> {
  upstream.requests.length = 0;
  return withSite(settings(), ({ get: ask }) => ask(path, { host: "meet.example.org", ...headers }));
}

const upgrade = { connection: "Upgrade", upgrade: "websocket" };

describe("passed on", () => {
  test.each([
    ["/etherpad/p/a%20b%3Fc?x=1", "/pads/p/a%20b%3Fc?x=1"],
    ["/etherpad/", "/pads/"],
    ["/acme/etherpad/p/a", "/pads/p/a"],
    ["/etherpad/socket.io/?EIO=4", "/pads/socket.io/?EIO=4"],
    ["/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=polling"],
    ["/rtcstats-ws?a=b", "/rtcstats-ws?a=b"],
    ["/rtcstats-ws/", "/rtcstats-ws"],
  ])("%s becomes %s, with the client's address and the public host", async (path, passed) => {
    const { status, body } = await asked(path, { "x-forwarded-for": "203.0.113.9" });
    // Data that looks like an include is data.
    expect({ status, body }).toEqual({ status: 200, body: 'data <!--# echo var="uri" -->' });
    expect(upstream.requests.map(({ url }) => url)).toEqual([passed]);
    expect(upstream.requests[0]?.headers).toMatchObject({
      host: "meet.example.org",
      "x-forwarded-for": "unix:",
      "x-forwarded-proto": "https",
    });
  });

  test.each(["/etherpad/socket.io/?a", "/socket.io/?a", "/rtcstats-ws", "/acme/socket.io/"])(
    "%s is upgraded to a WebSocket",
    async (path) => {
      expect((await asked(path, upgrade)).status).toBe(101);
      expect(upstream.requests[0]?.headers).toMatchObject({ upgrade: "websocket", connection: "upgrade" });
    },
  );

  test("Etherpad's redirects stay below /etherpad/", async () => {
    const { status, headers } = await asked("/etherpad/move");
    expect({ status, path: new URL(headers.location ?? "", "https://meet.example.org").pathname }).toEqual({
      status: 302,
      path: "/etherpad/p/there",
    });
  });

  test("the page's policy is not Etherpad's, which may be framed by this site alone", async () => {
    const { headers } = await asked("/etherpad/p/a");
    expect(headers).toMatchObject({
      "content-security-policy": "frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
    });
  });
});

describe("not passed on", () => {
  test.each(["/etherpad/p/a", "/socket.io/", "/rtcstats-ws"])(
    "%s is nothing of nginx's unless it is set",
    async (path) => {
      await withSite({}, async ({ get: ask }) => {
        expect((await ask(path, upgrade)).status).not.toBe(101);
      });
    },
  );

  test("nginx passes nothing to programs that browsers reach themselves", async () => {
    const input = {
      etherpad: { mode: "external", publicUrl: "https://pad.example.org/p/" },
      whiteboard: { mode: "external", publicUrl: "https://board.example.org" },
    };
    await withSite(input, async ({ get: ask }) => {
      expect((await ask("/socket.io/", upgrade)).status).toBe(200);
    });
  });

  test("nginx starts and serves the page while the programs have no address", async () => {
    const input = { etherpad: { mode: "external", url: "http://not-there.internal:9001" } };
    await withSite(input, async ({ get: ask }) => {
      expect((await ask("/room")).status).toBe(200);
    });
  });
});
