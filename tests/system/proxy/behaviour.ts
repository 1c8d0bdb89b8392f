import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runInNewContext } from "node:vm";
import { type Program, type Stage, echo, get, getPlain, host, startStage } from "./stage.ts";

/** What holds for a stack behind any proxy. Each program's test file calls it, and adds what is its own. */
export function behindAProxy(program: Program): () => Stage {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage(program);
  });
  afterAll(async () => {
    await (stage as Stage | undefined)?.stop();
  });
  const origin = (): string => `https://${host}:${String(stage.httpsPort)}`;

  test("the page and config.js come through, and are kept by nobody", async () => {
    const page = await get(stage, "/Room%20%E6%97%A5%25");
    expect(page.status).toBe(200);
    const { status, headers, body } = await get(stage, "/config.js");
    expect({ status, cache: headers["cache-control"] }).toEqual({ status: 200, cache: "no-cache" });
    const bosh = String(runInNewContext(`${body}\nconfig.bosh`));
    expect(bosh).toBe(`${origin()}/http-bind`);
  });

  test("browsers are bound to HTTPS by the proxy", async () => {
    const { headers } = await get(stage, "/config.js");
    expect(headers["strict-transport-security"]).toBe("max-age=63072000");
  });

  test.each([
    ["/xmpp-websocket?room=a", "/xmpp-websocket?prefix=&room=a"],
    ["/acme/xmpp-websocket?room=a", "/xmpp-websocket?prefix=acme&room=a"],
  ])("%s is a WebSocket in both directions, with the client's address and host", async (path, passed) => {
    stage.prosody.requests.length = 0;
    expect(await echo(stage, path, "<open/>")).toBe("<open/>");
    expect(stage.prosody.requests.map(({ url }) => url)).toEqual([passed]);
    expect(stage.prosody.requests[0]?.headers["x-forwarded-for"]).toBe("127.0.0.2");
  });

  test("the client's address arrives, and not the one that it claims", async () => {
    stage.prosody.requests.length = 0;
    const { status } = await get(stage, "/http-bind", { "x-forwarded-for": "203.0.113.9" });
    expect({ status, addresses: stage.prosody.requests.map(({ headers }) => headers["x-forwarded-for"]) }).toEqual({
      status: 200,
      addresses: ["127.0.0.2"],
    });
  });

  test("a long token in an address is taken", async () => {
    expect((await get(stage, `/room?jwt=${"a".repeat(6000)}`)).status).toBe(200);
  });

  test("HTTP is redirected to the public URL, with its port", async () => {
    const { status, headers } = await getPlain(stage, "/acme/room?x=1");
    expect({ status, location: headers.location }).toEqual({ status: 301, location: `${origin()}/acme/room?x=1` });
  });

  return () => stage;
}

/** To be called last: it ends the stack behind the proxy. */
export function logsWithoutTokens(stage: () => Stage): void {
  test("no token reaches the proxy's logs, also while the stack does not answer", async () => {
    const headers = { referer: `https://${host}/room?jwt=SECRET` };
    await get(stage(), "/room?jwt=SECRET", headers);
    await stage().stopStack();
    expect((await get(stage(), "/http-bind?token=SECRET", headers)).status).toBeGreaterThanOrEqual(502);
    const logs = await stage().logs();
    expect(logs).toContain("GET /http-bind");
    expect(logs).not.toContain("SECRET");
  });
}
