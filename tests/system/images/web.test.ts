import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { ask, login } from "../rehearsal-web/xmpp.ts";
import { dockerOutput } from "./docker.ts";
import { buildImages } from "./images.ts";
import { type Service, certificates } from "./service.ts";
import { type Pair, startPair, webConfig } from "./stack.ts";

jest.setTimeout(60_000);

let pair: Pair;
let web: Service;

beforeAll(async () => {
  await buildImages(["prosody", "web"]);
  pair = await startPair(["alice"]);
  web = pair.web;
}, 600_000);

afterAll(async () => {
  await (pair as Pair | undefined)?.stop();
});

async function page(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${String(pair.port)}${path}`);
  return { status: response.status, text: await response.text() };
}

const original = webConfig();

/** nginx.conf with one more address that answers a text. */
function withAnswer(text: string): string {
  return (original["nginx.conf"] ?? "").replace(
    "server_name _;",
    `server_name _; location = /probe { return 200 ${text}; }`,
  );
}

describe("the container", () => {
  test("runs as uid 1000 and can write nowhere but to /run and /tmp", async () => {
    const write =
      "id -u; for f in / /etc /config /usr/share/jitsi-meet /var/lib/nginx; do touch $f/x 2>/dev/null && echo wrote $f; done; true";
    expect((await web.exec("sh", "-c", write)).stdout).toBe("1000");
  });

  test("serves the page of the package and the rendered config.js", async () => {
    expect((await page("/")).text).toContain("<title>test</title>");
    expect((await page("/config.js")).status).toBe(200);
  });
});

describe("reload", () => {
  test("brings a new nginx.conf live and keeps the WebSockets that are open", async () => {
    const alice = await login({ port: pair.port, domain: "meet.jitsi", username: "alice", password: "alice-secret" });
    expect((await page("/probe")).text).toContain("<title>test</title>");
    await web.write("config", { "nginx.conf": withAnswer("new") });
    expect(await web.exec("reload")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await page("/probe")).toEqual({ status: 200, text: "new" });
    const pong = await ask(alice, "meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
    expect("condition" in pong ? pong.condition : pong.attrs["type"]).toBe("result");
    await alice.close();
  });

  test("refuses a file that nginx does not understand, and the old configuration goes on", async () => {
    await web.write("config", { "nginx.conf": withAnswer("newer").replace("daemon off;", "daemon off; bogus on;") });
    const { code, stderr } = await web.exec("reload");
    expect(code).toBe(1);
    expect(stderr).toContain('unknown directive "bogus" in /config/nginx.conf:2');
    expect((await page("/probe")).text).toBe("new");
    expect(await web.health()).toBe("healthy");
  });

  test("refuses an address that nginx cannot listen on", async () => {
    await web.write("config", {
      "nginx.conf": withAnswer("newest").replace("listen 8000;", "listen 8000; listen 192.0.2.1:8001;"),
    });
    const { code, stderr } = await web.exec("reload");
    expect(code).toBe(1);
    expect(stderr).toContain("bind() to 192.0.2.1:8001 failed");
    expect((await page("/probe")).text).toBe("new");
  });

  test("fails when nginx does not take the file over", async () => {
    await web.write("config", original);
    await web.exec("sh", "-c", "kill -STOP $(cat /run/nginx.pid)");
    const { code, stderr } = await web.exec("reload");
    await web.exec("sh", "-c", "kill -CONT $(cat /run/nginx.pid)");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "nginx did not take the new configuration over: see its log" });
    expect((await web.exec("reload")).code).toBe(0);
  });
});

describe("health says why", () => {
  test("when config.js is missing", async () => {
    await web.write("config", { "config.js": undefined });
    expect(await web.health()).toBe("nginx answers 404 on /config.js");
    await web.write("config", original);
    expect(await web.health()).toBe("healthy");
  });

  test("when Prosody is away, and is good again when it is back", async () => {
    await dockerOutput(["stop", "--time=2", pair.prosody.name]);
    await web.untilHealth("nginx answers 502 for Prosody (/http-bind)");
    await dockerOutput(["start", pair.prosody.name]);
    await web.untilHealth("healthy");
  });

  test("when Prosody's certificate is not the stack CA's", async () => {
    const { ca } = await certificates(["other"]);
    await web.write("config", { "ca.crt": ca });
    expect((await web.exec("reload")).code).toBe(0);
    await web.untilHealth("nginx answers 502 for Prosody (/http-bind)");
  });

  test("when nginx does not listen", async () => {
    await web.write("config", { "nginx.conf": (original["nginx.conf"] ?? "").replace("listen 8000;", "listen 8001;") });
    expect((await web.exec("reload")).code).toBe(0);
    await web.untilHealth(
      "nginx does not answer on /config.js: (7) Failed to connect to 127.0.0.1 port 8000 after 0 ms: Could not connect to server",
    );
  });
});
