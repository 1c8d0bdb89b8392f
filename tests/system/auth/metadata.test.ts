import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Element, xml } from "@xmpp/client";
import { type Session, ask } from "../rehearsal-web/xmpp.ts";
import { enter, jitsiElement, jsonMessage, makeModerator, meet, request, settle, told, visitor } from "./meeting.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const component = "metadata.meet.jitsi";
const type = "room_metadata";
let prosody: Prosody;

beforeAll(buildProsody, 600_000);

async function set(person: Session, room: string, key: string, data: unknown): Promise<string> {
  return request(person, component, jitsiElement(type, { room }, JSON.stringify({ key, data })));
}

/** The permissions that somebody was told, by name; undefined when none. */
function permissions({ received }: Session): Readonly<Record<string, string | undefined>> | undefined {
  const list = received.flatMap((stanza) => stanza.getChild("permissions", "http://jitsi.org/jitmeet") ?? []).at(-1);
  return list && Object.fromEntries(list.getChildren("p").map(({ attrs }) => [attrs["name"] ?? "", attrs["val"]]));
}

/** The main domain's TURN servers, as a browser asks for them. */
async function turnServers(person: Session): Promise<Element | { condition: string }> {
  return ask(person, "meet.jitsi", xml("services", { xmlns: "urn:xmpp:extdisco:2" }));
}

describe("with a TURN server", () => {
  beforeAll(async () => {
    prosody = await startProsody({
      settings: { turn: { mode: "external", hosts: ["turn.example.org"] }, rooms: { filterMessages: true } },
      secrets: { "turn-secret": "a-secret-of-the-turn-server" },
    });
  }, 60_000);
  afterEach(() => prosody.closeSessions());
  afterAll(() => prosody.stop());

  test("a moderator sets a key, and everybody is told: jicofo the moderators, too", async () => {
    const { room, focus, moderator, guest } = await meet(prosody, "set");
    await settle(focus);
    const [before, beforeFocus] = [guest.received.length, focus.received.length];
    const data = { title: "Plan", list: [1, 2], none: [] };
    expect(await set(moderator, room, "topic", data)).toBe("taken");
    expect(await told(guest, type, before)).toEqual([{ type, metadata: { topic: data } }]);
    expect(await told(focus, type, beforeFocus)).toEqual([{ type, metadata: { topic: data, moderators: [] } }]);
    const message = guest.received.slice(before).find((stanza) => stanza.is("message"));
    expect(message?.getChild("json-message")?.attrs["room"]).toBe(room);
  });

  test("what is as it was is not told again", async () => {
    const { room, moderator, guest } = await meet(prosody, "same");
    await set(moderator, room, "topic", { a: 1, b: [true] });
    await settle(guest);
    const since = guest.received.length;
    expect(await set(moderator, room, "topic", { b: [true], a: 1 })).toBe("taken");
    expect(await told(guest, type, since)).toEqual([]);
    expect(await set(moderator, room, "topic", false)).toBe("taken");
    expect(await told(guest, type, since)).toEqual([{ type, metadata: { topic: false } }]);
  });

  test("nobody else sets one, and nobody those that the server says", async () => {
    const { room, moderator, guest } = await meet(prosody, "refused");
    const stranger = await visitor(prosody, "refused");
    const since = moderator.received.length;
    expect(await set(guest, room, "topic", 1)).toBe("service-unavailable");
    expect(await set(stranger, room, "topic", 1)).toBe("service-unavailable");
    for (const key of ["services", "moderators", "transcription", "visitorsEnabled", "audioTranslationRequests"]) {
      expect(await set(moderator, room, key, [])).toBe("service-unavailable");
    }
    expect(await told(moderator, type, since)).toEqual([]);
  });

  test("a newcomer has all of it, and the TURN servers, before the room's own presence", async () => {
    const { room, moderator } = await meet(prosody, "late");
    await set(moderator, room, "topic", "Plan");
    const late = await enter(prosody, "late", "late");
    const [first] = await told(late, type);
    const text = expect.any(String) as unknown;
    const turn = { type: "turn", host: "turn.example.org", port: "443", transport: "tcp", restricted: "1" };
    expect(first).toEqual({
      type,
      metadata: { topic: "Plan", services: [{ ...turn, username: text, password: text, expires: text }] },
    });
    const order = late.received.map((stanza) =>
      stanza.attrs["from"] === `${room}/late` ? "own" : stanza.attrs["from"],
    );
    expect(order.indexOf(component)).toBeGreaterThan(-1);
    expect(order.indexOf(component)).toBeLessThan(order.indexOf("own"));
  });

  test("what newcomers start with is also taken from a moderator's presence, and from nobody else's", async () => {
    const { room, moderator, guest } = await meet(prosody, "start");
    const start = xml("startmuted", { xmlns: "http://jitsi.org/jitmeet/start-muted", audio: "true", video: "false" });
    const since = guest.received.length;
    await guest.client.send(xml("presence", { to: `${room}/guest` }, start));
    expect(await told(guest, type, since)).toEqual([]);
    await moderator.client.send(xml("presence", { to: `${room}/mod` }, start));
    await settle(moderator);
    const startMuted = { audio: true, video: false };
    expect(await told(guest, type, since)).toEqual([{ type, metadata: { startMuted } }]);
  });

  test("a moderator restricts the chat: moderators write, others do not", async () => {
    const { room, moderator, guest } = await meet(prosody, "chat");
    const write = async (person: Session, id: string): Promise<string | undefined> => {
      await person.client.send(xml("message", { to: room, type: "groupchat", id }, xml("body", {}, "hello")));
      return (await person.receive(({ attrs }) => attrs["id"] === id)).attrs["type"];
    };
    expect(await write(guest, "before")).toBe("groupchat");
    await set(moderator, room, "permissions", { groupChatRestricted: true });
    expect(await write(guest, "after")).toBe("error");
    expect(await write(moderator, "moderator")).toBe("groupchat");
  });

  test("who becomes a moderator is told all permissions, and nobody else any", async () => {
    const { room, focus, moderator, guest } = await meet(prosody, "may");
    const names =
      "livestreaming recording transcription outbound-call create-polls send-groupchat flip live-translation";
    const all = Object.fromEntries([...names.split(" "), "live-translation-subscribe"].map((name) => [name, "true"]));
    expect([permissions(moderator), permissions(guest)]).toEqual([all, undefined]);
    await makeModerator(focus, room, guest);
    expect(permissions(guest)).toEqual(all);
  });

  test("anybody who is logged in learns TURN's passwords", async () => {
    expect("condition" in (await turnServers(await visitor(prosody, "nowhere")))).toBe(false);
  });
});

