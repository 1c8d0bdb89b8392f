import { $iq } from "strophe.js";
import type { XmppConnection } from "./connection.ts";

/** jicofo's answer to a conference request. */
export type FocusAnswer =
  | "ready"
  | "not-ready"
  | "authentication-required"
  | "failed"
  /** The booking system refused, with these words. */
  | { readonly refusal: string };

const answerTimeout = 15_000;

/**
 * Asks jicofo to be in the room, which makes the room.
 * @param focus address of the client proxy
 * @param room bare JID of the room
 */
export function requestConference(xmpp: XmppConnection, focus: string, room: string): Promise<FocusAnswer> {
  const request = $iq({ type: "set", to: focus })
    .c("conference", { xmlns: "http://jitsi.org/protocol/focus", room, "machine-uid": machineId() })
    .c("property", { name: "rehearsal", value: "true" });
  return new Promise((resolve) => {
    xmpp.strophe.sendIQ(
      request,
      (answer) => {
        resolve(answer.querySelector("conference")?.getAttribute("ready") === "true" ? "ready" : "not-ready");
      },
      (answer) => {
        resolve(failure(answer));
      },
      answerTimeout,
    );
    void xmpp.closed.then(() => {
      resolve("failed");
    });
  });
}

function failure(answer: Element | null): FocusAnswer {
  if (answer?.querySelector("error > reservation-error")) {
    return { refusal: answer.querySelector("error > text")?.textContent ?? "" };
  }
  return answer?.querySelector("error > not-authorized") ? "authentication-required" : "failed";
}

/** A random id of this browser: jicofo ties a login to it. */
function machineId(): string {
  const stored = localStorage.getItem("machine-uid");
  if (stored !== null) {
    return stored;
  }
  const id = crypto
    .getRandomValues(new Uint8Array(16))
    .reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "");
  localStorage.setItem("machine-uid", id);
  return id;
}
