import { field, form, h } from "./dom.ts";

/** The step before the room: the name one enters with. */
export function prejoin(room: string, name: string, nameRequired: boolean, join: (name: string) => void): HTMLElement {
  return h(
    "section",
    { class: "card" },
    h("p", { class: "eyebrow" }, "You are about to enter"),
    h("h1", {}, room),
    form(
      { class: "stack" },
      (values) => {
        join(values["name"] ?? "");
      },
      field("name", "Your name", {
        value: name,
        required: nameRequired,
        maxlength: "80",
        autocomplete: "name",
        autofocus: true,
        placeholder: nameRequired ? "" : "Optional",
      }),
      h("button", { type: "submit", class: "primary" }, "Join meeting"),
    ),
  );
}
