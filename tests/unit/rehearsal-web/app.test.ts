import { expect, test } from "@jest/globals";
import {
  hue,
  initials,
  withPresence,
  type Participant,
  type RoomPresence,
} from "../../../rehearsal/web/app/participants.ts";
import { randomRoom, readPlace, roomNode, roomPath } from "../../../rehearsal/web/app/place.ts";
import { readSettings } from "../../../rehearsal/web/app/settings.ts";

const config = {
  hosts: { domain: "meet.jitsi", muc: "muc.meet.jitsi" },
  bosh: "https://meet.example/http-bind",
  websocket: "wss://meet.example/xmpp-websocket",
};

test("the WebSocket comes before BOSH, and everybody logs in to the main domain where there is no other", () => {
  expect(readSettings(config, "")).toEqual({
    domain: "meet.jitsi",
    muc: "muc.meet.jitsi",
    guestDomain: "meet.jitsi",
    loginDomain: "meet.jitsi",
    focus: "focus.meet.jitsi",
    service: "wss://meet.example/xmpp-websocket",
    prejoin: true,
    recorder: false,
    welcomePage: true,
    nameRequired: false,
    hiddenDomain: undefined,
    documents: undefined,
    opensDocument: false,
    dialIn: undefined,
    analyticsScripts: [],
    language: "en",
    name: undefined,
  });
});

test("config.js chooses guests' domain, welcome page, prejoin step and BOSH", () => {
  const settings = readSettings(
    {
      bosh: config.bosh,
      hosts: { ...config.hosts, anonymousdomain: "guest.meet.jitsi", authdomain: "people.meet.jitsi" },
      prejoinConfig: { enabled: false },
      welcomePage: { disabled: true },
      requireDisplayName: true,
    },
    "",
  );
  expect(settings).toMatchObject({
    guestDomain: "guest.meet.jitsi",
    loginDomain: "people.meet.jitsi",
    service: "https://meet.example/http-bind",
    prejoin: false,
    welcomePage: false,
    nameRequired: true,
  });
});

test("the URL may switch the prejoin step off and give a name, and may not move the servers", () => {
  const hash = '#config.prejoinConfig.enabled=false&userInfo.displayName="Alice"&config.websocket="wss://evil.example"';
  expect(readSettings(config, hash)).toMatchObject({ prejoin: false, name: "Alice", service: config.websocket });
});

test("a page without config.js, or with one that cannot connect, says what is missing", () => {
  expect(() => readSettings(undefined, "")).toThrow("config.js is missing");
  expect(() => readSettings({ hosts: config.hosts }, "")).toThrow("both of websocket and bosh");
  expect(() => readSettings({ websocket: config.websocket }, "")).toThrow("hosts.domain, hosts.muc");
});

test("an address is a start page, a room, or a tenant's room", () => {
  expect(readPlace("/")).toEqual({ tenant: undefined, room: undefined });
  expect(readPlace("/Team%20Meeting")).toEqual({ tenant: undefined, room: "Team Meeting" });
  expect(readPlace("/acme/plan")).toEqual({ tenant: "acme", room: "plan" });
  expect(readPlace("/%E0%A4%A")).toEqual({ tenant: undefined, room: "%E0%A4%A" });
});

test("a room's name loses the characters that no room may have", () => {
  expect(roomPath("  Team meeting? ", undefined)).toBe("/Team-meeting");
  expect(roomPath("plan", "acme")).toBe("/acme/plan");
  expect(roomPath("??", undefined)).toBe("");
  expect(roomNode("Über@Plan")).toBe("%c3%bcberplan");
});

test("a suggested room is two words and a number", () => {
  expect(randomRoom(() => 0)).toBe("amber-bay-1000");
  expect(randomRoom(() => 0.999)).toBe("swift-valley-9991");
});

const presence = (change: Partial<RoomPresence>): RoomPresence => ({
  id: "0123abcd",
  available: true,
  role: "participant",
  affiliation: "none",
  domain: "guest.meet.jitsi",
  name: "Alice",
  statusCodes: [],
  document: undefined,
  ...change,
});
const bob: Participant = { id: "4567cdef", name: "Bob", moderator: false, self: false };

test("a person comes, becomes a moderator, and goes", () => {
  const alice = { id: "0123abcd", name: "Alice", moderator: false, self: false };
  const both = withPresence([bob], presence({}), undefined);
  expect(both).toEqual([bob, alice]);
  const promoted = withPresence(both, presence({ role: "moderator" }), undefined);
  expect(promoted).toEqual([bob, { ...alice, moderator: true }]);
  expect(withPresence(promoted, presence({ available: false }), undefined)).toEqual([bob]);
});

test("one comes first in one's own list", () => {
  const own = withPresence([bob], presence({ statusCodes: ["100", "110"] }), undefined);
  expect(own.map(({ id, self }) => [id, self])).toEqual([
    ["0123abcd", true],
    ["4567cdef", false],
  ]);
});

test("jicofo and recorders are not people", () => {
  expect(withPresence([bob], presence({ id: "focus", role: "moderator" }), undefined)).toEqual([bob]);
  expect(withPresence([bob], presence({ domain: "hidden.meet.jitsi" }), "hidden.meet.jitsi")).toEqual([bob]);
});

test("a picture has one or two letters and always the same colour", () => {
  expect(initials("Alice Example")).toBe("AE");
  expect(initials("élodie")).toBe("É");
  expect(initials(" ")).toBe("?");
  expect(hue("0123abcd")).toBe(hue("0123abcd"));
  expect(hue("0123abcd")).not.toBe(hue("4567cdef"));
});
