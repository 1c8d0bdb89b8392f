import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, whole } from "../types.ts";
import { restartsProsody as effect } from "./values.ts";

/** A booking system that is asked before a meeting starts. */
export const reservations = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Ask a booking system before a meeting starts. When it does not answer, no meeting can start.",
    env: ["PROSODY_RESERVATION_ENABLED"],
    effect,
  }),
  baseUrl: setting(httpUrl.optional(), {
    doc: "The booking system's address: meetings are asked for at <baseUrl>/conference.",
    env: ["PROSODY_RESERVATION_REST_BASE_URL"],
    effect,
  }),
  authorization: setting(z.boolean().default(false), {
    doc: "Send secrets.reservationsAuthorization as the header Authorization.",
    effect,
  }),
  timeout: setting(whole(1, 300).default(20), {
    doc: "How long the booking system may take to answer.",
    unit: "seconds",
    effect,
  }),
  retries: setting(whole(0, 20).default(3), {
    doc: "How often it is asked again after an error of its own (5xx).",
    effect,
  }),
  retryDelay: setting(whole(1, 60).default(3), {
    doc: "Time between two tries.",
    unit: "seconds",
    effect,
  }),
  maxOccupants: setting(z.boolean().default(false), {
    doc: "A booking may say how many people its room takes (max_occupants).",
    effect,
  }),
  lobby: setting(z.boolean().default(false), {
    doc: "A booking may open its room with a lobby (lobby).",
    effect,
  }),
  password: setting(z.boolean().default(false), {
    doc: "A booking may give its room a password (password).",
    effect,
  }),
});
