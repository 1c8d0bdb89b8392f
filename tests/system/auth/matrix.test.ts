import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { type Session, ask, join } from "../rehearsal-web/xmpp.ts";
import type { TestServer } from "./http.ts";
import { matrixRoom, matrixToken, meetingName, serviceToken, startMatrixService } from "./matrix-service.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { token } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const room = `${meetingName}@muc.meet.jitsi`;
let service: TestServer;
let prosody: Prosody;

beforeAll(async () => {
  service = await startMatrixService();
  await buildProsody();
  prosody = await startProsody({
    settings: { auth: { type: "matrix", matrix: { uvsUrl: service.url, issuer: "issuer", syncPowerLevels: true } } },
    secrets: { "matrix-auth-token": serviceToken },
  });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await service.stop();
});

const attempt = async (text: Promise<string>, name = meetingName): Promise<string> =>
  prosody.attempt({ domain, query: `room=${name}&token=${await text}` });

test("a person of the Matrix room logs in to its meeting, after the service was asked about them", async () => {
  const before = service.asked.length;
  expect(await attempt(matrixToken("openid-member"))).toBe("welcome");
  expect(service.asked.slice(before)).toEqual([
    {
      method: "POST",
      path: "/verify/user_in_room",
      authorization: `Bearer ${serviceToken}`,
      body: expect.any(String),
    },
  ]);
  expect(JSON.parse(service.asked.at(-1)?.body ?? "")).toEqual({
    token: "openid-member",
    room_id: matrixRoom,
    matrix_server_name: "example.org",
  });
});

test.each<[string, () => Promise<string>, string]>([
  ["somebody whom the service does not know", () => matrixToken("openid-stranger"), "access-denied: Token invalid or not in room"],
  ["a token for another Matrix room", () => matrixToken("openid-member", { roomId: "!other:example.org" }), "access-denied: Jitsi room does not match Matrix room"],
  ["a token for no Matrix room", () => matrixToken("openid-member", { roomId: undefined }), "bad-request: Matrix room ID must be given."],
  ["a token without Matrix", () => token({ key: "notused", claims: { iss: "issuer" } }), "bad-request: Matrix room ID must be given."],
  ["another word than `notused`", () => matrixToken("openid-member", { key: "a-secret" }), "bad-request: JWT token cannot be decoded: Invalid signature"],
  ["another issuer", () => matrixToken("openid-member", { claims: { iss: "other" } }), "bad-request: JWT token cannot be decoded: invalid 'iss' claim"],
])("%s is refused", async (_, text, refusal) => {
  expect(await attempt(text())).toBe(refusal);
}); // prettier-ignore

test("without a token nobody comes in, and with one for this room nobody comes in by another name", async () => {
  const wanted = "bad-request: JWT token must be provided with OpenID token and room ID";
  expect(await prosody.attempt({ domain })).toBe(wanted);
  expect(await attempt(matrixToken("openid-member"), "plan")).toBe(
    "access-denied: Jitsi room does not match Matrix room",
  );
});

/** Enters the meeting; gives the session and the affiliation that it ends up with. */
async function enterAs(person: string, nick: string): Promise<{ session: Session; affiliation: string }> {
  const session = await prosody.person({ domain, query: `room=${meetingName}&token=${await matrixToken(person)}` });
  expect(await join(session, `${room}/${nick}`)).toBe("joined");
  await ask(session, domain, xml("ping", { xmlns: "urn:xmpp:ping" }));
  const own = session.received.filter((stanza) => stanza.is("presence") && stanza.attrs["from"] === `${room}/${nick}`);
  const item = own.at(-1)?.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item");
  return { session, affiliation: item?.attrs["affiliation"] ?? "none" };
}

test("who is powerful in Matrix is a moderator, and jicofo cannot make others one", async () => {
  const focus = await prosody.openRoom(room);
  expect((await enterAs("openid-admin", "admin")).affiliation).toBe("owner");
  const { session, affiliation } = await enterAs("openid-member", "member");
  expect(affiliation).toBe("member");
  const item = xml("item", { affiliation: "owner", jid: session.jid.split("/")[0] });
  const query = xml("query", { xmlns: "http://jabber.org/protocol/muc#admin" }, item);
  expect(await ask(focus, room, query, "set")).toEqual({ condition: "not-acceptable" });
});
