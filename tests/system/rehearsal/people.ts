import { xml } from "@xmpp/client";
import { ask, join, login, type Session } from "../rehearsal-web/xmpp.ts";

const namespace = "http://jitsi.org/protocol/focus";

/** What a conference request was answered. */
export type Reply = Readonly<Record<string, string | undefined>>;

/** Logs in at Prosody's WebSocket port: alice with her password, everybody else as a guest. */
export function person(port: number, name: "alice" | "guest"): Promise<Session> {
  return login(
    name === "alice"
      ? { port, domain: "meet.jitsi", username: "alice", password: "alice-secret" }
      : { port, domain: "guest.meet.jitsi" },
  );
}

/** Asks the focus component for a conference: the attributes of the answer, or the condition of the refusal. */
export async function requestConference(
  session: Session,
  room: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const request = xml("conference", { xmlns: namespace, room, "machine-uid": "machine", ...attributes });
  const answer = await ask(session, "focus.meet.jitsi", request, "set");
  if ("condition" in answer) {
    return { condition: answer.condition };
  }
  return answer.getChild("conference", namespace)?.attrs ?? {};
}

/** Enters a room by its nickname, as a browser does after its conference request. */
export function enter(session: Session, room: string, nickname: string): Promise<string> {
  return join(session, `${room}/${nickname}`);
}
