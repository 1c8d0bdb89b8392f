import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine } from "../types.ts";

const effect = ["reload web"] as const;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** Live streams, as the web page offers them. */
export const liveStreaming = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Moderators can stream a meeting, to YouTube for example.",
    env: ["ENABLE_LIVESTREAMING"],
    effect,
  }),
  termsUrl: setting(httpUrl.optional(), {
    doc: "Terms of service of the place that is streamed to.",
    env: ["ENABLE_LIVESTREAMING_TERMS_LINK"],
    derivedDefault: "https://www.youtube.com/t/terms",
    effect,
  }),
  dataPrivacyUrl: setting(httpUrl.optional(), {
    doc: "Privacy policy of the place that is streamed to.",
    env: ["ENABLE_LIVESTREAMING_DATA_PRIVACY_LINK"],
    derivedDefault: "https://policies.google.com/privacy",
    effect,
  }),
  helpUrl: setting(httpUrl.optional(), {
    doc: "Help for people who want to stream.",
    env: ["ENABLE_LIVESTREAMING_HELP_LINK"],
    derivedDefault: "https://jitsi.org/live",
    effect,
  }),
  keyPattern: setting(textLine.refine(isPattern, "must be a regular expression").optional(), {
    doc: "Regular expression that a stream's key must match.",
    env: ["ENABLE_LIVESTREAMING_VALIDATOR_REGEXP_STRING"],
    derivedDefault: "the form of YouTube's keys",
    effect,
  }),
});

/** Recordings that go to the Dropbox of whoever records. */
export const dropbox = group({
  appKey: setting(textLine.optional(), {
    doc: "Key of a Dropbox app of yours: who records may save to their own Dropbox.",
    env: ["DROPBOX_APPKEY"],
    effect,
  }),
  redirectUri: setting(httpUrl.optional(), {
    doc: "Where Dropbox sends people back to after they have logged in.",
    env: ["DROPBOX_REDIRECT_URI"],
    derivedDefault: "<general.publicUrl>/static/oauth.html",
    effect,
  }),
});
