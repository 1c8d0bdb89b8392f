import { $iq } from "strophe.js";
import type { XmppConnection } from "./connection.ts";

const namespace = "http://jitsi.org/protocol/jibri";

/** Asks jicofo to start or stop a recording. Gives the status it answers, or the condition of its refusal. */
export function orderRecording(xmpp: XmppConnection, room: string, action: "start" | "stop"): Promise<string> {
  const request = $iq({ type: "set", to: `${room}/focus` }).c("jibri", {
    xmlns: namespace,
    action,
    recording_mode: "file",
  });
  return new Promise((resolve) => {
    xmpp.strophe.sendIQ(
      request,
      (answer: Element) => {
        resolve(answer.querySelector("jibri")?.getAttribute("status") ?? "");
      },
      (error: Element | null) => {
        resolve(error?.querySelector("error > *")?.localName ?? "timeout");
      },
      30_000,
    );
  });
}

/** How the room's recording goes, as a presence of jicofo's says: `pending`, `on` or `off`. */
export function recordingStatus(presence: Element): string | undefined {
  const [status] = presence.getElementsByTagNameNS(namespace, "jibri-recording-status");
  return status?.getAttribute("status") ?? undefined;
}
