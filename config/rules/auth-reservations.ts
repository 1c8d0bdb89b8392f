import { setCommand, setSecretCommand } from "../commands.ts";
import type { Rule } from "./draft.ts";
import { hasSecret, reachable } from "./inside.ts";

const withoutSystem: Rule = {
  reads: ["auth.reservations.enabled", "auth.reservations.baseUrl"],
  check: ({ settings: { auth } }) =>
    auth.reservations.enabled && auth.reservations.baseUrl === undefined
      ? [
          {
            path: "auth.reservations.baseUrl",
            reason: "is missing: no meeting could start",
            fix: setCommand("auth.reservations.baseUrl", "https://bookings.example.org"),
          },
        ]
      : [],
};

const authorization: Rule = {
  reads: ["auth.reservations.enabled", "auth.reservations.authorization", "secrets.reservationsAuthorization"],
  check: (draft) => {
    const { enabled, authorization: sends } = draft.settings.auth.reservations;
    const path = "secrets.reservationsAuthorization";
    const given = hasSecret(draft, "reservationsAuthorization");
    if (!enabled || sends === given) {
      return [];
    }
    return given
      ? [
          {
            path,
            reason: "is sent to nobody: auth.reservations.authorization is off",
            fix: setCommand("auth.reservations.authorization", true),
          },
        ]
      : [{ path, reason: "is missing: auth.reservations.authorization sends it", fix: setSecretCommand(path) }];
  },
};

const lobbyThatIsNot: Rule = {
  reads: ["auth.reservations.enabled", "auth.reservations.lobby", "rooms.lobby"],
  check: ({ settings: { auth, rooms } }) =>
    auth.reservations.enabled && auth.reservations.lobby && !rooms.lobby
      ? [
          {
            path: "auth.reservations.lobby",
            value: true,
            reason: "has no lobby to open: rooms.lobby is off",
            fix: setCommand("rooms.lobby", true),
          },
        ]
      : [],
};

export const reservationRules: readonly Rule[] = [
  withoutSystem,
  authorization,
  lobbyThatIsNot,
  reachable(
    "auth.reservations.baseUrl",
    ({ auth }) => (auth.reservations.enabled ? auth.reservations.baseUrl : []),
    "Prosody",
  ),
];
