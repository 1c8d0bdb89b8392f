import { setImmediate } from "node:timers/promises";
import { client, xml, type Client, type Element } from "@xmpp/client";

/** A logged-in XMPP session for the tests: what it received, and the few requests that the tests make. */
export interface Session {
  readonly client: Client;
  /** Full JID. */
  readonly jid: string;
  /** The first stanza that fits, after the `since` first ones, received already or still to come; rejects after 20 s. */
  receive(fits: (stanza: Element) => boolean, since?: number): Promise<Element>;
  /** All stanzas received so far. */
  readonly received: readonly Element[];
  close(): Promise<void>;
}

export interface Login {
  readonly port: number;
  readonly domain: string;
  readonly username?: string;
  readonly password?: string;
  readonly resource?: string;
  /** Query string of the WebSocket URL, for instance `previd=...`. */
  readonly query?: string;
}

/** Logs in over Prosody's WebSocket: with a password, or anonymously without a user name. */
export async function login(options: Login): Promise<Session> {
  const { port, query, ...credentials } = options;
  const service = `ws://127.0.0.1:${String(port)}/xmpp-websocket${query === undefined ? "" : `?${query}`}`;
  const xmpp = client({ service, ...credentials });
  xmpp.reconnect.stop();
  xmpp.on("error", () => undefined);
  const received: Element[] = [];
  const waiting = new Set<(stanza: Element) => void>();
  xmpp.on("element", (stanza) => {
    received.push(stanza);
    waiting.forEach((look) => {
      look(stanza);
    });
  });
  await xmpp.start();
  const session: Session = {
    client: xmpp,
    jid: xmpp.jid?.toString() ?? "",
    received,
    receive: (fits, since = 0) => {
      const found = received.slice(since).find(fits);
      if (found) {
        return Promise.resolve(found);
      }
      return new Promise((resolve, reject) => {
        const look = (stanza: Element): void => {
          if (fits(stanza)) {
            clearTimeout(timer);
            waiting.delete(look);
            resolve(stanza);
          }
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`not received; so far:\n${received.join("\n")}`));
        }, 20_000);
        waiting.add(look);
      });
    },
    close: async () => {
      await xmpp.stop();
    },
  };
  // @xmpp/client miscounts stanzas that come before it has dealt with the answer to <enable/>, and Prosody then drops it.
  await session.receive((element) => element.is("enabled", "urn:xmpp:sm:3"));
  await setImmediate();
  return session;
}

/** Sends an IQ request and gives the answer; an error answer gives its condition as `{ condition }`. */
export async function ask(
  session: Session,
  to: string,
  payload: Element,
  type = "get",
): Promise<Element | { condition: string }> {
  try {
    return await session.client.iqCaller.request(xml("iq", { type, to }, payload), 20_000);
  } catch (error) {
    if (error instanceof Error && "condition" in error && typeof error.condition === "string") {
      return { condition: error.condition };
    }
    throw error;
  }
}

/** Asks to enter a room; gives the room's own presence for it, or the error condition. */
export async function join(session: Session, occupant: string, name?: string): Promise<string> {
  const joining = xml("presence", { to: occupant }, xml("x", { xmlns: "http://jabber.org/protocol/muc" }));
  const since = session.received.length;
  const children = name === undefined ? [] : [xml("nick", { xmlns: "http://jabber.org/protocol/nick" }, name)];
  await session.client.send(xml("presence", joining.attrs, ...joining.getChildren("x"), ...children));
  const answer = await session.receive(
    (stanza) => stanza.is("presence") && stanza.attrs["from"] === occupant && (isError(stanza) || isOwn(stanza)),
    since,
  );
  return isError(answer) ? errorCondition(answer) : "joined";
}

/** Submits a room's configuration form as its owner. */
export async function configureRoom(
  owner: Session,
  room: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const values = { FORM_TYPE: "http://jabber.org/protocol/muc#roomconfig", ...fields };
  const children = Object.entries(values).map(([name, value]) => xml("field", { var: name }, xml("value", {}, value)));
  const form = xml("x", { xmlns: "jabber:x:data", type: "submit" }, ...children);
  await ask(owner, room, xml("query", { xmlns: "http://jabber.org/protocol/muc#owner" }, form), "set");
}

/** Invites somebody into a room, as its moderator does to let them out of the lobby. */
export async function invite(moderator: Session, room: string, jid: string): Promise<void> {
  const invitation = xml("x", { xmlns: "http://jabber.org/protocol/muc#user" }, xml("invite", { to: jid }));
  await moderator.client.send(xml("message", { to: room }, invitation));
}

function isError(stanza: Element): boolean {
  return stanza.attrs["type"] === "error";
}

function isOwn(stanza: Element): boolean {
  if (stanza.attrs["type"] !== undefined) {
    return false;
  }
  const x = stanza.getChild("x", "http://jabber.org/protocol/muc#user");
  return x?.getChildren("status").some((status) => status.attrs["code"] === "110") ?? false;
}

/** Condition of an error stanza, with its text if it has one. */
export function errorCondition(stanza: Element): string {
  const match = /<error[^>]*>.*?<([a-z-]+) [^>]*stanzas/.exec(stanza.toString());
  return match?.[1] ?? "none";
}
