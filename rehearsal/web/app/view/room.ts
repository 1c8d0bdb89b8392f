import { hue, initials, type Participant } from "../participants.ts";
import type { PageSettings } from "../settings.ts";
import { h } from "./dom.ts";
import { dialIn, sharedDocument } from "./extras.ts";

interface RoomActions {
  leave(): void;
}

/** The room: who is there, and the way out. */
export function room(
  actions: RoomActions,
  settings: PageSettings,
  name: string,
): {
  readonly element: HTMLElement;
  show(people: readonly Participant[], document: string | undefined): void;
} {
  const pad = sharedDocument(settings);
  const list = h("ul", { class: "people", "aria-label": "People in the room" });
  const copied = h("span", { role: "status", class: "visually-hidden" });
  const copy = h("button", { type: "button", onclick: () => void copyAddress(copy, copied) }, "Copy link");
  const leave = h(
    "button",
    {
      type: "button",
      class: "danger",
      id: "leave",
      onclick: () => {
        actions.leave();
      },
    },
    "Leave",
  );
  const element = h(
    "section",
    { class: "room" },
    list,
    pad.element,
    dialIn(settings, name),
    h("div", { class: "toolbar" }, copy, leave, copied),
  );
  return {
    element,
    show: (people, document) => {
      pad.show(document);
      list.replaceChildren(...people.map(tile));
    },
  };
}

function tile(person: Participant): HTMLElement {
  const name = person.name ?? "Guest";
  const picture = h("span", { class: "picture", "aria-hidden": "true" }, initials(name));
  picture.style.setProperty("--hue", String(hue(person.id)));
  return h(
    "li",
    {
      "data-participant": person.id,
      "data-name": name,
      "data-moderator": String(person.moderator),
      "data-self": String(person.self),
    },
    picture,
    h("span", { class: "name" }, person.self ? `${name} (you)` : name),
    person.moderator ? h("span", { class: "badge" }, "Moderator") : undefined,
  );
}

async function copyAddress(button: HTMLButtonElement, status: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href.split("#")[0] ?? "");
    status.textContent = "Link copied";
    button.textContent = "Copied";
  } catch {
    status.textContent = "The browser does not allow copying. The link is in the address bar.";
  }
}
