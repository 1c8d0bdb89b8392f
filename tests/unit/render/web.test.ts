import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Answer, type Nginx, checkNginx, get, getSecure, logLine, removeFolder } from "../write/real/nginx.ts";
import { type Site, makeSite, startSite } from "./site.ts";
import { settingsOf, variants } from "./variants.ts";

interface Config {
  readonly hosts: Readonly<Record<string, string>>;
  readonly bosh: string;
  readonly websocket: string;
}

/** The configuration in a page: what stands in its first script element. */
function configIn(page: string): Config {
  const script = /<script>([^]*?)<\/script/i.exec(page)?.[1] ?? "";
  return JSON.parse(String(runInNewContext(`${script}\nJSON.stringify(config)`))) as Config;
}

const security = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
};

describe.each(Object.entries(variants))("%s", (_, settings) => {
  test("nginx accepts the configuration without a warning", async () => {
    const site = await makeSite(settings);
    try {
      const { code, output } = checkNginx(join(site.folder, "config/nginx.conf"));
      expect({ code, warnings: output.split("\n").filter((line) => line.includes("[")) }).toEqual({
        code: 0,
        warnings: [],
      });
    } finally {
      await removeFolder(site.folder);
    }
  });
});

describe("the site", () => {
  const settings = settingsOf();
  let site: Site;
  let nginx: Nginx;
  const answer = (path: string): Promise<Answer> => get(site.http, path);

  beforeAll(async () => {
    site = await makeSite(settings);
    nginx = await startSite(site);
  });
  afterAll(async () => {
    await nginx.stop();
    await removeFolder(site.folder);
  });

  test.each(["/", "/room", "/index.html", "/Room%20With%20Spaces", "/%E6%97%A5%E6%9C%AC"])(
    "%s is the page, put together",
    async (path) => {
      const { status, headers, body } = await answer(path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({ ...security, "content-type": "text/html; charset=utf-8" });
      expect(configIn(body).hosts).toEqual({ domain: "meet.jitsi", muc: "muc.meet.jitsi" });
      expect(body.replace(/var config[^]*?<\/script/, "</script")).toBe(
        '<base href="/" /><script></script><script>var interfaceConfig = {};</script>',
      );
    },
  );

  test.each([
    ["/acme/room", "muc.acme.meet.jitsi", "acme"],
    ["/acme/", "muc.acme.meet.jitsi", "acme"],
    ["/Acme.Corp_1/room", "muc.acme_corp_1.meet.jitsi", "Acme.Corp_1"],
    ["/outer/inner/room", "muc.inner.meet.jitsi", "inner"],
    ["/b%C3%BCro/room", "muc.büro.meet.jitsi", "büro"],
  ])("%s is the page of a tenant", async (path, muc, tenant) => {
    const config = configIn((await answer(path)).body);
    expect(config.hosts).toEqual({ domain: "meet.jitsi", muc });
    expect(config.bosh).toBe(`https://localhost:8443/${tenant}/http-bind`);
    expect(config.websocket).toBe(`wss://localhost:8443/${tenant}/xmpp-websocket`);
  });

  test.each(["/a%0D%0Ab/room", "/a%20b/room", "/a%22b/room", "/a'b/room", "/a%5Cb/room", "/%3Cb/room", "/a%3Fb/room"])(
    "%s is no tenant: its name could end a request or a script",
    async (path) => {
      const { status, body } = await answer(path);
      expect({ status, body }).toEqual({ status: 404, body: '<base href="/" />nothing here' });
    },
  );

  test("config.js is a script that is never kept, also a tenant's", async () => {
    const plain = await answer("/config.js");
    expect(plain.headers).toMatchObject({
      ...security,
      "content-type": "application/javascript; charset=utf-8",
      "cache-control": "no-cache",
    });
    expect(configIn(`<script>${plain.body}</script>`).hosts["muc"]).toBe("muc.meet.jitsi");
    const tenants = await answer("/acme/config.js");
    expect(configIn(`<script>${tenants.body}</script>`).hosts["muc"]).toBe("muc.acme.meet.jitsi");
  });

  test("interface_config.js and external_api.js are asked for anew each time", async () => {
    expect(await answer("/interface_config.js")).toMatchObject({
      status: 200,
      body: "var interfaceConfig = {};",
      headers: { ...security, "cache-control": "no-cache" },
    });
    expect(await answer("/external_api.js")).toMatchObject({
      status: 200,
      body: "var JitsiMeetExternalAPI; // <!--# not for nginx -->",
      headers: { ...security, "cache-control": "no-cache" },
    });
  });

  test("a static file with a build number is kept for a year, by every origin", async () => {
    const { headers, body } = await answer("/libs/app.bundle.min.js?v=1");
    expect(body).toBe("x".repeat(2000));
    expect(headers).toMatchObject({
      ...security,
      "cache-control": "max-age=31536000",
      "access-control-allow-origin": "*",
      "content-length": "2000",
    });
    expect(headers.etag).toMatch(/^"[0-9a-f-]+"$/);
    expect(headers["last-modified"]).toMatch(/GMT$/);
  });

  test("a static file without one is not", async () => {
    const { headers } = await answer("/libs/app.bundle.min.js");
    expect(headers["cache-control"]).toBeUndefined();
    expect(headers["expires"]).toBeUndefined();
  });

  test.each(["/acme/libs/external_api.min.js", "/acme/manifest.json", "/pwa-worker.js"])(
    "%s is a file",
    async (path) => {
      const { status, body } = await answer(path);
      const name = path.split("/").pop() ?? "";
      const contents: Record<string, string> = {
        "external_api.min.js": "var JitsiMeetExternalAPI; // <!--# not for nginx -->",
        "manifest.json": "{}",
        "pwa-worker.js": "worker",
      };
      expect({ status, body }).toEqual({ status: 200, body: contents[name] });
    },
  );

  test("a sound has its type", async () => {
    expect((await answer("/sounds/joined.wav")).headers["content-type"]).toBe("audio/wav");
  });

  test("what is not there is a page that says so", async () => {
    const { status, headers, body } = await answer("/libs/missing.js");
    expect({ status, body }).toEqual({ status: 404, body: '<base href="/" />nothing here' });
    expect(headers).toMatchObject(security);
  });

  test("HTTPS serves the same, and no browser is bound to it with a certificate of ours", async () => {
    const { status, headers, body } = await getSecure(site.https, "/room");
    expect(status).toBe(200);
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(configIn(body).hosts).toEqual({ domain: "meet.jitsi", muc: "muc.meet.jitsi" });
  });

  test("scripts are compressed", async () => {
    const { headers } = await get(site.http, "/libs/app.bundle.min.js", { headers: { "accept-encoding": "gzip" } });
    expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  });

  test.each([
    ["/one?jwt=SECRET", "GET /one?[redacted] HTTP/1.1"],
    ["/two?room=x&token=SECRET&a=b", "GET /two?[redacted] HTTP/1.1"],
    ["/three?%74oken=SECRET", "GET /three?[redacted] HTTP/1.1"],
    ["/four?previd=SECRET", "GET /four?[redacted] HTTP/1.1"],
    ["/five?access_TOKEN=SECRET", "GET /five?[redacted] HTTP/1.1"],
    ["/six?room=x", "GET /six?room=x HTTP/1.1"],
  ])("the log of %s holds no token", async (path, request) => {
    await get(site.http, path, { headers: { host: "localhost", referer: `https://localhost:8443${path}` } });
    const line = await logLine(
      join(site.folder, "run/access.log"),
      new RegExp(`"GET ${/^\/\w+/.exec(path)?.[0] ?? ""}\\?`),
    );
    const [, logged, referer] = /"([^"]*)" 200 .* "([^"]*)" "-"$/.exec(line) ?? [];
    expect(logged).toBe(request);
    expect(referer).toBe(`https://localhost:8443${request.split(" ")[1] ?? ""}`);
    expect(nginx.errors).toBe("");
  });
});

describe("other settings", () => {
  async function first(
    input: object,
    path: string,
    headers: Record<string, string> = {},
    secure = false,
  ): Promise<Answer> {
    const settings = settingsOf(input);
    const site = await makeSite(settings);
    const nginx = await startSite(site);
    try {
      return await (secure ? getSecure(site.https, path, { headers }) : get(site.http, path, { headers }));
    } finally {
      await nginx.stop();
      await removeFolder(site.folder);
    }
  }

  test("HTTP redirects to the public URL, with its port", async () => {
    const { status, headers } = await first({ http: { redirect: true }, tls: { port: 4443 } }, "/a/room?x=1");
    expect({ status, location: headers.location }).toEqual({
      status: 301,
      location: "https://localhost:4443/a/room?x=1",
    });
  });

  test("the redirect's target is served", async () => {
    expect((await first({ http: { redirect: true } }, "/room", {}, true)).status).toBe(200);
  });

  const behindProxy = {
    general: { publicUrl: "https://meet.example.org" },
    http: { redirect: true },
    tls: { mode: "off" },
  };

  test("behind a proxy that ends TLS, only what came there by HTTP is redirected", async () => {
    const plain = await first(behindProxy, "/room", { "x-forwarded-proto": "http" });
    expect({ status: plain.status, location: plain.headers.location }).toEqual({
      status: 301,
      location: "https://meet.example.org/room",
    });
    const secure = await first(behindProxy, "/room", { "x-forwarded-proto": "https" });
    expect(configIn(secure.body).bosh).toBe("https://meet.example.org/http-bind");
  });

  test("there is no redirect to a public URL without TLS: it would never end", async () => {
    expect((await first({ http: { redirect: true }, tls: { mode: "off" } }, "/room")).status).toBe(200);
  });

  test("a certificate of the user's own binds browsers to HTTPS, over HTTPS only", async () => {
    const custom = { general: { publicUrl: "https://meet.example.org" }, tls: { mode: "custom" } };
    for (const path of ["/room", "/libs/app.bundle.min.js", "/config.js"]) {
      expect((await first(custom, path, {}, true)).headers["strict-transport-security"]).toBe("max-age=63072000");
    }
    expect((await first(custom, "/room")).headers["strict-transport-security"]).toBeUndefined();
    const off = { ...custom, tls: { mode: "custom", hsts: false } };
    expect((await first(off, "/room", {}, true)).headers["strict-transport-security"]).toBeUndefined();
  });

  test("web.extraNginxConfig is part of the server", async () => {
    const extraNginxConfig = "location = /ping { return 200 pong; } # mine";
    expect((await first({ web: { extraNginxConfig } }, "/ping")).body).toBe("pong");
  });
});
