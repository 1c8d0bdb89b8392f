import { breweries, domains, requiresLogin, usesHiddenDomain, usesTokens } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { duration, env } from "../write/hocon.ts";
import { bridgeKeys } from "./jicofo-bridges.ts";
import { conferenceKeys } from "./jicofo-conference.ts";
import { visitorKeys } from "./jicofo-visitors.ts";
import { unlike, type WrittenKey } from "./written-keys.ts";

const authentication: readonly WrittenKey[] = [
  {
    key: "jicofo.authentication.enabled",
    setting: "auth.type",
    // With tokens, Prosody lets nobody in without one: a second login at jicofo would be in the way.
    value: (settings) => unlike(false, asksToLogIn(settings)),
  },
  {
    key: "jicofo.authentication.type",
    setting: "auth.type",
    value: (settings) => (asksToLogIn(settings) ? "XMPP" : undefined),
  },
  {
    key: "jicofo.authentication.login-url",
    setting: "xmpp.domain",
    value: (settings) => (asksToLogIn(settings) ? domains(settings).main : undefined),
  },
  {
    key: "jicofo.authentication.enable-auto-login",
    setting: "auth.autoLogin",
    value: (settings) => (asksToLogIn(settings) ? settings.auth.autoLogin : undefined),
  },
  {
    key: "jicofo.authentication.authentication-lifetime",
    setting: "auth.sessionLifetime",
    value: (settings) => (asksToLogIn(settings) ? duration(settings.auth.sessionLifetime, "seconds") : undefined),
  },
];

function asksToLogIn(settings: Settings): boolean {
  return requiresLogin(settings) && !usesTokens(settings);
}

const codecs: readonly WrittenKey[] = [
  ...(["vp8", "vp9", "av1", "h264"] as const).map((codec): WrittenKey => ({
    key: `jicofo.codec.video.${codec}.enabled`,
    setting: `focus.codecs.${codec}`,
    value: ({ focus }) => unlike(true, focus.codecs[codec]),
  })),
  {
    key: "jicofo.codec.audio.opus.red.enabled",
    setting: "focus.codecs.opusRed",
    value: ({ focus }) => unlike(false, focus.codecs.opusRed),
  },
  {
    key: "jicofo.codec.rtp-extensions.mid.enabled",
    setting: "focus.codecs.mid",
    value: ({ focus }) => unlike(true, focus.codecs.mid),
  },
  {
    key: "jicofo.codec.rtp-extensions.video-layers-allocation.enabled",
    setting: "bridge.vla",
    value: ({ bridge }) => unlike(false, bridge.vla),
  },
];

const helpers: readonly WrittenKey[] = [
  {
    key: "jicofo.jibri.brewery-jid",
    setting: "recording.enabled",
    value: (settings) => (settings.recording.enabled ? breweries(settings).jibri : undefined),
  },
  {
    key: "jicofo.jibri.num-retries",
    setting: "recording.requestRetries",
    value: ({ recording }) => (recording.enabled ? recording.requestRetries : undefined),
  },
  {
    key: "jicofo.jibri.pending-timeout",
    setting: "recording.pendingTimeout",
    value: ({ recording }) => (recording.enabled ? duration(recording.pendingTimeout, "seconds") : undefined),
  },
  {
    key: "jicofo.jigasi.brewery-jid",
    setting: "telephony.enabled",
    value: (settings) =>
      settings.telephony.enabled || settings.transcription.enabled ? breweries(settings).jigasi : undefined,
  },
  {
    key: "jicofo.xmpp.trusted-domains",
    setting: "focus.trustedDomains",
    value: (settings) => {
      const trusted = settings.focus.trustedDomains ?? (usesHiddenDomain(settings) ? [domains(settings).hidden] : []);
      return trusted.length === 0 ? undefined : trusted;
    },
  },
  {
    key: "jicofo.translation.url-template",
    setting: "focus.translation.urlTemplate",
    value: ({ focus }) => focus.translation.urlTemplate,
  },
  {
    key: "jicofo.translation.http-headers",
    setting: "focus.translation.accessClientId",
    value: ({ focus: { translation } }) =>
      translation.urlTemplate === undefined || translation.accessClientId === undefined
        ? undefined
        : {
            "CF-Access-Client-Id": translation.accessClientId,
            "CF-Access-Client-Secret": env("TRANSLATION_ACCESS_SECRET"),
          },
  },
];

/** Every key of jicofo.conf that follows from settings, besides those of its own connection. */
export const jicofoKeys: readonly WrittenKey[] = [
  ...authentication,
  ...bridgeKeys,
  ...codecs,
  ...conferenceKeys,
  ...helpers,
  ...visitorKeys,
];
