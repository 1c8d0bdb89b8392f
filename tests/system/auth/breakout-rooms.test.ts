import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { type Session, ask, join } from "../rehearsal-web/xmpp.ts";
import { type Meeting, meet, request, settle, told, untilTold, visitor } from "./meeting.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const component = "breakout.meet.jitsi";
const type = "breakout_rooms";
let prosody: Prosody;

beforeAll(async () => {
  await buildProsody();
  prosody = await startProsody({ settings: {} });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
});

async function command(someone: Session, name: string, attributes: Readonly<Record<string, string>>): Promise<string> {
  return request(someone, component, xml(type, { type: `features/breakout-rooms/${name}`, ...attributes }));
}

interface Room {
  readonly id: string;
  readonly jid: string;
  readonly name?: string;
  readonly participants: Readonly<Record<string, unknown>>;
}

interface State {
  readonly roomCounter: number;
  readonly rooms: Readonly<Record<string, Room>>;
}

/** The rooms in what somebody was told; none in a request to move. */
function roomsIn(value: unknown): readonly Room[] {
  return Object.values((value as Partial<State>).rooms ?? {});
}

/** Waits until somebody is told that the rooms are as they should be. */
async function state(someone: Session, fits: (rooms: readonly Room[]) => boolean, since = 0): Promise<State> {
  return (await untilTold(someone, type, (value) => fits(roomsIn(value)), since)) as State;
}

const names = (rooms: readonly Room[]): readonly unknown[] => rooms.map(({ name }) => name);

/** A meeting with one breakout room: its JID. */
async function split({ moderator }: Meeting): Promise<string> {
  expect(await command(moderator, "add", { subject: "Group" })).toBe("taken");
  const { rooms } = await state(moderator, (all) => names(all).includes("Group"));
  return Object.values(rooms).find(({ name }) => name === "Group")?.jid ?? "";
}

test("a moderator makes a breakout room, and everybody is told who is where", async () => {
  const { room, moderator, guest } = await meet(prosody, "make");
  expect(await command(moderator, "add", { subject: "Group" })).toBe("taken");
  const seen = await state(guest, (rooms) => rooms.length === 2);
  const id = Object.keys(seen.rooms).find((key) => key !== "make") ?? "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  const participants = {
    [`${room}/mod`]: { jid: moderator.jid, role: "moderator", displayName: "Mo" },
    [`${room}/guest`]: { jid: guest.jid, role: "participant" },
  };
  expect(seen).toEqual({
    type,
    event: "features/breakout-rooms/update",
    roomCounter: 1,
    rooms: {
      make: { id: "make", jid: room, isMainRoom: true, participants },
      [id]: { id, jid: `${id}@${component}`, name: "Group", participants: {} },
    },
  });
});

test("nobody else makes, renames, removes or moves, and such a room stays as it is", async () => {
  const meeting = await meet(prosody, "refused");
  const breakout = await split(meeting);
  const stranger = await visitor(prosody, "refused");
  for (const someone of [meeting.guest, stranger]) {
    const about = { breakoutRoomJid: breakout, roomJid: breakout, participantJid: meeting.moderator.jid };
    const outcomes = [
      await command(someone, "add", { subject: "Other" }),
      await command(someone, "rename", { ...about, subject: "Other" }),
      await command(someone, "remove", about),
      await command(someone, "move-to-room", about),
    ];
    expect(outcomes).toEqual(Array<string>(4).fill("service-unavailable"));
  }
  await command(meeting.moderator, "add", { subject: "Second" });
  const { rooms, roomCounter } = await state(meeting.guest, (all) => names(all).includes("Second"));
  expect(roomCounter).toBe(2);
  expect(new Set(names(Object.values(rooms)))).toEqual(new Set([undefined, "Group", "Second"]));
  expect(await told(meeting.moderator, type)).not.toContainEqual(
    expect.objectContaining({ event: "features/breakout-rooms/move-to-room" }),
  );
});

test("a breakout room can be entered when it was made, and only from its meeting", async () => {
  const meeting = await meet(prosody, "enter");
  expect(await join(meeting.focus, `unknown@${component}/focus`)).toBe("not-allowed");
  const breakout = await split(meeting);
  expect(await join(await visitor(prosody, "enter"), `${breakout}/early`)).toBe("not-allowed");
  await prosody.openRoom(breakout);
  expect(await join(await visitor(prosody, "enter"), `${breakout}/stranger`)).toBe("not-allowed");
  expect(await join(meeting.guest, `${breakout}/mod`)).toBe("conflict");
  expect(await join(meeting.guest, `${breakout}/guest`)).toBe("joined");
  await state(meeting.moderator, (rooms) =>
    rooms.some(({ jid, participants }) => jid === breakout && `${breakout}/guest` in participants),
  );
});

