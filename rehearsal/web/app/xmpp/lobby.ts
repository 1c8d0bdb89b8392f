import { Strophe } from "strophe.js";
import type { XmppConnection } from "./connection.ts";
import { joinRoom } from "./room.ts";

/**
 * Waits in a room's lobby.
 * @param lobby JID of the lobby
 * @param room bare JID of the room, which the invitation comes from
 * @returns whether a moderator let one in; false when the connection ended or the moderator refused
 */
export async function waitInLobby(
  xmpp: XmppConnection,
  lobby: string,
  room: string,
  nick: string,
  name: string | undefined,
): Promise<boolean> {
  const invited = Promise.withResolvers<boolean>();
  const handler = xmpp.strophe.addHandler(
    (message) => {
      const isInvitation = message.querySelector("x > invite") !== null;
      if (isInvitation) {
        invited.resolve(true);
      }
      return !isInvitation;
    },
    null,
    "message",
    null,
    null,
    room,
  );
  const silent = { presence: () => undefined, session: () => undefined };
  const waiting = await joinRoom(xmpp, `${Strophe.getBareJidFromJid(lobby)}/${nick}`, name, silent);
  // A lobby closes when the room opens.
  const over = waiting.ending.then((ending) => ending === "conference.destroyed");
  const letIn = await Promise.race([invited.promise, over]);
  xmpp.strophe.deleteHandler(handler);
  waiting.leave();
  return letIn;
}
