import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { startFixture, type Fixture } from "./fixture.ts";
import { ask, configureRoom, invite, join, type Session } from "./xmpp.ts";

jest.setTimeout(120_000);

const muc = "muc.meet.jitsi";
let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.closeSessions());
afterAll(() => fixture.server.stop());

/** jicofo's part: it opens the room. */
async function openRoom(room: string): Promise<Session> {
  const focus = await fixture.focus();
  expect(await join(focus, `${room}/focus`)).toBe("joined");
  return focus;
}

test("only services can open a room", async () => {
  const guest = await fixture.guest();
  expect(await join(guest, `closed@${muc}/0123abcd`)).toBe("not-allowed");
  const alice = await fixture.alice();
  expect(await join(alice, `closed@${muc}/0123abcd`)).toBe("not-allowed");
  await openRoom(`closed@${muc}`);
  expect(await join(alice, `closed@${muc}/0123abcd`)).toBe("joined");
});

test("a nickname is letters, digits and underscores", async () => {
  await openRoom(`nick@${muc}`);
  const guest = await fixture.guest();
  expect(await join(guest, `nick@${muc}/Alice Smith`)).toBe("not-allowed");
  expect(await join(guest, `nick@${muc}/_alice`)).toBe("not-allowed");
  expect(await join(guest, `nick@${muc}/89ab_cdef`)).toBe("joined");
});

test("a full room refuses the next person, and jicofo does not count", async () => {
  await openRoom(`full@${muc}`);
  for (const nick of ["a1", "a2", "a3"]) {
    expect(await join(await fixture.guest(), `full@${muc}/${nick}`)).toBe("joined");
  }
  expect(await join(await fixture.guest(), `full@${muc}/a4`)).toBe("service-unavailable");
});

test("a tenant's room has its own name outside and is another room than the one without tenant", async () => {
  const tenantRoom = "plan@muc.my_tenant.meet.jitsi";
  const focus = await openRoom(tenantRoom);
  const guest = await fixture.guest();
  expect(await join(guest, `${tenantRoom}/0123abcd`)).toBe("joined");
  const seen = await focus.receive((stanza) => stanza.attrs["from"] === `${tenantRoom}/0123abcd`);
  expect(seen.is("presence")).toBe(true);
  const rooms = await fixture.server.shell(
    `> prosody.hosts["${muc}"].modules.muc.get_room_from_jid("[my_tenant]plan@${muc}") ~= nil`,
  );
  expect(rooms).toContain("true");
  expect(await join(guest, `plan@${muc}/0123abcd`)).toBe("not-allowed");
});

test("presence of people from other domains never reaches the services' rooms", async () => {
  const brewery = "jvbbrewery@internal-muc.meet.jitsi";
  const focus = await openRoom(brewery);
  const guest = await fixture.guest();
  await guest.client.send(
    xml("presence", { to: `${brewery}/intruder` }, xml("x", { xmlns: "http://jabber.org/protocol/muc" })),
  );
  // The server handles a session's stanzas in order: after this answer the presence is dealt with.
  await ask(guest, "guest.meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
  await ask(focus, "auth.meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
  expect(guest.received.filter((stanza) => stanza.is("presence"))).toEqual([]);
  expect(focus.received.filter((stanza) => stanza.attrs["from"] === `${brewery}/intruder`)).toEqual([]);
});

test("only occupants may ask a room about itself, and it tells them the meeting's id", async () => {
  const room = `hidden@${muc}`;
  await openRoom(room);
  const guest = await fixture.guest();
  const disco = xml("query", { xmlns: "http://jabber.org/protocol/disco#info" });
  expect(await ask(guest, room, disco)).toEqual({ condition: "forbidden" });
  expect(await join(guest, `${room}/0123abcd`)).toBe("joined");
  const answer = await ask(guest, room, disco);
  const info = "condition" in answer ? answer.condition : answer.toString();
  expect(/muc#roominfo_meetingId[^>]*><value>([0-9a-f-]{36})<\/value>/.test(info)).toBe(true);
});

test("who comes to a closed room is sent to its lobby and comes in after an invitation", async () => {
  const room = `private@${muc}`;
  const focus = await openRoom(room);
  await configureRoom(focus, room, { "muc#roomconfig_membersonly": "1" });
  const guest = await fixture.guest();
  expect(await join(guest, `${room}/0123abcd`)).toBe("not-acceptable");
  const named = await fixture.guest();
  expect(await join(named, `${room}/4567cdef`, "Guest")).toBe("registration-required");
  const error = named.received.find((stanza) => stanza.attrs["type"] === "error")?.getChild("error");
  expect(error?.attrs["code"]).toBe("407");
  expect(error?.getChildText("lobbyroom", "http://jitsi.org/jitmeet")).toBe("private@lobby.meet.jitsi");
  expect(await join(named, "private@lobby.meet.jitsi/4567cdef", "Guest")).toBe("joined");
  await invite(focus, room, named.jid);
  await named.receive((stanza) => stanza.is("message") && stanza.attrs["from"] === room);
  expect(await join(named, `${room}/4567cdef`, "Guest")).toBe("joined");
});

test("jicofo needs no room password, others do", async () => {
  const room = `locked@${muc}`;
  const focus = await openRoom(room);
  const keeper = await fixture.guest();
  expect(await join(keeper, `${room}/0123abcd`)).toBe("joined");
  await configureRoom(focus, room, { "muc#roomconfig_roomsecret": "open" });
  expect(await join(await fixture.guest(), `${room}/4567cdef`)).toBe("not-authorized");
  await focus.client.send(xml("presence", { to: `${room}/focus`, type: "unavailable" }));
  await keeper.receive((stanza) => stanza.attrs["from"] === `${room}/focus` && stanza.attrs["type"] === "unavailable");
  expect(await join(focus, `${room}/focus`)).toBe("joined");
});

test("a moderator ends the meeting for everybody, and nobody else does", async () => {
  const room = `over@${muc}`;
  const focus = await openRoom(room);
  const guest = await fixture.guest();
  expect(await join(guest, `${room}/0123abcd`)).toBe("joined");
  const end = xml("message", { to: "endconference.meet.jitsi" }, xml("end_conference", { room }));
  await guest.client.send(end);
  await ask(guest, "guest.meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
  expect(await join(await fixture.guest(), `${room}/4567cdef`)).toBe("joined");
  await focus.client.send(end);
  const last = await guest.receive(
    ({ attrs }) => attrs["from"] === `${room}/0123abcd` && attrs["type"] === "unavailable",
  );
  const reason = last.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("destroy")?.getChildText("reason");
  expect(reason).toBe("The meeting has been terminated");
});

test("with muc_wait_for_host guests wait in the lobby until somebody with an account comes, who is made an owner", async () => {
  const room = `hosted@${muc}`;
  await fixture.server.shell("module", "load", "muc_wait_for_host", muc);
  try {
    await openRoom(room);
    const guest = await fixture.guest();
    expect(await join(guest, `${room}/0123abcd`)).toBe("registration-required");
    const alice = await fixture.alice();
    expect(await join(alice, `${room}/4567cdef`)).toBe("joined");
    await alice.receive((stanza) => /affiliation="owner"/.test(stanza.toString()) && /alice@/.test(stanza.toString()));
    expect(await join(guest, `${room}/0123abcd`)).toBe("joined");
  } finally {
    await fixture.server.shell("module", "unload", "muc_wait_for_host", muc);
  }
});
