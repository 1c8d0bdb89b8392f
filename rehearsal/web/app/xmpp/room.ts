import { $iq, $pres, Strophe } from "strophe.js";
import { focusNick, type RoomPresence } from "../participants.ts";
import type { ErrorName } from "../state.ts";
import { recordingStatus } from "./recording.ts";
import type { StropheConnection, XmppConnection } from "./connection.ts";

const muc = "http://jabber.org/protocol/muc";

/** Why entering a room failed; `lobby` is where to knock. */
export class JoinError extends Error {
  readonly error: ErrorName;
  readonly lobby: string | undefined;

  constructor(error: ErrorName, lobby?: string) {
    super(error);
    this.error = error;
    this.lobby = lobby;
  }
}

/** How a stay in a room ends. */
export type Ending = "conference.focusLeft" | "conference.destroyed" | "conference.kicked" | "connection.droppedError";

export interface RoomEvents {
  /** Every presence in the room, one's own and jicofo's too. */
  presence(presence: RoomPresence): void;
  /** jicofo offered the media session. */
  session(): void;
}

/** A room one is in. */
export interface Room {
  /** Settles when the stay is over, unless one left. */
  readonly ending: Promise<Ending>;
  leave(): void;
}

/**
 * Enters a room.
 * @param occupant full JID in the room: room@muc/nick
 * @throws JoinError
 */
export function joinRoom(
  xmpp: XmppConnection,
  occupant: string,
  name: string | undefined,
  events: RoomEvents,
): Promise<Room> {
  const { strophe } = xmpp;
  const room = Strophe.getBareJidFromJid(occupant);
  const nick = Strophe.getResourceFromJid(occupant);
  const over = Promise.withResolvers<Ending>();
  void xmpp.closed.then(() => {
    over.resolve("connection.droppedError");
  });
  const join = $pres({ to: occupant }).c("x", { xmlns: muc }).up();
  if (name !== undefined) {
    join.c("nick", { xmlns: "http://jabber.org/protocol/nick" }).t(name).up();
  }
  return new Promise((resolve, reject) => {
    const onPresence = (stanza: Element): boolean => {
      if (stanza.getAttribute("type") === "error") {
        reject(joinError(stanza));
        return false;
      }
      const presence = readPresence(stanza);
      events.presence(presence);
      const own = presence.id === nick;
      if (!presence.available && (own || presence.id === focusNick)) {
        over.resolve(endingOf(stanza, presence, own));
        return false;
      }
      if (own) {
        resolve({
          ending: over.promise,
          leave: () => {
            strophe.send($pres({ to: occupant, type: "unavailable" }));
          },
        });
      }
      return true;
    };
    strophe.addHandler(onPresence, null, "presence", null, null, room, {
      matchBareFromJid: true,
      ignoreNamespaceFragment: false,
    });
    answerRequests(strophe, events);
    strophe.send(join);
    void over.promise.then((error) => {
      reject(new JoinError(error));
    });
  });
}

/** Answers what jicofo asks a client: what it can do, and whether it takes the media session. It only says yes. */
function answerRequests(strophe: StropheConnection, events: RoomEvents): void {
  const onRequest = (request: Element): boolean => {
    const answer = $iq({
      type: "result",
      to: request.getAttribute("from") ?? "",
      id: request.getAttribute("id") ?? "",
    });
    if (request.querySelector("query")?.namespaceURI === "http://jabber.org/protocol/disco#info") {
      answer.c("query", { xmlns: "http://jabber.org/protocol/disco#info" });
      for (const feature of ["urn:xmpp:jingle:1", "urn:xmpp:jingle:apps:rtp:audio", "urn:xmpp:jingle:apps:rtp:video"]) {
        answer.c("feature", { var: feature }).up();
      }
    } else if (request.querySelector("jingle[action=session-initiate]")) {
      events.session();
    }
    strophe.send(answer);
    return true;
  };
  strophe.addHandler(onRequest, null, "iq", ["get", "set"]);
}

function readPresence(stanza: Element): RoomPresence {
  const item = stanza.querySelector("x > item");
  const jid = item?.getAttribute("jid");
  return {
    id: Strophe.getResourceFromJid(stanza.getAttribute("from") ?? "") ?? "",
    available: stanza.getAttribute("type") !== "unavailable",
    role: item?.getAttribute("role") ?? undefined,
    affiliation: item?.getAttribute("affiliation") ?? undefined,
    domain: jid ? (Strophe.getDomainFromJid(jid) ?? undefined) : undefined,
    document: stanza.querySelector(":scope > etherpad")?.textContent ?? undefined,
    name: stanza.querySelector(":scope > nick")?.textContent ?? undefined,
    statusCodes: [...stanza.querySelectorAll("x > status")].map((status) => status.getAttribute("code") ?? ""),
    recording: recordingStatus(stanza),
  };
}

function endingOf(stanza: Element, presence: RoomPresence, own: boolean): Ending {
  if (stanza.querySelector("x > destroy")) {
    return "conference.destroyed";
  }
  return own && presence.statusCodes.includes("307") ? "conference.kicked" : "conference.focusLeft";
}

const joinErrors: Readonly<Record<string, ErrorName>> = {
  "not-authorized": "conference.passwordRequired",
  "service-unavailable": "conference.max_users",
  "registration-required": "conference.connectionError.membersOnly",
  "not-acceptable": "conference.displayNameRequired",
};

function joinError(stanza: Element): JoinError {
  const condition = stanza.querySelector("error > *")?.localName ?? "";
  const lobby = stanza.querySelector("lobbyroom")?.textContent ?? undefined;
  return new JoinError(joinErrors[condition] ?? "conference.notAllowed", lobby);
}
