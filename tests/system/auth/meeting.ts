import { type Element, xml } from "@xmpp/client";
import { type Session, ask, errorCondition, join } from "../rehearsal-web/xmpp.ts";
import type { Prosody } from "./prosody.ts";

const jitsi = "http://jitsi.org/jitmeet";
const stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";

/** A room with jicofo, a moderator, whose nickname is `mod`, and somebody else, `guest`. */
export interface Meeting {
  readonly room: string;
  readonly focus: Session;
  readonly moderator: Session;
  readonly guest: Session;
}

/** Lets people into a room of a Prosody where nobody needs an account. The room is tenant/name, or a name. */
export async function meet(prosody: Prosody, path: string): Promise<Meeting> {
  const { room } = addressOf(path);
  const focus = await prosody.openRoom(room);
  const moderator = await enter(prosody, path, "mod", "Mo");
  await makeModerator(focus, room, moderator);
  return { room, focus, moderator, guest: await enter(prosody, path, "guest") };
}

/** Lets one more in. */
export async function enter(prosody: Prosody, path: string, nick: string, name?: string): Promise<Session> {
  const person = await visitor(prosody, path);
  const outcome = await join(person, `${addressOf(path).room}/${nick}`, name);
  if (outcome !== "joined") {
    throw new Error(`${nick} was not let into ${path}: ${outcome}`);
  }
  await settle(person);
  return person;
}

/** Somebody whose browser shows this room, and who has not entered it. */
export async function visitor(prosody: Prosody, path: string): Promise<Session> {
  return prosody.person({ domain: "meet.jitsi", query: addressOf(path).query });
}

function addressOf(path: string): { readonly room: string; readonly query: string } {
  const [name = "", tenant] = path.split("/").reverse();
  return tenant === undefined
    ? { room: `${name}@muc.meet.jitsi`, query: `room=${name}` }
    : { room: `${name}@muc.${tenant}.meet.jitsi`, query: `room=${name}&prefix=${tenant}` };
}

/** Waits until the server has dealt with all that these people have sent, and they have what it sent them. */
export async function settle(...people: readonly Session[]): Promise<void> {
  const ping = xml("ping", { xmlns: "urn:xmpp:ping" });
  for (const person of people) {
    await ask(person, person.jid.split(/[@/]/)[1] ?? "", ping);
  }
}

/** Makes somebody a moderator, as jicofo does. */
export async function makeModerator(focus: Session, room: string, person: Session, role = "owner"): Promise<void> {
  const item = xml("item", { affiliation: role, jid: person.jid.replace(/\/.*/, "") });
  await ask(focus, room, xml("query", { xmlns: "http://jabber.org/protocol/muc#admin" }, item), "set");
  await settle(person);
}

/** Sends a component a message with one child. Gives `taken`, or the condition and text with which it is refused. */
export async function request(person: Session, component: string, child: Element): Promise<string> {
  const since = person.received.length;
  await person.client.send(xml("message", { to: component, id: "request" }, child));
  await settle(person);
  const refusal = person.received.slice(since).find(({ attrs }) => attrs["id"] === "request");
  if (refusal === undefined) {
    return "taken";
  }
  const text = refusal.getChild("error")?.getChildText("text", stanzas);
  return errorCondition(refusal) + (text === null || text === undefined ? "" : `: ${text}`);
}

/** A message of JSON, as components take and send it. */
export function jsonMessage(value: unknown): Element {
  return xml("json-message", { xmlns: jitsi }, JSON.stringify(value));
}

/** An element without children in the namespace of Jitsi's components. */
export function jitsiElement(name: string, attributes: Readonly<Record<string, string>>, text?: string): Element {
  return xml(name, { xmlns: jitsi, ...attributes }, ...(text === undefined ? [] : [text]));
}

/** What JSON of a type somebody was sent, after the `since` first stanzas. */
export async function told(person: Session, type: string, since = 0): Promise<readonly unknown[]> {
  await settle(person);
  return person.received.slice(since).flatMap((stanza) => readJson(stanza, type));
}

/** Waits for JSON of a type that fits, after the `since` first stanzas. */
export async function untilTold(
  person: Session,
  type: string,
  fits: (value: unknown) => boolean,
  since = 0,
): Promise<unknown> {
  return readJson(await person.receive((stanza) => readJson(stanza, type).some(fits), since), type)[0];
}

function readJson(stanza: Element, type: string): readonly unknown[] {
  const text = stanza.is("message") ? stanza.getChildText("json-message", jitsi) : null;
  const value: unknown = text === null ? undefined : JSON.parse(text);
  return typeof value === "object" && value !== null && "type" in value && value.type === type ? [value] : [];
}
