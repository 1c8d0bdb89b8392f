import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Element, xml } from "@xmpp/client";
import { type Session, ask, join } from "../rehearsal-web/xmpp.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { appId, appSecret, token } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const guests = "guest.meet.jitsi";
const muc = "muc.meet.jitsi";
const secrets = { "jwt-app-secret": appSecret };

beforeAll(buildProsody, 600_000);

/** Enters a room; gives the affiliation that one ends up with, or the refusal. */
async function enter(person: Session, occupant: string): Promise<string> {
  const outcome = await join(person, occupant);
  if (outcome !== "joined") {
    return outcome;
  }
  // Answered behind all that the entry has set off.
  await ask(person, person.jid.split(/[@/]/)[1] ?? "", xml("ping", { xmlns: "urn:xmpp:ping" }));
  const mine = (stanza: Element): boolean => stanza.is("presence") && stanza.attrs["from"] === occupant;
  const last = person.received.filter(mine).at(-1);
  const item = last?.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item");
  return item?.attrs["affiliation"] ?? "";
}

describe("where guests wait for a host", () => {
  let prosody: Prosody;
  const withToken = async (): Promise<Session> => prosody.person({ domain, query: `token=${await token()}` });

  beforeAll(async () => {
    prosody = await startProsody({
      settings: { auth: { type: "jwt", guests: true, jwt: { appId } }, rooms: { waitForHost: { enabled: true } } },
      secrets,
    });
  });
  afterEach(() => prosody.closeSessions());
  afterAll(() => prosody.stop());

  test("a guest is sent to the lobby until somebody with a token comes, who is made an owner", async () => {
    const room = `hosted@${muc}`;
    await prosody.openRoom(room);
    const guest = await prosody.person({ domain: guests });
    expect(await enter(guest, `${room}/0123abcd`)).toBe("registration-required");
    expect(await enter(await withToken(), `${room}/4567cdef`)).toBe("owner");
    expect(await enter(guest, `${room}/0123abcd`)).toBe("none");
  });

  test("a guest who brings a token, good or bad, is no host by it", async () => {
    const room = `pretended@${muc}`;
    await prosody.openRoom(room);
    for (const query of [`token=${await token()}`, "token=a.b.c"]) {
      const guest = await prosody.person({ domain: guests, query });
      expect(await enter(guest, `${room}/0123abcd`)).toBe("registration-required");
    }
  });
});

describe("where everybody is a moderator", () => {
  let prosody: Prosody;
  const withToken = async (claims: Readonly<Record<string, unknown>>): Promise<Session> =>
    prosody.person({ domain, query: `token=${await token({ claims })}` });

  beforeAll(async () => {
    const jwt = {
      appId,
      acceptedIssuers: [appId, "partner"],
      moderators: "everybody",
      moderatedRooms: ["board"],
      moderatedTenants: ["acme"],
      moderatorIssuers: [appId],
    };
    prosody = await startProsody({ settings: { auth: { type: "jwt", guests: true, jwt } }, secrets });
  });
  afterEach(() => prosody.closeSessions());
  afterAll(() => prosody.stop());

  test.each([
    ["plan", undefined, "owner"],
    ["plan", {}, "owner"],
    ["board", undefined, "none"],
    ["board", { room: "board" }, "owner"],
    ["board", { room: "*" }, "owner"],
    ["board", { iss: "partner" }, "none"],
    ["[acme]plan", { context: { group: "acme" } }, "owner"],
    ["[acme]plan", { context: { group: "other" } }, "none"],
    ["[other]plan", {}, "owner"],
  ])("in %s a person with %j has the affiliation %s", async (name, claims, affiliation) => {
    const [, tenant, plain = name] = /^\[(.+)\](.+)$/.exec(name) ?? [];
    const room = `${plain}@muc.${tenant === undefined ? "" : `${tenant}.`}meet.jitsi`;
    await prosody.openRoom(room);
    const person = claims === undefined ? await prosody.person({ domain: guests }) : await withToken(claims);
    expect(await enter(person, `${room}/0123abcd`)).toBe(affiliation);
  });
});
