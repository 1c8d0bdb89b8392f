import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { type Session, ask, configureRoom, errorCondition, join } from "../rehearsal-web/xmpp.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { appId, appSecret, token } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const guests = "guest.meet.jitsi";
const muc = "muc.meet.jitsi";

beforeAll(buildProsody, 600_000);

/** The main domain's feature -> address table: what browsers find. */
async function features(session: Session): Promise<Record<string, string>> {
  const info = await ask(session, domain, xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }));
  const identities = "condition" in info ? [] : (info.getChild("query")?.getChildren("identity") ?? []);
  const components = identities.filter(({ attrs }) => attrs["category"] === "component");
  return Object.fromEntries(components.map(({ attrs }) => [attrs["type"] ?? "", attrs["name"] ?? ""]));
}

/** Writes to the room; gives `sent` when it comes back, or the refusal. */
async function write(person: Session, room: string): Promise<string> {
  const since = person.received.length;
  await person.client.send(xml("message", { to: room, type: "groupchat", id: "hello" }, xml("body", {}, "hello")));
  const back = await person.receive((stanza) => stanza.attrs["id"] === "hello", since);
  const text = back.getChild("error")?.getChildText("text", "urn:ietf:params:xml:ns:xmpp-stanzas");
  return back.attrs["type"] === "error" ? (text ?? "") : "sent";
}

describe("with everything on", () => {
  let prosody: Prosody;
  const withToken = async (claims: Readonly<Record<string, unknown>> = {}): Promise<Session> =>
    prosody.person({ domain, query: `room=plan&token=${await token({ claims })}` });

  beforeAll(async () => {
    prosody = await startProsody({
      settings: {
        auth: { type: "jwt", guests: true, jwt: { appId } },
        rooms: { maxParticipants: 2, filterMessages: true, audioTranslation: true, visitors: { enabled: true } },
        recording: { enabled: true },
        observability: { stanzaCounts: true },
        xmpp: { modules: { main: ["muc_password_check"] } },
      },
      secrets: {
        "jwt-app-secret": appSecret,
        "account-jibri": "jibri-secret",
        "account-recorder": "recorder-secret",
      },
    });
  });
  afterEach(() => prosody.closeSessions());
  afterAll(() => prosody.stop());

  test("browsers find the address of every feature", async () => {
    expect(await features(await withToken())).toEqual({
      audio_translation: "audiotranslation.meet.jitsi",
      av_moderation: "avmoderation.meet.jitsi",
      breakout_rooms: "breakout.meet.jitsi",
      conference_duration: "conferenceduration.meet.jitsi",
      end_conference: "endconference.meet.jitsi",
      lobbyrooms: "lobby.meet.jitsi",
      polls: "polls.meet.jitsi",
      room_metadata: "metadata.meet.jitsi",
      speakerstats: "speakerstats.meet.jitsi",
      visitors: "visitors.meet.jitsi",
    });
  });

  test("guests enter open rooms beside people with tokens, cannot open one, and no token makes them more", async () => {
    const guest = await prosody.person({
      domain: guests,
      query: `token=${await token({ key: "not-the-secret".repeat(3) })}`,
    });
    expect(await join(guest, `plan@${muc}/0123abcd`)).toBe("not-allowed");
    await prosody.openRoom(`plan@${muc}`);
    expect(await join(guest, `plan@${muc}/0123abcd`)).toBe("joined");
    expect(await join(await withToken(), `plan@${muc}/4567cdef`)).toBe("joined");
  });

  test("a full room refuses the next person, and neither jicofo nor the recorder counts", async () => {
    const room = `full@${muc}`;
    await prosody.openRoom(room);
    expect(await join(await prosody.person({ domain: guests }), `${room}/a1`)).toBe("joined");
    expect(await join(await withToken(), `${room}/a2`)).toBe("joined");
    expect(await join(await withToken(), `${room}/a3`)).toBe("service-unavailable");
    const account = { domain: "hidden.meet.jitsi", username: "recorder", password: "recorder-secret" };
    expect(await join(await prosody.person(account), `${room}/rec`)).toBe("joined");
  });

  test("the recorder passes the lobby, guests wait in it", async () => {
    const room = `closed@${muc}`;
    const focus = await prosody.openRoom(room);
    await configureRoom(focus, room, { "muc#roomconfig_membersonly": "1" });
    expect(await join(await prosody.person({ domain: guests }), `${room}/0123abcd`, "Guest")).toBe(
      "registration-required",
    );
    const account = { domain: "hidden.meet.jitsi", username: "recorder", password: "recorder-secret" };
    expect(await join(await prosody.person(account), `${room}/rec`)).toBe("joined");
  });

  test("in a room with a restricted chat only those write whose token does not forbid it", async () => {
    const room = `chat@${muc}`;
    await prosody.openRoom(room);
    const quiet = await withToken({ context: { features: { "send-groupchat": false } } });
    const other = await withToken({ context: { features: { "send-groupchat": "true" } } });
    expect(await join(quiet, `${room}/quiet`)).toBe("joined");
    expect(await join(other, `${room}/other`)).toBe("joined");
    expect(await write(quiet, room)).toBe("sent");
    const restrict = `prosody.hosts["${muc}"].modules.muc.get_room_from_jid("${room}").jitsiMetadata = { permissions = { groupChatRestricted = true } }`;
    await prosody.service.exec("prosodyctl", "shell", `> ${restrict}`);
    expect(await write(quiet, room)).toBe("Sending group messages not allowed");
    expect(await write(other, room)).toBe("sent");
  });

  test("a recording request carries who started it, and the meeting's id", async () => {
    const room = `recorded@${muc}`;
    const focus = await prosody.openRoom(room);
    const person = await withToken({ context: { user: { id: "alice" }, group: "acme" } });
    expect(await join(person, `${room}/0123abcd`)).toBe("joined");
    const start = { xmlns: "http://jitsi.org/protocol/jibri", action: "start" };
    const answered: unknown[] = [];
    focus.client.iqCallee.set(start.xmlns, "jibri", ({ stanza }) => {
      answered.push(JSON.parse(stanza.getChild("jibri", start.xmlns)?.attrs["app_data"] ?? "null"));
      return xml("jibri", { xmlns: start.xmlns });
    });
    await ask(person, `${room}/focus`, xml("jibri", start), "set");
    expect(answered).toEqual([{ file_recording_metadata: { initiator: { id: "alice", group: "acme" } } }]);
  });

  test("a room's password is told to be there, and checked, for those who have a token", async () => {
    const room = `secret@${muc}`;
    const focus = await prosody.openRoom(room);
    await configureRoom(focus, room, { "muc#roomconfig_roomsecret": "open" });
    const url = `http://127.0.0.1:${String(prosody.port)}/room-info?room=secret`;
    expect((await fetch(url)).status).toBe(403);
    const headers = { authorization: `Bearer ${await token()}`, "content-type": "application/json" };
    expect(await (await fetch(url, { headers })).json()).toEqual({
      conference: room,
      passcodeProtected: true,
      lobbyEnabled: false,
    });
    const check = async (passcode: string): Promise<unknown> =>
      (await fetch(url, { method: "PUT", headers, body: JSON.stringify({ passcode }) })).json();
    expect([await check("open"), await check("shut")]).toEqual([{ valid: true }, { valid: false }]);
    expect((await fetch(url.replace("secret", "nowhere"), { headers })).status).toBe(404);
  });
});

