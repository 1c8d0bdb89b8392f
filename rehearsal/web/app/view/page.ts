import type { Participant } from "../participants.ts";
import { errorTexts, type ErrorName, type Phase } from "../state.ts";
import { h } from "./dom.ts";

/** The frame around everything: the note that this is a rehearsal, the room's name, one line of news. */
export interface Page {
  /** Shows a phase. `content` makes what is in the middle; it is kept while the phase's kind stays the same. */
  show(phase: Phase, error: ErrorName | undefined, participants: readonly Participant[], words?: string): void;
  /** Replaces what is in the middle. */
  put(content: HTMLElement): void;
}

const phaseTexts: Partial<Record<Phase, string>> = {
  connecting: "Connecting …",
  requesting: "Asking for the meeting …",
  joining: "Entering …",
  lobby: "Waiting to be let in …",
  reconnecting: "Reconnecting …",
  ended: "You have left the meeting.",
};

/** Builds the frame in an element of the document. */
export function page(root: HTMLElement, room: string | undefined): Page {
  const status = h("p", { class: "status", role: "status", "aria-live": "polite" });
  const middle = h("main", {});
  root.replaceChildren(
    h(
      "p",
      { class: "rehearsal", id: "rehearsal" },
      h("strong", {}, "REHEARSAL"),
      " — signalling only, no audio or video",
    ),
    h(
      "header",
      {},
      h(
        "a",
        { href: "/", "aria-label": "Start page" },
        h("img", { src: "images/watermark.svg", alt: "", width: "28", height: "28" }),
      ),
      h("span", { class: "title" }, room ?? "Jitsi Meet stack"),
      status,
    ),
    middle,
  );
  return {
    put: (content) => {
      middle.replaceChildren(content);
      middle.querySelector<HTMLElement>("[autofocus]")?.focus();
    },
    show: (phase, error, participants, words) => {
      document.body.dataset["state"] = phase;
      document.body.dataset["participants"] = String(participants.length);
      if (error === undefined) {
        delete document.body.dataset["error"];
      } else {
        document.body.dataset["error"] = error;
      }
      status.classList.toggle("bad", error !== undefined && error !== "conference.authenticationRequired");
      status.textContent =
        error === undefined
          ? (phaseTexts[phase] ?? people(phase, participants.length))
          : [errorTexts[error], words].filter(Boolean).join(" ");
    },
  };
}

function people(phase: Phase, count: number): string {
  if (phase !== "joined") {
    return "";
  }
  return count === 1 ? "You are the only one here" : `${String(count)} people are here`;
}

/** A quiet card for the time between two steps. */
export function waiting(): HTMLElement {
  return h("section", { class: "card waiting", "aria-hidden": "true" }, h("span", { class: "spinner" }));
}

/** The end of a stay: the way back in. */
export function ended(): HTMLElement {
  return h(
    "section",
    { class: "card" },
    h("h1", {}, "See you"),
    h(
      "div",
      { class: "row" },
      h("a", { class: "button primary", href: location.pathname }, "Enter again"),
      h("a", { class: "button", href: "/" }, "Start page"),
    ),
  );
}
