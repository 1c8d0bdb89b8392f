import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine, whole } from "../types.ts";
import { effect, pageUrl } from "./types.ts";

/** Services of others that the page works with. */
export const integrations = group({
  calendar: setting(z.boolean().default(false), {
    doc: "People can connect their calendar. Needs google.clientId or microsoft.clientId.",
    env: ["ENABLE_CALENDAR"],
    effect,
  }),
  google: group({
    clientId: setting(textLine.optional(), {
      doc: "Client of the Google APIs, for calendars and YouTube.",
      env: ["GOOGLE_API_APP_CLIENT_ID"],
      effect,
    }),
  }),
  microsoft: group({
    clientId: setting(textLine.optional(), {
      doc: "Client of the Microsoft Graph API, for calendars.",
      env: ["MICROSOFT_API_APP_CLIENT_ID"],
      effect,
    }),
  }),
  chromeExtension: group({
    url: setting(httpUrl.optional(), {
      doc: "Extension for Chrome that the page recommends.",
      effect,
    }),
    edgeUrl: setting(httpUrl.optional(), {
      doc: "The same for Edge.",
      effect,
    }),
    known: setting(
      z
        .array(
          z
            .string()
            .regex(/^[a-p]{32}\/[^\s\0]+$/, "must be an extension's id and a file in it, such as <id>/icon.png"),
        )
        .optional(),
      {
        doc: "Extensions by which the page sees that it need not recommend one: id, slash, a file in it.",
        effect,
      },
    ),
  }),
  giphy: group({
    enabled: setting(z.boolean().default(false), {
      doc: "People can send moving pictures from Giphy. Their browsers ask Giphy for them.",
      effect,
    }),
    sdkKey: setting(textLine.optional(), {
      doc: "Key of the Giphy SDK. It stands in the page, and is no secret.",
      effect,
    }),
    displayMode: setting(z.enum(["all", "tile", "chat"]).optional(), {
      doc: "Where the pictures appear.",
      derivedDefault: "all",
      effect,
    }),
    rating: setting(z.enum(["g", "pg", "pg-13", "r"]).optional(), {
      doc: "For whom the pictures are fit: `g` is for everybody.",
      derivedDefault: "g",
      effect,
    }),
    tileTime: setting(whole(0).optional(), {
      doc: "How long a picture stays on a tile.",
      unit: "milliseconds",
      derivedDefault: "5000",
      effect,
    }),
  }),
  fileSharing: group({
    url: setting(httpUrl.optional(), {
      doc: "Service that keeps files which people give each other in the chat. With it, they can.",
      effect,
    }),
    maxFileSize: setting(whole(1).optional(), {
      doc: "Largest file. Without it: any.",
      unit: "bytes",
      effect,
    }),
  }),
});

/** Recordings that a browser makes on its own computer. */
export const localRecording = group({
  enabled: setting(z.boolean().default(true), {
    doc: "People can record a meeting to a file on their own computer.",
    effect,
  }),
  notifyAll: setting(z.boolean().default(false), {
    doc: "Everybody is told when somebody records.",
    env: ["ENABLE_LOCAL_RECORDING_NOTIFY_ALL_PARTICIPANT"],
    effect,
  }),
  ownStreams: setting(z.boolean().default(true), {
    doc: "People can choose to record only themselves.",
    effect,
  }),
});

/** The page's part of a login by tokens. Who may log in is in the group auth. */
export const login = group({
  logoutUrl: setting(pageUrl.optional(), {
    doc: "Where people are sent who log out.",
    effect,
  }),
  inline: setting(z.boolean().optional(), {
    doc: "People log in without leaving the page, in a window of its own.",
    derivedDefault: "false",
    effect,
  }),
  button: setting(z.boolean().optional(), {
    doc: "Who waits for a moderator is offered to log in.",
    derivedDefault: "true",
    effect,
  }),
  sso: group({
    service: setting(httpUrl.optional(), {
      doc: "Login service (OpenID Connect) that the page /static/sso.html sends people to.",
      effect,
    }),
    tokenService: setting(httpUrl.optional(), {
      doc: "Service that gives a token for what the login service answered.",
      effect,
    }),
    clientId: setting(textLine.optional(), {
      doc: "Name of this page at the login service.",
      effect,
    }),
  }),
});

/** Whether pages around a meeting may steer it. */
export const iframeApi = setting(z.boolean().optional(), {
  doc: "Pages that have a meeting in an iframe can steer it.",
  derivedDefault: "true",
  effect,
});
