import { randomUUID } from "node:crypto";
import { type Element, xml } from "@xmpp/client";
import { eventually } from "../../harness/wait.ts";
import { type Session, ask, join } from "../rehearsal-web/xmpp.ts";
import type { Studio } from "./studio.ts";

const namespace = "http://jitsi.org/protocol/jibri";
const brewery = "jibribrewery@internal-muc.meet.jitsi";

/** What somebody's request for a recording was answered. */
export type Reply = Readonly<Record<string, string | undefined>>;

/** A room with one person in it, its moderator. */
export interface Meeting {
  readonly name: string;
  readonly session: Session;
  /** Asks jicofo; gives the answer's attributes, or the error's condition. */
  order(action: "start" | "stop", attributes?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Enters as somebody else, who is no moderator, and asks. */
  orderAs(session: Session, action: "start" | "stop"): Promise<Reply>;
  /** Waits for jicofo's news of that status, and gives its attributes. */
  news(status: "pending" | "on" | "off", seconds?: number): Promise<Reply>;
}

/** Opens a room of a random name as its first member, whom jicofo makes a moderator. */
export async function openMeeting(studio: Studio): Promise<Meeting> {
  const session = await studio.guest();
  const name = `meeting-${randomUUID().slice(0, 8)}`;
  const room = `${name}@muc.meet.jitsi`;
  const request = xml("conference", { xmlns: "http://jitsi.org/protocol/focus", room, "machine-uid": "machine" });
  await eventually(
    () => ask(session, "focus.meet.jitsi", request, "set"),
    (answer) => !("condition" in answer),
  );
  await join(session, `${room}/person`, "Alice");
  await session.receive(
    (stanza) => stanza.attrs["from"] === `${room}/person` && stanza.toString().includes('affiliation="owner"'),
  );
  const orderBy = async (by: Session, attributes: Readonly<Record<string, string>>): Promise<Reply> => {
    const answer = await ask(by, `${room}/focus`, xml("jibri", { xmlns: namespace, ...attributes }), "set");
    return "condition" in answer ? { condition: answer.condition } : (answer.getChild("jibri")?.attrs ?? {});
  };
  return {
    name,
    session,
    order: (action, attributes = { recording_mode: "file" }) => orderBy(session, { action, ...attributes }),
    orderAs: async (other, action) => {
      await join(other, `${room}/somebody`);
      return orderBy(other, { action, recording_mode: "file" });
    },
    news: (status, seconds = 60) =>
      eventually(
        () => Promise.resolve(lastNews(session)),
        (last) => last["status"] === status,
        seconds,
      ),
  };
}

/** Records for a moment, and waits until the recorder is done with it. */
export async function recordBriefly(studio: Studio): Promise<Reply> {
  const meeting = await openMeeting(studio);
  await meeting.order("start");
  await meeting.news("on", 120);
  await meeting.order("stop");
  return meeting.news("off", 120);
}

function lastNews(session: Session): Reply {
  return (
    session.received
      .filter((stanza) => stanza.is("presence"))
      .flatMap((stanza) => stanza.getChildren("jibri-recording-status", namespace))
      .at(-1)?.attrs ?? {}
  );
}

/** Looks at the room where recorders announce themselves. Gives what each one's presence last said. */
export async function watchBrewery(session: Session): Promise<() => Readonly<Record<string, string>>> {
  await join(session, `${brewery}/watcher-${randomUUID().slice(0, 8)}`);
  return () => {
    const states: Record<string, string> = {};
    for (const stanza of session.received.filter((one) => one.is("presence"))) {
      const name = /\/(jibri-.*)$/.exec(stanza.attrs["from"] ?? "")?.[1];
      if (name !== undefined) {
        states[name] = stanza.attrs["type"] === "unavailable" ? "gone" : stateOf(stanza);
      }
    }
    return states;
  };
}

function stateOf(presence: Element): string {
  const status = presence.getChild("jibri-status", namespace);
  const read = (child: string) => status?.getChild(child)?.attrs["status"] ?? "nothing";
  return `${read("busy-status")} ${read("health-status")}`;
}
