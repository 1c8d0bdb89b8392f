import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { logLine } from "../write/real/nginx.ts";
import { type RunningSite, withSite } from "./running-site.ts";
import { type Dns, startDns } from "./site.ts";

/** What nginx does with the settings of the web server, on the real nginx. */

describe("interface_config.js", () => {
  test("is the package's file with the stack's statements behind it, also in the page and for a tenant", async () => {
    const web = { branding: { appName: "Meet </script><!--# echo -->" }, interfaceConfig: { MOBILE_APP_PROMO: false } };
    await withSite({ web }, async ({ get }) => {
      const page = (await get("/room")).body;
      const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script]) => script ?? "");
      for (const script of [
        (await get("/interface_config.js")).body,
        (await get("/acme/interface_config.js")).body,
        scripts[1] ?? "",
      ]) {
        expect(JSON.parse(String(runInNewContext(`${script}\nJSON.stringify(interfaceConfig)`)))).toEqual({
          APP_NAME: "Meet </script><!--# echo -->",
          MOBILE_APP_PROMO: false,
        });
      }
      const { headers } = await get("/interface_config.js");
      expect(headers).toMatchObject({
        "content-type": "application/javascript; charset=utf-8",
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
      });
      expect((await get("/_interface_config/stack.js")).status).toBe(404);
    });
  });
});

describe("pieces of the page", () => {
  test("HTML of the settings stands in the page in place of the package's", async () => {
    await withSite({ web: { html: { head: "<meta name=a>" }, branding: { title: "a & b" } } }, async ({ get }) => {
      expect((await get("/head.html")).body).toBe("<meta name=a>\n");
      expect((await get("/title.html")).body).toContain("<title>a &amp; b</title>");
    });
  });

  test("a file of http.wellKnown is served as JSON to every origin, and nothing else of the folder", async () => {
    const wellKnown = { "apple-app-site-association": '{"applinks":{}}', "element/jitsi": '{"auth":"a"}' };
    await withSite({ http: { wellKnown } }, async ({ get }) => {
      const { status, headers, body } = await get("/.well-known/apple-app-site-association");
      expect({ status, body }).toEqual({ status: 200, body: '{"applinks":{}}' });
      expect(headers).toMatchObject({
        "content-type": expect.stringMatching(/^application\/json/) as unknown as string,
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
      });
      expect((await get("/.well-known/element/jitsi")).body).toBe('{"auth":"a"}');
      expect((await get("/.well-known/assetlinks.json")).status).toBe(404);
    });
  });

  test("without tenants there is nothing below a name, and rooms and files are as before", async () => {
    await withSite({ rooms: { tenants: false } }, async ({ get }) => {
      const below = ["/acme/room", "/acme/", "/acme/config.js", "/acme/http-bind", "/a/b/c"];
      expect(await Promise.all(below.map(async (path) => (await get(path)).status))).toEqual(below.map(() => 404));
      const there = ["/", "/room", "/config.js", "/libs/app.bundle.min.js", "/sounds/joined.wav", "/external_api.js"];
      expect(await Promise.all(there.map(async (path) => (await get(path)).status))).toEqual(there.map(() => 200));
    });
  });
});