test("who goes from one room to another keeps the name meanwhile", async () => {
  const { room, moderator, guest } = await meet(prosody, "switch");
  await guest.client.send(
    xml("presence", { to: `${room}/guest`, type: "unavailable" }, xml("status", {}, "switch_room")),
  );
  await settle(guest, moderator);
  expect(await join(await visitor(prosody, "switch"), `${room}/guest`)).toBe("conflict");
  expect(await join(guest, `${room}/guest`)).toBe("joined");
});

test("moderators of the meeting are moderators in it, and it tells jicofo whose it is", async () => {
  const meeting = await meet(prosody, "info");
  const breakout = await split(meeting);
  const focus = await prosody.openRoom(breakout);
  expect(await join(meeting.moderator, `${breakout}/mod`)).toBe("joined");
  expect(await join(meeting.guest, `${breakout}/guest`)).toBe("joined");
  const roles = [meeting.moderator, meeting.guest].map((someone) => {
    const presences = someone.received.filter(({ attrs }) => attrs["from"]?.startsWith(`${breakout}/`));
    const own = presences.find((stanza) => stanza.toString().includes('code="110"'));
    return own?.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item")?.attrs["role"];
  });
  expect(roles).toEqual(["moderator", "participant"]);
  const disco = await ask(focus, breakout, xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }));
  const form = xml("query", { xmlns: "http://jabber.org/protocol/muc#owner" });
  for (const answer of [disco, await ask(focus, breakout, form)]) {
    const fields = "condition" in answer ? [] : (answer.getChild("query")?.getChild("x")?.getChildren("field") ?? []);
    const values = new Map(fields.map((field) => [field.attrs["var"], field.getChildText("value")]));
    expect(values.get("muc#roominfo_isbreakout")).toBe("1");
    expect(values.get("muc#roominfo_breakout_main_room")).toBe(meeting.room);
  }
});

test("a moderator renames it, asks somebody to go there, and removes it with all who are in it", async () => {
  const meeting = await meet(prosody, "change");
  const { room, moderator, guest } = meeting;
  const breakout = await split(meeting);
  await command(moderator, "rename", { breakoutRoomJid: breakout, subject: "Renamed" });
  const { rooms } = await state(guest, (all) => names(all).includes("Renamed"));
  expect(rooms[breakout.split("@")[0] ?? ""]?.jid).toBe(breakout);

  let since = guest.received.length;
  const move = { participantJid: guest.jid, roomJid: breakout };
  expect(await command(moderator, "move-to-room", move)).toBe("taken");
  expect(await command(moderator, "move-to-room", { ...move, roomJid: `x@${component}` })).toBe("service-unavailable");
  expect(await told(guest, type, since)).toEqual([
    { type, event: "features/breakout-rooms/move-to-room", roomJid: breakout },
  ]);

  await prosody.openRoom(breakout);
  expect(await join(guest, `${breakout}/guest`)).toBe("joined");
  since = guest.received.length;
  const removed = moderator.received.length;
  await command(moderator, "remove", { breakoutRoomJid: breakout });
  const last = await guest.receive(({ attrs }) => attrs["from"] === `${breakout}/guest`, since);
  const destroyed = last.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("destroy");
  expect([destroyed?.attrs["jid"], destroyed?.getChildText("reason")]).toEqual([room, "Breakout room removed."]);
  await state(moderator, (all) => all.length === 1, removed);
});

test("the meeting's end is its breakout rooms' end", async () => {
  const meeting = await meet(prosody, "end");
  const breakout = await split(meeting);
  await prosody.openRoom(breakout);
  expect(await join(meeting.guest, `${breakout}/guest`)).toBe("joined");
  const since = meeting.guest.received.length;
  await request(meeting.moderator, "endconference.meet.jitsi", xml("end_conference", { room: meeting.room }));
  const last = await meeting.guest.receive(({ attrs }) => attrs["from"] === `${breakout}/guest`, since);
  expect(last.attrs["type"]).toBe("unavailable");
});

test("a meeting goes on while somebody is in a breakout room, and ends a while after the last one has gone", async () => {
  const meeting = await meet(prosody, "leave");
  const { room, focus, moderator, guest } = meeting;
  const breakout = await split(meeting);
  await prosody.openRoom(breakout);
  expect(await join(guest, `${breakout}/guest`)).toBe("joined");
  for (const [someone, place] of [
    [moderator, `${room}/mod`],
    [guest, `${room}/guest`],
    [guest, `${breakout}/guest`],
  ] as const) {
    const gone = focus.received.length;
    await someone.client.send(xml("presence", { to: place, type: "unavailable" }));
    await focus.receive(({ attrs }) => attrs["from"] === place && attrs["type"] === "unavailable", gone);
    expect(focus.received.some((stanza) => stanza.toString().includes("All occupants left."))).toBe(false);
  }
  const since = focus.received.length;
  const ended = await focus.receive(({ attrs }) => attrs["from"] === `${room}/focus`, since);
  const destroyed = ended.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("destroy");
  expect(destroyed?.getChildText("reason")).toBe("All occupants left.");
});
