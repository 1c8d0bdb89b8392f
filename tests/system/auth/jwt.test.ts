import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { join, type Session } from "../rehearsal-web/xmpp.ts";
import { boshLogin } from "./bosh.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { type TokenOptions, appId, appSecret, token, unsignedToken } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const muc = "muc.meet.jitsi";
const started: Prosody[] = [];

beforeAll(buildProsody, 600_000);
afterAll(async () => {
  await Promise.all(started.map((prosody) => prosody.stop()));
});

/** Starts Prosody with token login. */
async function start(jwt: Readonly<Record<string, unknown>>): Promise<Prosody> {
  const prosody = await startProsody({
    settings: { auth: { type: "jwt", jwt: { appId, ...jwt } } },
    secrets: { "jwt-app-secret": appSecret },
  });
  started.push(prosody);
  return prosody;
}

describe("a token signed with the shared secret", () => {
  let prosody: Prosody;
  const attempt = async (options: TokenOptions): Promise<string> =>
    prosody.attempt({ domain, query: `token=${await token(options)}` });
  const person = async (claims: TokenOptions["claims"]): Promise<Session> =>
    prosody.person({ domain, query: `room=plan&token=${await token({ claims: claims ?? {} })}` });

  beforeAll(async () => {
    prosody = await start({ acceptedAudiences: ["jitsi"] });
  });
  afterEach(() => prosody.closeSessions());

  test("logs in by the address over WebSocket and BOSH, and by the header Authorization", async () => {
    const good = await token();
    expect(await prosody.attempt({ domain, query: `token=${good}` })).toBe("welcome");
    const { port } = prosody;
    expect(await boshLogin({ port, domain, query: `token=${good}&room=plan` })).toMatch(/^[0-9a-f-]{36}@meet\.jitsi\//);
    expect(await boshLogin({ port, domain, headers: { authorization: `Bearer ${good}` } })).toMatch(/@meet\.jitsi\//);
    expect(await boshLogin({ port, domain })).toBe("not-allowed");
  });

  test("is good for ever where it names no end", async () => {
    expect(await attempt({ expiresIn: undefined })).toBe("welcome");
  });

  const minute = Math.floor(Date.now() / 1000) + 60;
  test.each<[string, TokenOptions, string]>([
    ["another secret", { key: "another-secret-of-more-than-32-bytes!" }, "not-allowed: Invalid signature"],
    ["an end that is past", { expiresIn: -1 }, "not-allowed: Not acceptable by exp"],
    ["a beginning that is to come", { claims: { nbf: minute } }, "not-allowed: Not acceptable by nbf"],
    ["another issuer", { claims: { iss: "other-app" } }, "not-allowed: invalid 'iss' claim"],
    ["no issuer", { claims: { iss: undefined } }, "not-allowed: 'iss' claim is missing"],
    ["another audience", { claims: { aud: "other" } }, "not-allowed: invalid 'aud' claim"],
    ["no audience", { claims: { aud: undefined } }, "not-allowed: 'aud' claim is missing"],
    ["no room", { claims: { room: undefined } }, "not-authorized: room claim is missing"],
    ["no subject", { claims: { sub: undefined } }, "not-authorized: sub claim is missing"],
    ["another algorithm of the family", { header: { alg: "HS384" } }, "not-allowed: Invalid or incorrect alg"],
  ])("with %s is refused", async (_, options, refusal) => {
    expect(await attempt(options)).toBe(refusal);
  });

  test("is needed: no token, one that nobody has signed, and one that is none are refused", async () => {
    expect(await prosody.attempt({ domain })).toBe("not-allowed: token required");
    const attempts = [unsignedToken(), "no-token", "a.b.c"].map((text) =>
      prosody.attempt({ domain, query: `token=${text}` }),
    );
    expect(await Promise.all(attempts)).toEqual([
      "not-allowed: Invalid token",
      "not-allowed: Invalid token",
      "not-allowed: Invalid header",
    ]);
  });

  test("opens the room that it names and no other, upper and lower case alike", async () => {
    await prosody.openRoom(`plan@${muc}`);
    await prosody.openRoom(`other@${muc}`);
    const planner = await person({ room: "Plan" });
    expect(await join(planner, `plan@${muc}/0123abcd`)).toBe("joined");
    expect(await join(planner, `other@${muc}/0123abcd`)).toBe("not-allowed");
    const anywhere = await person({ room: "*" });
    expect(await join(anywhere, `other@${muc}/4567cdef`)).toBe("joined");
  });

  test("makes no room: only jicofo does", async () => {
    const person1 = await person({ room: "*" });
    expect(await join(person1, `new@${muc}/0123abcd`)).toBe("not-allowed");
    await prosody.openRoom(`new@${muc}`);
    expect(await join(person1, `new@${muc}/0123abcd`)).toBe("joined");
  });

  test("counts for nothing on the services' domain, where a password is needed", async () => {
    expect(await boshLogin({ port: prosody.port, domain: "auth.meet.jitsi", query: `token=${await token()}` })).toBe(
      "invalid-mechanism",
    );
  });
});

describe("with domain verification and moderators from the token", () => {
  let prosody: Prosody;
  const person = async (claims: TokenOptions["claims"], query = ""): Promise<Session> =>
    prosody.person({ domain, query: `token=${await token({ claims: claims ?? {} })}${query}` });
  /** Affiliation and role that somebody is shown on entering. */
  const entersAs = async (user: Readonly<Record<string, unknown>>): Promise<string> => {
    const session = await person({ context: { user } });
    expect(await join(session, `plan@${muc}/0123abcd`)).toBe("joined");
    const own = session.received.find(({ attrs }) => attrs["from"] === `plan@${muc}/0123abcd`);
    const item = own?.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item");
    await session.client.send(xml("presence", { to: `plan@${muc}/0123abcd`, type: "unavailable" }));
    return `${String(item?.attrs["affiliation"])} ${String(item?.attrs["role"])}`;
  };

  beforeAll(async () => {
    prosody = await start({ verifyDomain: true, allowEmpty: true, moderators: "token" });
  });
  afterEach(() => prosody.closeSessions());

  test.each([
    [{ moderator: true }, "owner moderator"],
    [{ moderator: "true" }, "owner moderator"],
    [{ affiliation: "owner" }, "owner moderator"],
    [{ affiliation: "teacher" }, "owner moderator"],
    [{ moderator: false }, "member participant"],
    [{ name: "Alice" }, "member participant"],
  ])("a person of whom the token says %j enters as %s", async (user, expected) => {
    await prosody.openRoom(`plan@${muc}`);
    expect(await entersAs(user)).toBe(expected);
  });

  test.each([
    ["the domain's own rooms", { sub: domain }, "plan", "joined"],
    ["rooms of a tenant, with the domain as subject", { sub: domain }, "[acme]plan", "not-allowed"],
    ["rooms of its tenant", { sub: "acme" }, "[acme]plan", "joined"],
    ["rooms without tenant, with a tenant as subject", { sub: "acme" }, "plan", "not-allowed"],
    ["rooms of another tenant", { sub: "other" }, "[acme]plan", "not-allowed"],
    ["any tenant's rooms, with any subject", { sub: "*" }, "[acme]plan", "joined"],
    ["rooms that fit a pattern", { room: "^pl.n$", context: { room: { regex: true } } }, "plan", "joined"],
    ["rooms that do not fit a pattern", { room: "^x.*$", context: { room: { regex: true } } }, "plan", "not-allowed"],
    ["rooms by a broken pattern", { room: "%", context: { room: { regex: true } } }, "plan", "not-allowed"],
    ["rooms by a pattern that is not said to be one", { room: "^pl.n$" }, "plan", "not-allowed"],
  ])("entering %s", async (_, claims, room, expected) => {
    const address = room.startsWith("[acme]") ? `${room.slice(6)}@muc.acme.${domain}` : `${room}@${muc}`;
    await prosody.openRoom(address);
    expect(await join(await person(claims), `${address}/0123abcd`)).toBe(expected);
  });

  test("a person without a token comes in, where empty tokens are allowed; with a bad one nobody does", async () => {
    await prosody.openRoom(`plan@${muc}`);
    expect(await join(await prosody.person({ domain }), `plan@${muc}/0123abcd`)).toBe("joined");
    expect(await prosody.attempt({ domain, query: "token=x.y.z" })).toBe("not-allowed: Invalid header");
  });
});
