import type { Participant } from "./participants.ts";

/** Where the page is. It stands in `body[data-state]`, where tests wait for it. */
export type Phase =
  | "welcome"
  | "prejoin"
  | "connecting"
  | "requesting"
  | "login"
  | "waiting-for-host"
  | "lobby"
  | "joining"
  | "joined"
  | "reconnecting"
  | "ended";

/** What went wrong, in the names of the real client library. */
export type ErrorName =
  | "config"
  | "connection.passwordRequired"
  | "connection.droppedError"
  | "connection.serverError"
  | "connection.otherError"
  | "connection.conferenceRequestFailed"
  | "conference.reservationError"
  | "conference.authenticationRequired"
  | "conference.notAllowed"
  | "conference.max_users"
  | "conference.passwordRequired"
  | "conference.connectionError.membersOnly"
  | "conference.displayNameRequired"
  | "conference.focusLeft"
  | "conference.destroyed"
  | "conference.kicked";

export interface State {
  readonly phase: Phase;
  readonly error: ErrorName | undefined;
  readonly participants: readonly Participant[];
  /** What a service said of an error, in its own words. */
  readonly words?: string | undefined;
  /** Name of the shared document. */
  readonly document?: string | undefined;
}

/** What a person reads for each error. */
export const errorTexts: Readonly<Record<ErrorName, string>> = {
  config: "This page came without its configuration. The server does not include config.js.",
  "connection.passwordRequired": "That user name or password is wrong.",
  "connection.droppedError": "The connection was lost. Trying again …",
  "connection.serverError": "The server cannot be reached. Trying again …",
  "connection.otherError": "The server offers a login that it cannot do.",
  "connection.conferenceRequestFailed": "The meeting service does not answer yet. Trying again …",
  "conference.reservationError": "The booking system does not let this meeting start.",
  "conference.authenticationRequired": "The meeting has not started. It starts when a host logs in.",
  "conference.notAllowed": "The room refused the request to enter.",
  "conference.max_users": "The room is full.",
  "conference.passwordRequired": "The room has a password.",
  "conference.connectionError.membersOnly": "A moderator must let you in.",
  "conference.displayNameRequired": "This room needs your name. Go back and enter it.",
  "conference.focusLeft": "The meeting service restarted. Entering again …",
  "conference.destroyed": "The meeting has ended.",
  "conference.kicked": "A moderator removed you from the meeting.",
};
