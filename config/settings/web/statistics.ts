import { z } from "zod";
import { group, setting } from "../setting.ts";
import { httpUrl, textLine, whole } from "../types.ts";
import { effect, pageUrl } from "./types.ts";

/** Statistics of calls that pages send somewhere. */
export const analytics = group({
  enabled: setting(z.boolean().optional(), {
    doc: "Off: pages send no statistics, whatever is set here.",
    derivedDefault: "true",
    effect,
  }),
  amplitudeKey: setting(textLine.optional(), {
    doc: "Key of an Amplitude project. It stands in the page, and is no secret.",
    env: ["AMPLITUDE_ID"],
    effect,
  }),
  matomoUrl: setting(httpUrl.optional(), {
    doc: "A Matomo server, with the path up to matomo.php.",
    env: ["MATOMO_ENDPOINT"],
    effect,
  }),
  matomoSiteId: setting(textLine.optional(), {
    doc: "Number of the site there.",
    env: ["MATOMO_SITE_ID"],
    effect,
  }),
  scriptUrls: setting(z.array(pageUrl).optional(), {
    doc: "Scripts of the page that statistics are handed to.",
    env: ["ANALYTICS_SCRIPT_URLS"],
    effect,
  }),
  allowedEvents: setting(z.array(textLine).optional(), {
    doc: "Only these events are sent.",
    env: ["ANALYTICS_WHITELISTED_EVENTS"],
    effect,
  }),
  blockedEvents: setting(z.array(textLine).optional(), {
    doc: "These events are not sent.",
    effect,
  }),
  obfuscateRoomName: setting(z.boolean().optional(), {
    doc: "Names of rooms are sent as hashes.",
    derivedDefault: "false",
    effect,
  }),
  rtcstats: group({
    enabled: setting(z.boolean().default(false), {
      doc: "Pages send WebRTC's own statistics to an rtcstats server.",
      env: ["RTCSTATS_ENABLED"],
      effect,
    }),
    url: setting(z.url({ protocol: /^wss?$/, error: "must be a ws(s) URL" }).optional(), {
      doc: "WebSocket of the rtcstats server.",
      derivedDefault: "/rtcstats-ws on general.publicUrl, which leads to http.rtcstatsUrl",
      effect,
    }),
    pollInterval: setting(whole(100).default(10000), {
      doc: "Time between two samples.",
      unit: "milliseconds",
      env: ["RTCSTATS_POLL_INTERVAL"],
      effect,
    }),
    sendSdp: setting(z.boolean().default(false), {
      doc: "Send the session descriptions, too. Addresses of people are in them.",
      env: ["RTCSTATS_SEND_SDP"],
      effect,
    }),
    storeLogs: setting(z.boolean().default(false), {
      doc: "Send the page's own log, too.",
      env: ["RTCSTATS_STORE_LOGS"],
      effect,
    }),
  }),
});

/** Where this stack is, for statistics. */
export const deploymentInfo = group({
  environment: setting(textLine.optional(), {
    doc: "Name of the environment in statistics.",
    env: ["DEPLOYMENTINFO_ENVIRONMENT"],
    effect,
  }),
  environmentType: setting(textLine.optional(), {
    doc: "Kind of environment in statistics, such as prod.",
    env: ["DEPLOYMENTINFO_ENVIRONMENT_TYPE"],
    effect,
  }),
  region: setting(textLine.optional(), {
    doc: "Region of this stack in statistics.",
    env: ["DEPLOYMENTINFO_REGION"],
    effect,
  }),
  userRegion: setting(textLine.optional(), {
    doc: "Region that people ask for. Jicofo can take it into account when it chooses a bridge.",
    effect,
  }),
  shard: setting(textLine.optional(), {
    doc: "Name of this stack among several.",
    env: ["DEPLOYMENTINFO_SHARD"],
    effect,
  }),
  product: setting(textLine.optional(), {
    doc: "Name of the product in statistics.",
    effect,
  }),
});

/** How long messages between two browsers take. */
export const e2ePing = group({
  enabled: setting(z.boolean().default(false), {
    doc: "Browsers measure the time to each other's browsers, for statistics.",
    env: ["ENABLE_E2EPING"],
    effect,
  }),
  requests: setting(whole(1).optional(), {
    doc: "Messages for one measurement.",
    env: ["E2EPING_NUM_REQUESTS"],
    derivedDefault: "5",
    effect,
  }),
  maxConferenceSize: setting(whole(1).optional(), {
    doc: "Larger meetings are not measured.",
    unit: "people",
    env: ["E2EPING_MAX_CONFERENCE_SIZE"],
    derivedDefault: "200",
    effect,
  }),
  maxMessagesPerSecond: setting(whole(1).optional(), {
    doc: "Messages for measurements in a whole meeting.",
    unit: "per second",
    env: ["E2EPING_MAX_MESSAGE_PER_SECOND"],
    derivedDefault: "250",
    effect,
  }),
});

/** What a page tells to others than this server. */
export const privacy = {
  thirdPartyRequests: setting(z.boolean().optional(), {
    doc: "Pages may load from and send to other servers: pictures of people, statistics.",
    derivedDefault: "true",
    effect,
  }),
  gravatar: group({
    enabled: setting(z.boolean().optional(), {
      doc: "Pictures of people come from Gravatar, by their e-mail address.",
      derivedDefault: "true",
      effect,
    }),
    url: setting(httpUrl.optional(), {
      doc: "Another server that answers as Gravatar does.",
      derivedDefault: "https://www.gravatar.com/avatar/",
      effect,
    }),
  }),
  recentRooms: setting(z.boolean().optional(), {
    doc: "The welcome page lists the rooms that somebody was in before.",
    derivedDefault: "true",
    effect,
  }),
};
