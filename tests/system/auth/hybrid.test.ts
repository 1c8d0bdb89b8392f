import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { type Element, xml } from "@xmpp/client";
import { ask, configureRoom, join } from "../rehearsal-web/xmpp.ts";
import type { TestServer } from "./http.ts";
import { matrixToken, meetingName, serviceToken, startMatrixService } from "./matrix-service.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { type TokenOptions, appId, appSecret, token } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const muc = "muc.meet.jitsi";
const room = `${meetingName}@${muc}`;
let service: TestServer;
let prosody: Prosody;

beforeAll(async () => {
  service = await startMatrixService();
  await buildProsody();
  prosody = await startProsody({
    settings: {
      auth: {
        type: "hybrid_matrix_token",
        jwt: { appId },
        matrix: { uvsUrl: service.url, issuer: "issuer", syncPowerLevels: true, lobbyBypass: true },
      },
    },
    secrets: { "jwt-app-secret": appSecret, "matrix-auth-token": serviceToken },
  });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await service.stop();
});

const withToken = async (options: TokenOptions): Promise<string> => `room=plan&token=${await token(options)}`;
const withMatrix = async (person: string, options = {}): Promise<string> =>
  `room=${meetingName}&token=${await matrixToken(person, options)}`;

test("a token of the application logs in, and the Matrix service is not asked", async () => {
  expect(await prosody.attempt({ domain, query: await withToken({}) })).toBe("welcome");
  expect(service.asked).toEqual([]);
});

test("a token of a Matrix client logs in, when the service knows the person", async () => {
  expect(await prosody.attempt({ domain, query: await withMatrix("openid-member") })).toBe("welcome");
  expect(await prosody.attempt({ domain, query: await withMatrix("openid-stranger") })).toBe(
    "not-allowed: Matrix token invalid or not in room",
  );
});

test.each<[string, () => Promise<string>, string]>([
  ["a token signed with the Matrix word", () => withToken({ key: "notused" }), "not-allowed: Invalid signature"],
  ["a Matrix token signed with the application's secret", () => withMatrix("openid-member", { key: appSecret }), "not-allowed: Invalid signature"],
  ["a Matrix token of an issuer that is neither's", () => withMatrix("openid-member", { claims: { iss: "other" } }), "not-allowed: invalid 'iss' claim"],
  ["a token of the application with Matrix' issuer", () => withToken({ claims: { iss: "issuer" } }), "not-allowed: invalid 'iss' claim"],
  ["a token that has ended", () => withToken({ expiresIn: -1 }), "not-allowed: Not acceptable by exp"],
])("%s is refused", async (_, query, refusal) => {
  expect(await prosody.attempt({ domain, query: await query() })).toBe(refusal);
}); // prettier-ignore

test("a Matrix token opens its room only", async () => {
  await prosody.openRoom(room);
  await prosody.openRoom(`plan@${muc}`);
  const person = await prosody.person({
    domain,
    query: await withMatrix("openid-member", { claims: { room: meetingName } }),
  });
  expect(await join(person, `plan@${muc}/0123abcd`)).toBe("not-allowed");
  expect(await join(person, `${room}/0123abcd`)).toBe("joined");
});

test("people of the Matrix room pass the lobby, others wait in it", async () => {
  const focus = await prosody.openRoom(room);
  await configureRoom(focus, room, { "muc#roomconfig_membersonly": "1" });
  const member = await prosody.person({ domain, query: await withMatrix("openid-member") });
  expect(await join(member, `${room}/0123abcd`, "Member")).toBe("joined");
  const other = await prosody.person({ domain, query: await withToken({}) });
  expect(await join(other, `${room}/4567cdef`, "Other")).toBe("registration-required");
});

const affiliationIn = (presence: Element): string | undefined =>
  presence.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item")?.attrs["affiliation"];

test("whom jicofo makes a moderator stays one only when they are powerful in Matrix", async () => {
  const focus = await prosody.openRoom(room);
  const since = focus.received.length;
  const shown = (nick: string): Element[] =>
    focus.received.slice(since).filter(({ attrs }) => attrs["from"] === `${room}/${nick}`);
  const owned: Element[] = [];
  for (const nick of ["admin", "member"]) {
    const person = await prosody.person({ domain, query: await withMatrix(`openid-${nick}`) });
    expect(await join(person, `${room}/${nick}`)).toBe("joined");
    owned.push(xml("item", { affiliation: "owner", jid: person.jid.split("/")[0] }));
  }
  for (const item of owned) {
    await ask(focus, room, xml("query", { xmlns: "http://jabber.org/protocol/muc#admin" }, item), "set");
  }
  const isOwner = (stanza: Element): boolean =>
    stanza.attrs["from"] === `${room}/member` && affiliationIn(stanza) === "owner";
  await focus.receive(isOwner, since);
  const promoted = focus.received.findIndex(isOwner);
  await focus.receive(
    (stanza) => stanza.attrs["from"] === `${room}/member` && affiliationIn(stanza) === "member",
    promoted,
  );
  expect(shown("admin").map(affiliationIn).at(-1)).toBe("owner");
});
