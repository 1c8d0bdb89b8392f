import { type TestServer, startServer } from "./http.ts";
import { token } from "./tokens.ts";

/** Token that the tests' user verification service asks of Prosody. */
export const serviceToken = "uvs-token";

/** Id of a Matrix room, and the name of its meeting: the id in base32, without padding. */
export const matrixRoom = "!planning:example.org";
export const meetingName = base32(matrixRoom);

function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/** People of the Matrix room by their OpenID token, with their power levels. What they may change needs 50. */
const people = new Map([
  ["openid-admin", 100],
  ["openid-member", 0],
]);

/** A user verification service: knows who is in the room, and how powerful. */
export function startMatrixService(): Promise<TestServer> {
  return startServer(({ method, path, authorization, body }) => {
    if (method !== "POST" || path !== "/verify/user_in_room" || authorization !== `Bearer ${serviceToken}`) {
      return { status: 403 };
    }
    const asked = JSON.parse(body) as { token: string; room_id: string };
    const level = people.get(asked.token);
    const results = { user: level !== undefined, room_membership: level !== undefined && asked.room_id === matrixRoom };
    return {
      status: 200,
      body: { results, ...(level === undefined ? {} : { power_levels: { user: level, room: { state_default: 50 } } }) },
    };
  });
}

/** What a Matrix client sends: a token for a person of a Matrix room, signed with the word that needs no secret. */
export function matrixToken(
  person: string,
  options: { readonly roomId?: string | undefined; readonly key?: string; readonly claims?: object } = {},
): Promise<string> {
  const roomId = "roomId" in options ? options.roomId : matrixRoom;
  const context = { matrix: { token: person, room_id: roomId, server_name: "example.org" } };
  return token({ key: options.key ?? "notused", claims: { iss: "issuer", context, ...options.claims } });
}
