import { z } from "zod";
import { group, setting } from "../setting.ts";
import { textLine, whole } from "../types.ts";
import { effect } from "./types.ts";

/** What the menu at each person offers. */
export const participantMenu = group({
  enabled: setting(z.boolean().default(true), {
    doc: "There is a menu at each person.",
    effect,
  }),
  kick: setting(z.boolean().default(true), {
    doc: "Moderators can throw people out.",
    effect,
  }),
  grantModerator: setting(z.boolean().default(true), {
    doc: "Moderators can make others moderators.",
    effect,
  }),
  demote: setting(z.boolean().optional(), {
    doc: "Moderators can make other people visitors again.",
    derivedDefault: "true",
    effect,
  }),
  mute: setting(z.boolean().optional(), {
    doc: "Microphones of others can be switched off.",
    derivedDefault: "true",
    effect,
  }),
  privateChat: setting(z.enum(["everybody", "moderators", "not-visitors", "nobody"]).default("everybody"), {
    doc: "Who can be written to in private: everybody, moderators only, everybody but visitors, or nobody.",
    effect,
  }),
});

/** The lobby and the dialog about a room's safety. */
export const lobby = group({
  autoKnock: setting(z.boolean().optional(), {
    doc: "People knock as soon as they come to a lobby, without a button.",
    derivedDefault: "false",
    effect,
  }),
  chat: setting(z.boolean().optional(), {
    doc: "Moderators and people in the lobby can write to each other.",
    derivedDefault: "true",
    effect,
  }),
  button: setting(z.boolean().optional(), {
    doc: "Moderators see the switch of the lobby. Where the lobby itself is to be off: rooms.lobby.",
    derivedDefault: "true",
    effect,
  }),
  password: setting(z.boolean().optional(), {
    doc: "Who knows the room's password can type it in the lobby.",
    derivedDefault: "true",
    effect,
  }),
});

/** Buttons of breakout rooms. */
export const breakoutRooms = group({
  addButton: setting(z.boolean().default(true), {
    doc: "Moderators see the button that makes a breakout room. Never shown with rooms.breakoutRooms off.",
    effect,
  }),
  autoAssignButton: setting(z.boolean().optional(), {
    doc: "Moderators can have people spread over the breakout rooms.",
    derivedDefault: "true",
    effect,
  }),
  joinButton: setting(z.boolean().optional(), {
    doc: "People can enter a breakout room by themselves.",
    derivedDefault: "true",
    effect,
  }),
});

/** What people can do in a meeting. */
export const meeting = {
  chat: setting(z.boolean().optional(), {
    doc: "Meetings have a chat.",
    derivedDefault: "true",
    effect,
  }),
  reactions: setting(z.boolean().default(true), {
    doc: "People can send reactions such as applause.",
    effect,
  }),
  selfView: setting(z.boolean().optional(), {
    doc: "People see themselves.",
    derivedDefault: "true",
    effect,
  }),
  keyboardShortcuts: setting(z.boolean().optional(), {
    doc: "Keys such as M for the microphone work.",
    derivedDefault: "true",
    effect,
  }),
  speakerStats: setting(z.boolean().optional(), {
    doc: "People can see who spoke how long.",
    derivedDefault: "true",
    effect,
  }),
  invitations: setting(z.boolean().optional(), {
    doc: "People can invite others from within a meeting.",
    derivedDefault: "true",
    effect,
  }),
  inviteAppName: setting(textLine.optional(), {
    doc: "Name of the service in invitations by e-mail.",
    effect,
  }),
  endToEndEncryption: setting(z.boolean().optional(), {
    doc: "People can switch on encryption from end to end.",
    derivedDefault: "true",
    effect,
  }),
  tileView: group({
    enabled: setting(z.boolean().optional(), {
      doc: "People can see everybody at once.",
      derivedDefault: "true",
      effect,
    }),
    visibleTiles: setting(whole(1).optional(), {
      doc: "How many people it shows at most before it scrolls.",
      unit: "people",
      derivedDefault: "25",
      effect,
    }),
  }),
  sharedVideoDomains: setting(
    z
      .array(z.string().regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/, "must be a host name such as example.org, or *"))
      .optional(),
    {
      doc: "Sites whose videos people may play to everybody, besides YouTube. *: all sites.",
      effect,
    },
  ),
  disabledNotifications: setting(
    z
      .array(z.string().regex(/^[A-Za-z][\w.-]*$/, "must be the name of a notification, such as notify.raisedHand"))
      .optional(),
    {
      doc: "Messages of the page that are not shown, by the names in its translations, such as notify.raisedHand.",
      effect,
    },
  ),
  conferenceTimer: setting(z.boolean().optional(), {
    doc: "Show how long a meeting has been going on.",
    derivedDefault: "true",
    effect,
  }),
  feedbackPercentage: setting(whole(0, 100).optional(), {
    doc: "Share of people who are asked what they think of a call when they leave it, where analytics are on.",
    unit: "percent",
    derivedDefault: "100",
    effect,
  }),
};
