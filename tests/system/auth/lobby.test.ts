import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { type Element, xml } from "@xmpp/client";
import { type Session, ask, configureRoom, errorCondition, invite, join } from "../rehearsal-web/xmpp.ts";
import { type Meeting, meet, settle, visitor } from "./meeting.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const muc = "http://jabber.org/protocol/muc";
let prosody: Prosody;

beforeAll(async () => {
  await buildProsody();
  prosody = await startProsody({ settings: {} });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
});

interface Closed extends Meeting {
  readonly lobby: string;
  /** Somebody who knocks, and waits in the lobby as `waiting`. */
  readonly waiting: Session;
}

/** A meeting that its moderator has closed, and somebody in front of it. */
async function close(name: string, fields: Readonly<Record<string, string>> = {}): Promise<Closed> {
  const meeting = await meet(prosody, name);
  await configureRoom(meeting.moderator, meeting.room, { "muc#roomconfig_membersonly": "1", ...fields });
  const lobby = `${name}@lobby.meet.jitsi`;
  const waiting = await visitor(prosody, name);
  expect(await join(waiting, `${meeting.room}/waiting`, "Will")).toBe("registration-required");
  expect(await join(waiting, `${lobby}/waiting`, "Will")).toBe("joined");
  return { ...meeting, lobby, waiting };
}

/** Puts somebody out of a room by nickname. */
async function putOut(person: Session, room: string, nick: string): Promise<Element | { condition: string }> {
  const item = xml("item", { nick, role: "none" });
  return ask(person, room, xml("query", { xmlns: `${muc}#admin` }, item), "set");
}

async function lobbyInInfo(person: Session, room: string): Promise<string | null | undefined> {
  const info = await ask(person, room, xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }));
  const fields = "condition" in info ? [] : (info.getChild("query")?.getChild("x")?.getChildren("field") ?? []);
  return fields.find(({ attrs }) => attrs["var"] === "muc#roominfo_lobbyroom")?.getChildText("value");
}

test("a moderator closes a room and sees where people wait, nobody else closes it", async () => {
  const { room, moderator, guest } = await meet(prosody, "closing");
  await configureRoom(guest, room, { "muc#roomconfig_membersonly": "1" });
  expect(await lobbyInInfo(moderator, room)).toBeUndefined();
  expect(await join(await visitor(prosody, "closing"), `${room}/early`)).toBe("joined");
  await configureRoom(moderator, room, { "muc#roomconfig_membersonly": "1" });
  expect(await lobbyInInfo(moderator, room)).toBe("closing@lobby.meet.jitsi");
});

test("who knocks comes in when a moderator asks them in, and not when anybody else does", async () => {
  const { room, moderator, waiting } = await close("admit");
  const other = await visitor(prosody, "admit");
  await invite(other, room, waiting.jid);
  await settle(other);
  expect(await join(waiting, `${room}/waiting`, "Will")).toBe("registration-required");
  await invite(moderator, room, waiting.jid);
  await waiting.receive((stanza) => stanza.is("message") && stanza.attrs["from"] === room);
  expect(await join(waiting, `${room}/waiting`, "Will")).toBe("joined");
});

test("a moderator turns somebody away; others who wait do not", async () => {
  const { room, lobby, moderator, waiting } = await close("refuse");
  const other = await visitor(prosody, "refuse");
  expect(await join(other, `${lobby}/other`, "Olga")).toBe("joined");
  expect(await putOut(other, lobby, "waiting")).toEqual({ condition: "not-allowed" });
  expect(await join(moderator, `${lobby}/mod`)).toBe("joined");
  const since = waiting.received.length;
  await putOut(moderator, lobby, "waiting");
  const last = await waiting.receive(({ attrs }) => attrs["from"] === `${lobby}/waiting`, since);
  const statuses = last.getChild("x", `${muc}#user`)?.getChildren("status") ?? [];
  expect(last.attrs["type"]).toBe("unavailable");
  expect(statuses.map(({ attrs }) => attrs["code"])).toContain("307");
  expect(await join(waiting, `${room}/waiting`, "Will")).toBe("registration-required");
});

test("who knows the room's password need not wait", async () => {
  const { room } = await close("password", { "muc#roomconfig_roomsecret": "open" });
  const enter = async (password: string): Promise<string> => {
    const person = await visitor(prosody, "password");
    const nick = `${room}/${person.jid.slice(0, 8)}`;
    await person.client.send(
      xml(
        "presence",
        { to: nick },
        xml("x", { xmlns: muc }, xml("password", {}, password)),
        xml("nick", { xmlns: "http://jabber.org/protocol/nick" }, "Pia"),
      ),
    );
    const answer = await person.receive((stanza) => stanza.is("presence") && stanza.attrs["from"] === nick);
    return answer.attrs["type"] === "error" ? errorCondition(answer) : "joined";
  };
  expect([await enter("shut"), await enter("open")]).toEqual(["registration-required", "joined"]);
});

test("when the room is opened the lobby is gone, and who waits may enter", async () => {
  const { room, lobby, moderator, waiting } = await close("open");
  const since = waiting.received.length;
  await configureRoom(moderator, room, { "muc#roomconfig_membersonly": "0" });
  const last = await waiting.receive(({ attrs }) => attrs["from"] === `${lobby}/waiting`, since);
  expect(last.getChild("x", `${muc}#user`)?.getChild("destroy")).toBeDefined();
  expect(await join(waiting, `${room}/waiting`, "Will")).toBe("joined");
  expect(await lobbyInInfo(moderator, room)).toBeUndefined();
});
