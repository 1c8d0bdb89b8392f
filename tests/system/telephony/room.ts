import { type Element, xml } from "@xmpp/client";
import { type Session, ask, join, login } from "../rehearsal-web/xmpp.ts";

const rayo = "urn:xmpp:rayo:1";

/** A person in a room of the stage, by the web server, as a browser is. */
export interface Person {
  readonly session: Session;
  readonly room: string;
  /** Nicknames of the others in the room, without the focus; behind each, whether it is by telephone or a transcriber. */
  others(): readonly string[];
  /** Dials as the page does. Gives the new participant's address, or the condition of the refusal. */
  dial(to: string): Promise<string>;
  /** Hangs up a participant that dialling gave. */
  hangUp(occupant: string): Promise<void>;
  leave(): Promise<void>;
}

/** Asks for the conference, enters the room, and is its moderator where nobody was there before. */
export async function enterRoom(port: number, name: string, nickname = "alice"): Promise<Person> {
  const session = await login({ port, domain: "meet.jitsi" });
  const room = `${name}@muc.meet.jitsi`;
  const request = xml("conference", { xmlns: "http://jitsi.org/protocol/focus", room, "machine-uid": nickname });
  await ask(session, "focus.meet.jitsi", request, "set");
  const own = `${room}/${nickname}`;
  await join(session, own);
  await session.receive((stanza) => stanza.attrs["from"] === own && stanza.toString().includes('affiliation="owner"'));
  return {
    session,
    room,
    others: () => others(session, room, own),
    dial: async (to) => {
      const header = xml("header", { name: "JvbRoomName", value: room });
      const dial = xml("iq", { type: "set", to: `${room}/focus` }, xml("dial", { xmlns: rayo, to, from: "" }, header));
      try {
        const answer = await session.client.iqCaller.request(dial, 30_000);
        return String(answer.getChild("ref", rayo)?.attrs["uri"]).replace("xmpp:", "");
      } catch (error) {
        return error instanceof Error && "condition" in error ? String(error.condition) : String(error);
      }
    },
    hangUp: async (occupant) => {
      await session.client.iqCaller.request(
        xml("iq", { type: "set", to: occupant }, xml("hangup", { xmlns: rayo })),
        10_000,
      );
    },
    leave: () => session.close(),
  };
}

function others(session: Session, room: string, own: string): string[] {
  const present = new Map<string, Element>();
  for (const stanza of session.received.filter((one) => one.is("presence"))) {
    const from = String(stanza.attrs["from"]);
    if (stanza.attrs["type"] === "unavailable") {
      present.delete(from);
    } else if (from.startsWith(`${room}/`) && from !== own && from !== `${room}/focus`) {
      present.set(from, stanza);
    }
  }
  return [...present].map(([from, stanza]) => `${from.slice(room.length + 1)}${role(stanza)}`);
}

function role(stanza: Element): string {
  const features = stanza
    .getChildren("features")
    .flatMap((list) => list.getChildren("feature"))
    .map((feature) => String(feature.attrs["var"]));
  return features.includes("http://jitsi.org/protocol/jigasi/transcriber")
    ? " (transcriber)"
    : features.includes("http://jitsi.org/protocol/jigasi")
      ? " (telephone)"
      : "";
}