describe("with few permissions, and TURN's passwords for those who are in a room", () => {
  beforeAll(async () => {
    prosody = await startProsody({
      settings: {
        turn: { mode: "external", hosts: ["turn.example.org"] },
        rooms: { permissions: ["recording"] },
      },
      secrets: { "turn-secret": "a-secret-of-the-turn-server" },
      extraConfig: `extdisco_occpuant_check = true\nroom_metadata_blocked_keys = { "topic" }\n`,
    });
  }, 60_000);
  afterEach(() => prosody.closeSessions());
  afterAll(() => prosody.stop());

  test("a moderator has these, and asks no poll where that needs a permission", async () => {
    const { room, moderator } = await meet(prosody, "few");
    expect(permissions(moderator)).toEqual({ recording: "true" });
    await set(moderator, room, "permissions", { pollCreationRestricted: true });
    const poll = { type: "polls", command: "new-poll", pollId: "p", question: "?", answers: [{ name: "a" }] };
    expect(await request(moderator, "polls.meet.jitsi", jsonMessage(poll))).toBe(
      "not-allowed: Creation of polls not allowed for user",
    );
  });

  test("the keys that nobody sets are those of the option", async () => {
    const { room, moderator } = await meet(prosody, "keys");
    expect(await set(moderator, room, "topic", "Plan")).toBe("service-unavailable");
    expect(await set(moderator, room, "visitorsEnabled", true)).toBe("taken");
  });

  test("only who is in the room learns TURN's passwords", async () => {
    const { guest } = await meet(prosody, "turn");
    expect(await turnServers(await visitor(prosody, "turn"))).toEqual({ condition: "forbidden" });
    expect("condition" in (await turnServers(guest))).toBe(false);
  });
});
