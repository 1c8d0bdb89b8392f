import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { type Session, join, login } from "../rehearsal-web/xmpp.ts";
import { type ClientAddress, clientAt } from "./address.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const muc = "muc.meet.jitsi";
let prosody: Prosody;
const cleanup: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  await buildProsody();
  prosody = await startProsody({
    settings: { rooms: { rateLimits: { enabled: true, loginRate: 2, addressRate: 300, sessionRate: 5000, joins: 1 } } },
  });
}, 600_000);
afterEach(async () => {
  await Promise.all(cleanup.splice(0).map((end) => end()));
  await prosody.closeSessions();
});
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
});

async function at(address: string): Promise<ClientAddress> {
  const client = await clientAt(address, prosody.port);
  cleanup.push(() => client.stop());
  return client;
}

/** Milliseconds that a login takes. */
async function loginTime({ port }: ClientAddress): Promise<number> {
  const start = performance.now();
  await login({ port, domain });
  return performance.now() - start;
}

test("who logs in too often from one address is slowed down, and nobody from another one", async () => {
  const eager = await at("203.0.113.7");
  // Two within two seconds are free.
  const first = [await loginTime(eager), await loginTime(eager)];
  const late = await loginTime(eager);
  const elsewhere = await loginTime(await at("203.0.113.8"));
  expect(Math.max(...first, elsewhere)).toBeLessThan(1000);
  expect(late).toBeGreaterThan(1500);
});

test("addresses of the stack's own networks are free", async () => {
  const inside = await at("172.20.0.9");
  const times = [await loginTime(inside), await loginTime(inside), await loginTime(inside), await loginTime(inside)];
  expect(Math.max(...times)).toBeLessThan(1000);
});

/** Sends requests in one go. Gives what ends it: all answers, or the error that closes the connection. */
async function flood(session: Session, count: number): Promise<string> {
  const ping = xml("ping", { xmlns: "urn:xmpp:ping" });
  for (let i = 0; i < count; i++) {
    // The connection may be closed before all is sent.
    void session.client.send(xml("iq", { type: "get", to: domain, id: `f${String(i)}` }, ping)).catch(() => undefined);
  }
  const last = `f${String(count - 1)}`;
  const end = await session.receive((stanza) => stanza.name === "stream:error" || stanza.attrs["id"] === last);
  return end.name === "stream:error"
    ? (/<([a-z-]+) xmlns="[^"]*xmpp-streams"/.exec(end.toString())?.[1] ?? "")
    : "answered";
}

test("a connection that floods the server is closed, one that asks now and then is not", async () => {
  const { port } = await at("203.0.113.9");
  expect(await flood(await login({ port, domain }), 25)).toBe("answered");
  expect(await flood(await login({ port, domain }), 80)).toBe("policy-violation");
});

test("people enter one room no faster than its rate, and all of them enter", async () => {
  await prosody.openRoom(`queue@${muc}`);
  const people = await Promise.all(["a", "b", "c"].map(() => prosody.person({ domain })));
  const times = await Promise.all(
    people.map(async (person, i) => {
      expect(await join(person, `queue@${muc}/person${String(i)}`)).toBe("joined");
      return performance.now();
    }),
  );
  // One a second: the third is two seconds behind the first.
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1500);
});
