/** Somebody in the room. */
export interface Participant {
  /** Nickname in the room: the person's id. */
  readonly id: string;
  /** What others see; undefined until the person gives a name. */
  readonly name: string | undefined;
  readonly moderator: boolean;
  readonly self: boolean;
}

/** A room's presence, read from the stanza. */
export interface RoomPresence {
  readonly id: string;
  readonly available: boolean;
  readonly role: string | undefined;
  readonly affiliation: string | undefined;
  /** Domain of the person's own address, where the room shows it. */
  readonly domain: string | undefined;
  readonly name: string | undefined;
  readonly statusCodes: readonly string[];
  /** Name of the shared document, which jicofo says. */
  readonly document: string | undefined;
  /** What jicofo's presence says of the room's recording. */
  readonly recording?: string | undefined;
}

/** jicofo's nickname in every room. */
export const focusNick = "focus";

/**
 * The people in the room after one more presence: yourself first, then by arrival. jicofo and people of the hidden domain are
 * never among them.
 */
export function withPresence(
  people: readonly Participant[],
  presence: RoomPresence,
  hiddenDomain: string | undefined,
): readonly Participant[] {
  const others = people.filter(({ id }) => id !== presence.id);
  const hidden = presence.id === focusNick || (hiddenDomain !== undefined && presence.domain === hiddenDomain);
  if (!presence.available || hidden) {
    return others;
  }
  const person: Participant = {
    id: presence.id,
    name: presence.name,
    moderator: presence.role === "moderator",
    self: presence.statusCodes.includes("110"),
  };
  if (person.self) {
    return [person, ...others];
  }
  const index = people.findIndex(({ id }) => id === presence.id);
  return index < 0 ? [...people, person] : people.with(index, person);
}

/** Up to two initials for the picture. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("") || "?";
}

/** Hue of a person's picture, 0 to 359, the same on every screen. */
export function hue(id: string): number {
  return [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}
