import type { Phase } from "../state.ts";
import type { Credentials } from "../xmpp/connection.ts";
import { field, form, h } from "./dom.ts";

interface LoginActions {
  login(credentials: Credentials): void;
  /** Goes on as a guest; undefined where guests are not let in. */
  readonly guest: (() => void) | undefined;
}

/** The form for people with an account: alone, or below the note that a host must come first. */
export function login(phase: Phase, actions: LoginActions): HTMLElement {
  const waiting = phase === "waiting-for-host";
  const { guest } = actions;
  return h(
    "section",
    { class: "card" },
    h("h1", {}, waiting ? "Waiting for a host to open the room" : "Log in"),
    h(
      "p",
      { class: "lead" },
      waiting
        ? "You enter by yourself as soon as a host is here. Are you the host? Then log in."
        : "This room is opened by people with an account.",
    ),
    form(
      { class: "stack" },
      ({ user = "", password = "" }) => {
        actions.login({ user, password });
      },
      field("user", "User name", { required: true, autocomplete: "username", autocapitalize: "none" }),
      field("password", "Password", { required: true, type: "password", autocomplete: "current-password" }),
      h("button", { type: "submit", class: "primary" }, "Log in"),
    ),
    waiting || guest === undefined
      ? undefined
      : h(
          "button",
          {
            type: "button",
            class: "quiet",
            onclick: () => {
              guest();
            },
          },
          "Enter as a guest instead",
        ),
  );
}
