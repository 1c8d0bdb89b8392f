import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import type { Session } from "../rehearsal-web/xmpp.ts";
import { enter, makeModerator, meet, request, settle, told, visitor } from "./meeting.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

const component = "avmoderation.meet.jitsi";
let prosody: Prosody;

beforeAll(async () => {
  await buildProsody();
  prosody = await startProsody({ settings: {} });
}, 600_000);
afterEach(() => prosody.closeSessions());
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
});

/** A request about audio, unless the attributes say otherwise. */
async function moderate(person: Session, attributes: Readonly<Record<string, string>>): Promise<string> {
  return request(person, component, xml("av_moderation", { mediaType: "audio", ...attributes }));
}

const type = "av_moderation";

test("a moderator switches it on: everybody is told, jicofo too, and moderators who may speak", async () => {
  const { room, focus, moderator, guest } = await meet(prosody, "on");
  expect(await moderate(moderator, { enable: "true" })).toBe("taken");
  const state = { type, room, enabled: true, mediaType: "audio", actor: `${room}/mod` };
  const lists = { type, room, mediaType: "audio", whitelists: { audio: [`${room}/mod`] } };
  expect(await told(guest, type)).toEqual([state]);
  expect(await told(moderator, type)).toEqual([state, lists]);
  expect(await told(focus, type)).toEqual([state, lists]);
});

test("nobody else switches it on or lets somebody speak, and nobody hears of it", async () => {
  const { room, moderator, guest } = await meet(prosody, "refused");
  expect(await moderate(guest, { enable: "true" })).toBe("service-unavailable");
  expect(await moderate(guest, { jidToWhitelist: `${room}/guest` })).toBe("service-unavailable");
  // Somebody who is not in the room, although a moderator of another one.
  const elsewhere = await meet(prosody, "elsewhere");
  const stranger = await visitor(prosody, "refused");
  expect(await moderate(stranger, { enable: "true" })).toBe("service-unavailable");
  expect(await told(elsewhere.guest, type)).toEqual([]);
  expect(await told(moderator, type)).toEqual([]);
});

test("it knows audio, video and desktop, each by itself", async () => {
  const { moderator } = await meet(prosody, "kinds");
  expect(await moderate(moderator, { enable: "true", mediaType: "smell" })).toBe("service-unavailable");
  expect(await moderate(moderator, { enable: "true", mediaType: "video" })).toBe("taken");
  expect(await moderate(moderator, { enable: "true", mediaType: "desktop" })).toBe("taken");
  expect(await told(moderator, type)).toMatchObject([
    { enabled: true, mediaType: "video" },
    { mediaType: "video", whitelists: { video: ["kinds@muc.meet.jitsi/mod"] } },
    { enabled: true, mediaType: "desktop" },
    { mediaType: "desktop", whitelists: { video: expect.anything(), desktop: ["kinds@muc.meet.jitsi/mod"] } },
  ]);
});

test("a moderator lets somebody speak and stops them again: they and the moderators are told, others are not", async () => {
  const { room, moderator, guest } = await meet(prosody, "lists");
  const other = await enter(prosody, "lists", "other");
  await moderate(moderator, { enable: "true" });
  await settle(guest, other);
  const [ofModerator, ofGuest, ofOther] = [moderator, guest, other].map(({ received }) => received.length);
  expect(await moderate(moderator, { jidToWhitelist: `${room}/guest` })).toBe("taken");
  expect(await moderate(moderator, { jidToBlacklist: `${room}/guest` })).toBe("taken");
  expect(await moderate(moderator, { jidToWhitelist: `${room}/nobody` })).toBe("service-unavailable");
  const about = { type, room, mediaType: "audio" };
  expect(await told(guest, type, ofGuest)).toEqual([
    { ...about, approved: true },
    { ...about, removed: true },
  ]);
  expect(await told(moderator, type, ofModerator)).toEqual([
    { ...about, whitelists: { audio: [`${room}/mod`, `${room}/guest`] } },
    { ...about, whitelists: { audio: [`${room}/mod`] }, removed: true },
  ]);
  expect(await told(other, type, ofOther)).toEqual([]);
});

test("a newcomer learns the state, and who is made a moderator the list, with themselves on it", async () => {
  const { room, focus, moderator } = await meet(prosody, "late");
  await moderate(moderator, { enable: "true" });
  const late = await enter(prosody, "late", "late");
  const state = { type, room, enabled: true, mediaType: "audio", actor: `${room}/mod` };
  expect(await told(late, type)).toEqual([state]);
  await makeModerator(focus, room, late);
  const lists = { type, room, mediaType: "audio", whitelists: { audio: [`${room}/mod`, `${room}/late`] } };
  expect(await told(late, type)).toEqual([state, lists]);
});

test("newcomers start muted by the room's metadata while it is on, and as before when it is off again", async () => {
  const { room, moderator, guest } = await meet(prosody, "muted");
  const startMuted = async (nick: string): Promise<unknown> => {
    const person = await enter(prosody, "muted", nick);
    return (await told(person, "room_metadata"))[0];
  };
  expect(await startMuted("a")).toMatchObject({ metadata: {} });
  await moderate(moderator, { enable: "true" });
  expect(await startMuted("b")).toMatchObject({ metadata: { startMuted: { audio: true } } });
  await settle(guest);
  const since = guest.received.length;
  expect(await moderate(moderator, { enable: "false" })).toBe("taken");
  expect(await told(guest, type, since)).toEqual([
    { type, room, enabled: false, mediaType: "audio", actor: `${room}/mod` },
  ]);
  expect(await startMuted("c")).toMatchObject({ metadata: { startMuted: {} } });
  expect(await told(await enter(prosody, "muted", "d"), type)).toEqual([]);
});

test("in a tenant's room the addresses are the ones that people know", async () => {
  const { room, moderator } = await meet(prosody, "acme/plan");
  expect(await moderate(moderator, { enable: "true" })).toBe("taken");
  expect(await told(moderator, type)).toEqual([
    { type, room, enabled: true, mediaType: "audio", actor: `${room}/mod` },
    { type, room, mediaType: "audio", whitelists: { audio: [`${room}/mod`] } },
  ]);
});
