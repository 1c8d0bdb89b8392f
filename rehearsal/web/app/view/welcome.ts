import { randomRoom, roomPath } from "../place.ts";
import { field, form, h } from "./dom.ts";

/** The page without a room: a form for its name. */
export function welcome(tenant: string | undefined, go: (path: string) => void): HTMLElement {
  const suggestion = randomRoom();
  const send = (values: Readonly<Record<string, string>>): void => {
    const path = roomPath(values["room"] ?? "", tenant);
    go(path === "" ? roomPath(suggestion, tenant) : path);
  };
  return h(
    "section",
    { class: "card welcome" },
    h("h1", {}, "Meet in a room of your own"),
    h("p", { class: "lead" }, "Name a room and share its address. Whoever opens it is in."),
    form(
      { class: "row" },
      send,
      field("room", "Room name", { placeholder: suggestion, autocomplete: "off", autofocus: true }),
      h("button", { type: "submit", class: "primary" }, "Start"),
    ),
  );
}
