import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import type { Session } from "../rehearsal-web/xmpp.ts";
import { enter, jitsiElement, jsonMessage, meet, request, settle, told, visitor } from "./meeting.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const type = "polls";
let prosody: Prosody;

beforeAll(async () => {
  await buildProsody();
  prosody = await startProsody({ settings: {} });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
});

const poll = (pollId: string): Readonly<Record<string, unknown>> => ({
  type,
  command: "new-poll",
  pollId,
  question: "Now?",
  answers: [{ name: "Yes" }, { name: "No" }],
});

async function send(person: Session, content: Readonly<Record<string, unknown>>): Promise<string> {
  return request(person, "polls.meet.jitsi", jsonMessage(content));
}

test("anybody asks and answers, all are told, and who comes later has the whole poll", async () => {
  const { moderator, guest } = await meet(prosody, "ask");
  const asked = poll("p1");
  expect(await send(guest, { ...asked, answers: [{ name: "Yes", voters: ["x"] }, { name: "No" }] })).toBe("taken");
  expect(await send(moderator, { type, command: "answer-poll", pollId: "p1", answers: [true, false] })).toBe("taken");
  const answered = { type, command: "answer-poll", pollId: "p1", senderId: "mod", senderName: "Mo" };
  expect(await told(guest, type)).toEqual([
    { ...asked, senderId: "guest" },
    { ...answered, answers: [true, false] },
  ]);
  const late = await enter(prosody, "ask", "late");
  const { question, pollId } = asked;
  const voters = [{ id: "mod", name: "Mo" }];
  const answers = [{ name: "Yes", voters }, { name: "No" }];
  const whole = { pollId, question, senderId: "guest", answers };
  expect(await told(late, type)).toEqual([{ type, command: "old-polls", polls: [whole] }]);
});

test("an answer is changed, and the same one again is nothing new", async () => {
  const { moderator, guest } = await meet(prosody, "change");
  await send(moderator, poll("p1"));
  await settle(guest);
  const since = guest.received.length;
  for (const answers of [
    [true, false],
    [true, false],
    [false, true],
  ]) {
    expect(await send(moderator, { type, command: "answer-poll", pollId: "p1", answers })).toBe("taken");
  }
  expect(await told(guest, type, since)).toMatchObject([{ answers: [true, false] }, { answers: [false, true] }]);
  const late = await enter(prosody, "change", "late");
  const answers = [
    { name: "Yes", voters: {} },
    { name: "No", voters: [{ id: "mod", name: "Mo" }] },
  ];
  expect(await told(late, type)).toMatchObject([{ polls: [{ answers }] }]);
});

test("what is no poll, is too long, or comes from somebody who is not there is told to nobody", async () => {
  const { moderator, guest } = await meet(prosody, "bad");
  const bad = [
    { ...poll("p"), question: undefined },
    { ...poll("p"), answers: [] },
    { ...poll("p"), answers: ["Yes"] },
    { ...poll("p"), command: "close-poll" },
    { ...poll("p"), question: "x".repeat(1024) },
    { type, command: "answer-poll", pollId: "unknown", answers: [true] },
  ];
  for (const content of bad) {
    expect(await send(guest, content)).toBe("taken");
  }
  expect(await send(await visitor(prosody, "bad"), poll("p"))).toBe("service-unavailable");
  expect(await told(moderator, type)).toEqual([]);
});

test("a name is taken once, and a room has 128 polls", async () => {
  const { moderator, guest } = await meet(prosody, "many");
  expect(await send(guest, poll("p1"))).toBe("taken");
  expect(await send(moderator, poll("p1"))).toBe("not-allowed: Poll already exists");
  for (let i = 2; i <= 130; i++) {
    await guest.client.send(xml("message", { to: "polls.meet.jitsi" }, jsonMessage(poll(`p${String(i)}`))));
  }
  await settle(guest);
  const ids = (await told(moderator, type)).map((content) => (content as { pollId: string }).pollId);
  expect([ids.length, ids.at(-1)]).toEqual([128, "p128"]);
});

test("where a moderator restricts it, moderators ask and others do not", async () => {
  const { room, moderator, guest } = await meet(prosody, "restricted");
  const data = { pollCreationRestricted: true };
  const restrict = jitsiElement("room_metadata", { room }, JSON.stringify({ key: "permissions", data }));
  expect(await request(moderator, "metadata.meet.jitsi", restrict)).toBe("taken");
  expect(await send(guest, poll("p1"))).toBe("not-allowed: Creation of polls not allowed for user");
  expect(await send(moderator, poll("p2"))).toBe("taken");
  expect(await told(guest, type)).toMatchObject([{ pollId: "p2" }]);
});

/** Says that one is the dominant speaker of a room. */
async function speak(person: Session, room: string, silence = "false"): Promise<string> {
  return request(person, "speakerstats.meet.jitsi", jitsiElement("speakerstats", { room, silence }));
}

test("who comes later is told how long everybody has spoken, also those who have gone", async () => {
  const { room, moderator, guest } = await meet(prosody, "speak");
  const silent = await enter(prosody, "speak", "silent");
  expect(await speak(guest, room)).toBe("taken");
  const start = performance.now();
  await guest.client.send(
    xml("presence", { to: `${room}/guest` }, xml("nick", { xmlns: "http://jabber.org/protocol/nick" }, "Gus")),
  );
  while (performance.now() - start < 20) {
    await settle(guest);
  }
  expect(await speak(silent, room, "true")).toBe("taken");
  await guest.client.send(xml("presence", { to: `${room}/guest`, type: "unavailable" }));
  await settle(guest, moderator);
  const late = await enter(prosody, "speak", "late");
  const spoken = { totalDominantSpeakerTime: expect.any(Number) as unknown, faceLandmarks: [] };
  const none = { totalDominantSpeakerTime: 0, faceLandmarks: [] };
  const stats = await told(late, "speakerstats");
  expect(stats).toEqual([
    { type: "speakerstats", users: { mod: none, silent: none, guest: { ...spoken, displayName: "Gus" } } },
  ]);
  const [{ users } = { users: {} }] = stats as { users: Record<string, { totalDominantSpeakerTime: number }> }[];
  const time = users["guest"]?.totalDominantSpeakerTime ?? 0;
  expect([time >= 15, time <= performance.now() - start]).toEqual([true, true]);
});

test("nobody is a speaker of a room that they are not in", async () => {
  const { room, moderator } = await meet(prosody, "elsewhere");
  expect(await speak(await visitor(prosody, "elsewhere"), room)).toBe("service-unavailable");
  expect(await speak(moderator, "nowhere@muc.meet.jitsi")).toBe("service-unavailable");
});
