import { xml, type Element } from "@xmpp/client";
import { join, type Session } from "./xmpp.ts";

const namespace = "http://jitsi.org/protocol/focus";

/** The tests' jicofo: opens rooms on request and makes the first person in each a moderator. */
export interface Focus {
  /** Rooms asked for so far, as they were named in the requests. */
  readonly requested: readonly string[];
  /** Leaves a room, as jicofo does when it is stopped. */
  leave(room: string): Promise<void>;
}

/**
 * Answers conference requests on a session of the focus account.
 * @param onlyFor domain whose people may open rooms; undefined: everybody may
 */
export async function actAsFocus(session: Session, onlyFor?: string): Promise<Focus> {
  const { client } = session;
  const requested: string[] = [];
  const open = new Set<string>();
  const owned = new Set<string>();
  const answer = async ({ stanza }: { stanza: Element }): Promise<Element> => {
    const room = stanza.getChild("conference", namespace)?.attrs["room"] ?? "";
    const from = stanza.attrs["from"] ?? "";
    requested.push(room);
    const sender = from.slice(from.indexOf("/") + 1).split("/")[0] ?? "";
    if (onlyFor !== undefined && !open.has(room) && !sender.endsWith(`@${onlyFor}`)) {
      return xml("error", { type: "auth" }, xml("not-authorized", { xmlns: "urn:ietf:params:xml:ns:xmpp-stanzas" }));
    }
    if (!open.has(room)) {
      await join(session, `${room}/focus`);
      open.add(room);
    }
    return xml("conference", { xmlns: namespace, ready: "true", room });
  };
  const own = async (presence: Element): Promise<void> => {
    const [room = "", nick] = (presence.attrs["from"] ?? "").split("/");
    const item = presence.getChild("x", "http://jabber.org/protocol/muc#user")?.getChild("item");
    const jid = item?.attrs["jid"]?.split("/")[0];
    if (nick === "focus" || !open.has(room) || owned.has(room) || jid === undefined || presence.attrs["type"]) {
      return;
    }
    owned.add(room);
    const query = xml(
      "query",
      { xmlns: "http://jabber.org/protocol/muc#admin" },
      xml("item", { affiliation: "owner", jid }),
    );
    await client.send(xml("iq", { type: "set", to: room, id: `own-${room}` }, query));
  };
  client.iqCallee.set(namespace, "conference", answer);
  client.on("element", (stanza) => {
    if (stanza.is("presence")) {
      void own(stanza);
    }
  });
  await client.send(xml("presence"));
  return {
    requested,
    leave: async (room) => {
      open.delete(room);
      owned.delete(room);
      await client.send(xml("presence", { to: `${room}/focus`, type: "unavailable" }));
    },
  };
}
