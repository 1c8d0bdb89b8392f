import { toBoolean, toList } from "../suggest.ts";
import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";
import {
  asText,
  bySwitch,
  choice,
  ignore,
  ignored,
  inverted,
  noted,
  notedUnless,
  refuse,
  translate,
  translated,
} from "./verdicts.ts";

/** A list of codecs as config.js has it: `["AV1","VP9"]`, or names with commas. */
function codecList(text: string): readonly string[] {
  return toList(text.replace(/^\s*\[|\]\s*$/g, "")).map((name) => name.replace(/^["'`]|["'`]$/g, "").trim());
}

function codecOrder(setting: string, reason: string): VariableRule {
  return translated([setting], reason, (text) => translate(setting, codecList(text), reason));
}

/** A variable of a setting whose value never reached the page in docker-jitsi-meet. */
function worksHere(setting: string, reason: string): VariableRule {
  return noted(reason, (text) => asText(setting, text, reason));
}

const bitrateLevels = { LOW: "low", STANDARD: "standard", HIGH: "high", FULL: "fullHd", ULTRA: "ultraHd" };

const bitrates = Object.fromEntries(
  ["AV1", "H264", "VP8", "VP9"].flatMap((codec) =>
    Object.entries({ ...bitrateLevels, SS_HIGH: "screenShareHigh" }).map(([level, name]): [string, VariableRule] => [
      `VIDEOQUALITY_BITRATE_${codec}_${level}`,
      worksHere(
        `web.video.maxBitrates.${codec.toLowerCase()}.${name}`,
        "docker-jitsi-meet writes it where the page does not look; here it takes effect",
      ),
    ]),
  ),
);

/** Buttons that the page once had. */
const formerButtons = [
  "addtocall",
  "authentication",
  "contacts",
  "dialout",
  "fodeviceselection",
  "info",
  "localrecording",
  "videobackgroundblur",
];

function toolbarButtons(text: string): Verdict | undefined {
  const names = toList(text);
  const former = names.filter((name) => formerButtons.includes(name));
  return former.length === 0
    ? undefined
    : translate(
        "web.toolbarButtons",
        names.filter((name) => !formerButtons.includes(name)),
        `left out, as the page has no such button any more: ${former.join(", ")}`,
      );
}

const automaticRate = "DESKTOP_SHARING_FRAMERATE_AUTO";

function isFixedRate(file: EnvValues): boolean {
  return toBoolean(file.get(automaticRate) ?? "") === false;
}

const mostFrames = "web.screenSharing.maxFrameRate";
const leastFrames = "web.screenSharing.minFrameRate";

function frameRate(value: string, file: EnvValues): Verdict {
  const rate = (end: string) => Number(file.get(`DESKTOP_SHARING_FRAMERATE_${end}`) ?? 5);
  return bySwitch(value, (automatic) =>
    automatic
      ? ignore("the browser chooses unless web.screenSharing says otherwise")
      : translate(mostFrames, rate("MAX"), "frame rates that are set hold; 5 where the file names none", {
          [leastFrames]: rate("MIN"),
        }),
  );
}

const ofFixedRate = notedUnless(
  `Only read with ${automaticRate}=0`,
  (file) => !isFixedRate(file),
  `${automaticRate} is not 0: the browser chooses`,
);

const extension = {
  url: "web.integrations.chromeExtension.url",
  edgeUrl: "web.integrations.chromeExtension.edgeUrl",
  known: "web.integrations.chromeExtension.known",
};

/** The recommended extension, which docker-jitsi-meet takes as a JavaScript object. */
function chromeExtension(text: string): Verdict {
  const { url, edgeUrl, known } = extension;
  const reason = "the object's members are settings of their own";
  const banner = parsed(text);
  if (banner === undefined) {
    return text.trim().startsWith("{")
      ? refuse("must be an object as JSON: all names and texts in double quotes")
      : translate(url, text, reason);
  }
  const files = Array.isArray(banner["chromeExtensionsInfo"]) ? (banner["chromeExtensionsInfo"] as unknown[]) : [];
  return translate(url, banner["url"], reason, {
    ...("edgeUrl" in banner ? { [edgeUrl]: banner["edgeUrl"] } : {}),
    ...(files.length > 0 ? { [known]: files.map(extensionFile) } : {}),
  });
}

function extensionFile(info: unknown): string {
  const { id, path } = info as { readonly id?: unknown; readonly path?: unknown };
  return `${String(id)}/${String(path)}`;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const dead: VariableRules = {
  GOOGLE_ANALYTICS_ID: ignored(
    "the page no longer knows Google Analytics. There are web.analytics.matomoUrl and amplitudeKey",
  ),
  ENABLE_ICE_RESTART_ON_NETWORK_CHANGE: ignored("read by nothing in the page. There is web.connection.iceRestart"),
  ENABLE_STATS_ID: ignored("read by nothing upstream"),
  JVB_PREFER_SCTP: ignored("pages and bridges only use data channels (SCTP)"),
  ENABLE_AUTH_DOMAIN: ignored(
    "people log in on the main domain, which the page is told where auth.type asks for passwords",
  ),
  P2P_PREFERRED_CODEC: ignored("without effect upstream, too: the order of codecs wins, web.peerToPeer.codecs"),
  VIDEOQUALITY_PREFERRED_CODEC: ignored("without effect upstream, too: the order of codecs wins, web.video.codecs"),
  WEB_CONFIG_PREFIX: ignored("Docker Compose never passes it on. Statements for config.js are web.extraConfig"),
  BRANDING_DATA_URL: notedUnless(
    "Only read without DYNAMIC_BRANDING_URL",
    (file) => file.has("DYNAMIC_BRANDING_URL"),
    "DYNAMIC_BRANDING_URL is set, which wins",
  ),
};

const on = "on unless the setting says otherwise";

/** The answers to variables of the web page. */
export const webVariables: VariableRules = {
  ...dead,
  ...bitrates,
  CODEC_ORDER_JVB: codecOrder("web.video.codecs", "The order of codecs. Calls of two people follow it"),
  CODEC_ORDER_JVB_MOBILE: codecOrder("web.video.mobileCodecs", "The order of codecs. Calls of two people follow it"),
  CODEC_ORDER_P2P: codecOrder("web.peerToPeer.codecs", "docker-jitsi-meet never reads it; here it takes effect"),
  CODEC_ORDER_P2P_MOBILE: codecOrder(
    "web.peerToPeer.mobileCodecs",
    "docker-jitsi-meet never reads it; here it takes effect",
  ),
  E2EPING_MAX_MESSAGE_PER_SECOND: worksHere(
    "web.e2ePing.maxMessagesPerSecond",
    "docker-jitsi-meet writes a key that the page does not know; here it takes effect",
  ),
  TOOLBAR_BUTTONS: noted("Buttons that the page no longer has are left out", toolbarButtons),
  [automaticRate]: translated(
    [mostFrames, leastFrames],
    "Fixed frame rates are web.screenSharing.minFrameRate and maxFrameRate",
    frameRate,
  ),
  DESKTOP_SHARING_FRAMERATE_MIN: ofFixedRate,
  DESKTOP_SHARING_FRAMERATE_MAX: ofFixedRate,
  CHROME_EXTENSION_BANNER_JSON: translated(
    Object.values(extension),
    "The object's members are settings of their own",
    chromeExtension,
  ),
  START_AUDIO_ONLY: choice(
    "web.startLowBandwidth",
    true,
    false,
    "the page has another name for it, so that docker-jitsi-meet's no longer works; here it does",
  ),
  ENABLE_LOCAL_RECORDING_SELF_START: choice(
    "web.localRecording.ownStreams",
    true,
    false,
    "as the name says. docker-jitsi-meet switches it the other way round by mistake",
  ),
  DISABLE_PRIVATE_CHAT: choice("web.participantMenu.privateChat", "nobody", "everybody", "who can be written to"),
  DISABLE_AUDIO_LEVELS: inverted("web.audio.levels", `Audio levels are ${on}`),
  DISABLE_DEEP_LINKING: inverted("web.deepLinking.enabled", `Links to the app are ${on}`),
  DISABLE_GRANT_MODERATOR: inverted("web.participantMenu.grantModerator", `This is ${on}`),
  DISABLE_KICKOUT: inverted("web.participantMenu.kick", `This is ${on}`),
  DISABLE_LOCAL_RECORDING: inverted("web.localRecording.enabled", `Local recording is ${on}`),
  DISABLE_PROFILE: inverted("web.profile", `People can change their name, ${on}`),
  DISABLE_REACTIONS: inverted("web.reactions", `Reactions are ${on}`),
  DISABLE_REMOTE_VIDEO_MENU: inverted("web.participantMenu.enabled", `The menu is ${on}`),
};
