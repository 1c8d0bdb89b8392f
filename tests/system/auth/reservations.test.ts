import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { type Element, xml } from "@xmpp/client";
import { type Focus, actAsFocus } from "../rehearsal-web/focus.ts";
import { type Session, ask } from "../rehearsal-web/xmpp.ts";
import { type Answer, type Asked, type TestServer, startServer } from "./http.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const muc = "muc.meet.jitsi";
const authorization = "Bearer reservations-token";
let system: TestServer;
let answer: (asked: Asked) => Answer;
let prosody: Prosody;
let focus: Focus;

beforeAll(async () => {
  system = await startServer((asked) => answer(asked));
  await buildProsody();
  prosody = await startProsody({
    settings: {
      auth: { reservations: { enabled: true, baseUrl: system.url, authorization: true, retries: 1, retryDelay: 1 } },
    },
    secrets: { "reservations-authorization": authorization },
  });
}, 600_000);
beforeEach(async () => {
  system.asked.length = 0;
  const account = { domain: "auth.meet.jitsi", username: "focus", password: "focus-secret", resource: "focus" };
  focus = await actAsFocus(await prosody.person(account));
});
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await system.stop();
});

const reservation = (name: string, more: object = {}): object => ({
  id: 17,
  name,
  mail_owner: "alice@example.org",
  start_time: "2026-01-01T10:00:00.000Z",
  duration: 10 ** 9,
  ...more,
});

/** What the answer to a conference request says: `ready`, or code and text of the refusal. */
async function request(person: Session, room: string): Promise<string> {
  const conference = xml("conference", { xmlns: "http://jitsi.org/protocol/focus", room });
  const since = person.received.length;
  await ask(person, "focus.meet.jitsi", conference, "set");
  const stanza = await person.receive((one) => one.is("iq") && one.attrs["from"] === "focus.meet.jitsi", since);
  const error = stanza.getChild("error");
  const code = error?.getChild("reservation-error", "http://jitsi.org/protocol/focus")?.attrs["error-code"];
  return error ? `${String(code)} ${String(textOf(error))}` : "ready";
}

function textOf(error: Element): string | null {
  return error.getChildText("text", "urn:ietf:params:xml:ns:xmpp-stanzas");
}

test("a meeting begins when the system allows it, is asked for once, and is given back when it ends", async () => {
  answer = () => ({ status: 200, body: reservation("plan") });
  const person = await prosody.person({ domain });
  const other = await prosody.person({ domain });
  expect(await Promise.all([request(person, `plan@${muc}`), request(other, `plan@${muc}`)])).toEqual([
    "ready",
    "ready",
  ]);
  const [created] = system.asked;
  expect(created).toMatchObject({ method: "POST", path: "/conference", authorization });
  const form = new URLSearchParams(created?.body);
  expect([...form.keys()].sort()).toEqual(["mail_owner", "name", "start_time"]);
  expect(form.get("name")).toBe("plan");
  expect(form.get("mail_owner")).toBe(person.jid.split("/")[0]);
  expect(form.get("start_time")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

  await focus.leave(`plan@${muc}`);
  await until(() => system.asked.length === 2);
  expect(system.asked[1]).toMatchObject({ method: "DELETE", path: "/conference/17", authorization, body: "" });
});

test("a tenant's room is asked for under both names", async () => {
  answer = () => ({ status: 201, body: reservation("[acme]plan") });
  expect(await request(await prosody.person({ domain }), "plan@muc.acme.meet.jitsi")).toBe("ready");
  expect(new URLSearchParams(system.asked[0]?.body).get("name")).toBe("[acme]plan");
});

test.each<[string, string, Answer, string]>([
  ["a refusal, with the system's words", "r1", { status: 403, body: { message: "Not on Sundays" } }, "403 Not on Sundays"],
  ["a refusal without words", "r2", { status: 403, body: "no" }, "403 Rejected by reservation server"],
  ["a reservation of another room", "r3", { status: 200, body: reservation("other") }, "500 Invalid response from reservation server"],
  ["no owner", "r4", { status: 200, body: reservation("r4", { mail_owner: undefined }) }, "500 Invalid response from reservation server"],
  ["no id", "r5", { status: 200, body: reservation("r5", { id: undefined }) }, "500 Invalid response from reservation server"],
  ["a duration that is no number", "r6", { status: 200, body: reservation("r6", { duration: "long" }) }, "500 Invalid response from reservation server"],
  ["no beginning", "r7", { status: 200, body: reservation("r7", { start_time: undefined }) }, "500 Invalid response from reservation server"],
  ["a time that is over", "r8", { status: 200, body: reservation("r8", { duration: 60 }) }, "419 Reservation expired"],
  ["a conflict without its number", "r9", { status: 409, body: {} }, "409 Invalid response from reservation server"],
])("no meeting begins after %s", async (_, room, reply, refusal) => {
  answer = () => reply;
  expect(await request(await prosody.person({ domain }), `${room}@${muc}`)).toBe(refusal);
  expect(focus.requested).toEqual([]);
}); // prettier-ignore

test("a conflict is looked up, and is no refusal when it is this meeting", async () => {
  answer = ({ method }) =>
    method === "POST"
      ? { status: 409, body: { conflict_id: 5 } }
      : { status: 200, body: reservation("mine", { id: 5 }) };
  expect(await request(await prosody.person({ domain }), `mine@${muc}`)).toBe("ready");
  expect(system.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /conference",
    "GET /conference/5",
  ]);
});

test("an error of the system is asked again, and then refused", async () => {
  answer = () => ({ status: 502, body: { message: "down" } });
  expect(await request(await prosody.person({ domain }), `broken@${muc}`)).toBe("502 down");
  expect(system.asked).toHaveLength(2);
});

async function until(fits: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!fits()) {
    if (Date.now() > end) {
      throw new Error(`waited 5 s in vain; asked: ${JSON.stringify(system.asked)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
