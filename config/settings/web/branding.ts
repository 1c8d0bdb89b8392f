import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine } from "../types.ts";
import { effect, pageUrl } from "./types.ts";

/** Names and pictures of your own. */
export const branding = group({
  dynamicUrl: setting(pageUrl.optional(), {
    doc: "JSON with logo, colours, backgrounds and texts, which each page loads as it opens. Where it cannot be loaded, no logo is shown.",
    env: ["DYNAMIC_BRANDING_URL"],
    effect,
  }),
  dataUrl: setting(pageUrl.optional(), {
    doc: "The same, for each room: the page adds ?conferenceFqn=<room>. Not together with dynamicUrl, which would win.",
    env: ["BRANDING_DATA_URL"],
    effect,
  }),
  title: setting(textLine.optional(), {
    doc: "Title of the browser's window and of links to meetings.",
    derivedDefault: "Jitsi Meet",
    effect,
  }),
  appName: setting(textLine.optional(), {
    doc: "Name of the service in the page's texts.",
    derivedDefault: "Jitsi Meet",
    effect,
  }),
  providerName: setting(textLine.optional(), {
    doc: "Name of who runs it.",
    derivedDefault: "Jitsi",
    effect,
  }),
  logo: setting(z.boolean().optional(), {
    doc: "Show the logo in meetings and on the welcome page.",
    derivedDefault: "true",
    effect,
  }),
  logoUrl: setting(pageUrl.optional(), {
    doc: "The logo's picture, in meetings and on the welcome page.",
    derivedDefault: "images/watermark.svg",
    effect,
  }),
  logoLink: setting(httpUrl.optional(), {
    doc: "Where a click on the logo leads to.",
    derivedDefault: "https://jitsi.org",
    effect,
  }),
  ownName: setting(textLine.optional(), {
    doc: "What people without a name are called on their own page.",
    derivedDefault: "me",
    effect,
  }),
  unnamedName: setting(textLine.optional(), {
    doc: "What people without a name are called on the pages of others.",
    derivedDefault: "Fellow Jitster",
    effect,
  }),
});

/** Pages that the meeting leads to. */
export const links = group({
  help: setting(httpUrl.optional(), { doc: "Help for people in a meeting.", effect }),
  privacy: setting(httpUrl.optional(), { doc: "Privacy policy, on the welcome page and where people enter.", effect }),
  terms: setting(httpUrl.optional(), { doc: "Terms of service, in the same places.", effect }),
  documentation: setting(httpUrl.optional(), { doc: "Documentation for people who use the service.", effect }),
  apps: setting(httpUrl.optional(), { doc: "Where people get the apps.", effect }),
  support: setting(httpUrl.optional(), { doc: "Support, in messages about errors.", effect }),
});

const scheme = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]*$/, "must be the scheme of URLs that the app opens, such as my-meet");

/** What pages on a telephone or a computer say about the app. */
export const deepLinking = group({
  enabled: setting(z.boolean().default(true), {
    doc: "Browsers on telephones offer to open a meeting in the app.",
    effect,
  }),
  logo: setting(z.boolean().optional(), {
    doc: "Show the logo there.",
    derivedDefault: "true",
    effect,
  }),
  desktop: group({
    enabled: setting(z.boolean().optional(), {
      doc: "Browsers on computers offer to open a meeting in the app, too.",
      derivedDefault: "false",
      effect,
    }),
    appName: setting(textLine.optional(), { doc: "Name of the app for computers.", effect }),
    appScheme: setting(scheme.optional(), { doc: "Scheme of the URLs that it opens.", effect }),
  }),
  ios: group({
    appName: setting(textLine.optional(), { doc: "Name of the app for iOS.", effect }),
    appScheme: setting(scheme.optional(), { doc: "Scheme of the URLs that it opens.", effect }),
    downloadUrl: setting(httpUrl.optional(), { doc: "Where people get it.", effect }),
  }),
  android: group({
    appName: setting(textLine.optional(), { doc: "Name of the app for Android.", effect }),
    appScheme: setting(scheme.optional(), { doc: "Scheme of the URLs that it opens.", effect }),
    appPackage: setting(
      z
        .string()
        .regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/, "must be a package such as org.example.meet")
        .optional(),
      { doc: "Its package.", effect },
    ),
    downloadUrl: setting(httpUrl.optional(), { doc: "Where people get it.", effect }),
    fDroidUrl: setting(httpUrl.optional(), { doc: "Where people get it on F-Droid.", effect }),
  }),
});