describe("headers", () => {
  const paths = [
    "/",
    "/room",
    "/acme/room",
    "/config.js",
    "/interface_config.js",
    "/libs/app.bundle.min.js",
    "/libs/x",
  ];

  async function headersOf(http: object, name: string): Promise<unknown[]> {
    return withSite({ http }, async ({ get }) => {
      const answers = await Promise.all(paths.map((path) => get(path)));
      return answers.map(({ headers }) => headers[name]);
    });
  }
  const onAll = (value: unknown): unknown[] => paths.map(() => value);

  test("a header of the user's own is on every answer, and its value is a value", async () => {
    const value = 'a "b" $host ; \\ x';
    expect(await headersOf({ headers: { "X-Robots-Tag": value } }, "x-robots-tag")).toEqual(onAll(value));
  });

  test("there is no content security policy unless one is wanted", async () => {
    expect(await headersOf({}, "content-security-policy")).toEqual(onAll(undefined));
  });

  test("a policy of the user's own is sent as it is, with the frames' part behind it", async () => {
    const http = { contentSecurityPolicy: "default-src 'self' $x;", frameAncestors: ["https://*.example.org"] };
    expect(await headersOf(http, "content-security-policy")).toEqual(
      onAll("default-src 'self' $x; frame-ancestors 'self' https://*.example.org"),
    );
  });

  test("frames can be kept to this site alone", async () => {
    expect(await headersOf({ frameAncestors: [] }, "content-security-policy")).toEqual(onAll("frame-ancestors 'self'"));
  });

  test("the standard policy names the hosts of the settings, and no inside address", async () => {
    const input = {
      general: { publicUrl: "https://meet.example.org" },
      http: { contentSecurityPolicy: "standard" },
      etherpad: { mode: "external", publicUrl: "https://pad.example.org/p/" },
      whiteboard: { mode: "external", url: "http://whiteboard.internal" },
    };
    await withSite(input, async ({ get }) => {
      const policy = String((await get("/room")).headers["content-security-policy"]);
      const parts = new Map(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));
      expect(parts.get("default-src")).toEqual(["'self'"]);
      expect(parts.get("frame-src")).toEqual(["'self'", "https://www.youtube.com", "https://pad.example.org"]);
      expect(parts.get("connect-src")).toEqual([
        ...["'self'", "data:", "blob:", "https://pad.example.org"],
        ...["wss://meet.example.org", "wss://pad.example.org"],
      ]);
      expect(policy).not.toContain("internal");
    });
  });

  test("static files can be kept to one origin", async () => {
    await withSite({ http: { corsOrigin: "https://www.example.org" } }, async ({ get }) => {
      const { headers } = await get("/libs/app.bundle.min.js");
      expect(headers["access-control-allow-origin"]).toBe("https://www.example.org");
    });
  });
});

describe("logs", () => {
  const addresses = [
    ...["/http-bind?token=SECRET", "/acme/http-bind?room=a&token=SECRET", "/xmpp-websocket?token=SECRET"],
    ...["/room?jwt=SECRET", "/libs/missing.js?jwt=SECRET", "/etherpad/p/a?jwt=SECRET", "/socket.io/?token=SECRET"],
    ...["/rtcstats-ws?token=SECRET", "/acme/rtcstats-ws/?token=SECRET", "/a%00b?jwt=SECRET", "/.%2e/?jwt=SECRET"],
  ];
  const input = {
    web: { logLevel: "debug" },
    http: { rtcstatsUrl: "http://127.0.0.1:1" },
    etherpad: { mode: "external", url: "http://127.0.0.1:1" },
    whiteboard: { mode: "external", url: "http://not-there.internal" },
  };

  let dns: Dns;
  beforeAll(async () => {
    dns = await startDns();
  });
  afterAll(() => {
    dns.stop();
  });

  test("no token reaches a log while no service behind nginx answers, whatever the log level is", async () => {
    const backend = { prosodyPort: 1, dnsPort: dns.port };
    const test = async ({ get, nginx, site }: RunningSite): Promise<void> => {
      for (const path of addresses) {
        await get(path, { referer: "https://localhost:8443/room?jwt=SECRET" });
      }
      await get("/last");
      const log = join(site.folder, "run/access.log");
      await logLine(log, /GET \/last /);
      expect(await readFile(log, "utf8")).not.toContain("SECRET");
      expect(nginx.errors).not.toContain("SECRET");
      // What does not answer is seen all the same.
      expect(await logLine(log, /GET \/etherpad/)).toMatch(/ 502 \d+ [\d.]+ 127\.0\.0\.1:1 502 "/);
      expect(await logLine(log, /GET \/http-bind/)).toMatch(/ 502 \d+ [\d.]+ 127\.0\.0\.1:1 502 "/);
    };
    await withSite(input, test, backend);
  });

  test("a person who looks for a fault can have the messages about requests", async () => {
    await withSite({ ...input, http: { ...input.http, logRequestErrors: true } }, async ({ get, nginx }) => {
      await get("/etherpad/p/a?jwt=SECRET");
      expect(nginx.errors).toContain("/etherpad/p/a?jwt=SECRET");
    });
  });
});