describe("with the switches off", () => {
  let prosody: Prosody;

  beforeAll(async () => {
    prosody = await startProsody({
      settings: {
        rooms: {
          lobby: false,
          breakoutRooms: false,
          avModeration: false,
          endConference: false,
          polls: false,
          tenants: false,
          messageLimit: { count: 2 },
          resourceValidation: { anonymousStrict: true },
        },
      },
    });
  });
  afterAll(() => prosody.stop());

  test("the features are not announced, and their components are gone", async () => {
    const person = await prosody.person({ domain });
    expect(await features(person)).toEqual({
      conference_duration: "conferenceduration.meet.jitsi",
      room_metadata: "metadata.meet.jitsi",
      speakerstats: "speakerstats.meet.jitsi",
    });
    const gone = ["lobby", "breakout", "avmoderation", "endconference", "polls"];
    const ping = xml("ping", { xmlns: "urn:xmpp:ping" });
    expect(await Promise.all(gone.map((name) => ask(person, `${name}.${domain}`, ping)))).toEqual(
      gone.map(() => ({ condition: "not-allowed" })),
    );
    const { stdout } = await prosody.service.exec("prosodyctl", "shell", "host", "list");
    expect(gone.filter((name) => stdout.includes(`${name}.${domain}`))).toEqual([]);
  });

  test("a tenant's room is nowhere", async () => {
    const focus = await prosody.openRoom(`plan@${muc}`);
    const since = focus.received.length;
    await focus.client.send(
      xml("presence", { to: "plan@muc.acme.meet.jitsi/focus" }, xml("x", { xmlns: "http://jabber.org/protocol/muc" })),
    );
    const answer = await focus.receive((stanza) => stanza.attrs["from"]?.startsWith("plan@muc.acme") ?? false, since);
    expect(errorCondition(answer)).toBe("not-allowed");
  });

  test("a room takes so many messages in all", async () => {
    const room = `chat@${muc}`;
    await prosody.openRoom(room);
    const person = await prosody.person({ domain, query: "room=chat" });
    expect(await join(person, `${room}/${person.jid.slice(0, 8)}`)).toBe("joined");
    expect([await write(person, room), await write(person, room)]).toEqual(["sent", "sent"]);
    expect(await write(person, room)).toBe(
      "The message limit for the room has been reached. Messaging is now disabled.",
    );
  });

  test("people without an account have the name that follows from their address", async () => {
    const room = `strict@${muc}`;
    await prosody.openRoom(room);
    const person = await prosody.person({ domain });
    expect(await join(person, `${room}/0123abcd`)).toBe("not-allowed");
    expect(await join(person, `${room}/${person.jid.slice(0, 8)}`)).toBe("joined");
  });
});
