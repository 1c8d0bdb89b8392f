/** Where the page's address leads: `/room` or `/tenant/room`. */
export interface Place {
  readonly tenant: string | undefined;
  /** Name of the room as typed; undefined on the welcome page. */
  readonly room: string | undefined;
}

/** Reads the path of the page's address. */
export function readPlace(path: string): Place {
  const parts = path.split("/").filter((part) => part !== "");
  const room = parts.at(-1);
  return {
    tenant: parts.length > 1 ? parts.slice(0, -1).join("/") : undefined,
    room: room === undefined ? undefined : decode(room),
  };
}

/** Path of a room, within the same tenant. Empty when nothing of the name is left. */
export function roomPath(name: string, tenant: string | undefined): string {
  const clean = removeReserved(name.trim().replace(/\s+/g, "-"));
  const prefix = tenant === undefined ? "/" : `/${tenant}/`;
  return clean === "" ? "" : prefix + encodeURIComponent(clean);
}

/** The room's name as the XMPP server knows it: lower case, characters outside ASCII percent-encoded. */
export function roomNode(name: string): string {
  return encodeURIComponent(removeReserved(name.normalize("NFKC").toLowerCase())).toLowerCase();
}

/** Removes the characters that the app allows in no room name. */
function removeReserved(name: string): string {
  return name.replace(/[:?#[\]@!$&'()*+,;=></"]/g, "");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const first = ["amber", "bright", "calm", "clear", "gentle", "golden", "misty", "quiet", "silver", "swift"];
const second = ["bay", "bridge", "cloud", "forest", "garden", "harbour", "meadow", "mountain", "river", "valley"];

/**
 * A room name nobody is likely to have.
 * @param random numbers from 0 up to 1
 */
export function randomRoom(random: () => number = Math.random): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? "";
  return `${pick(first)}-${pick(second)}-${String(Math.floor(1000 + random() * 9000))}`;
}
