import type { Change, EffectRow } from "./row.ts";

type Keys = Readonly<Record<string, Change>>;

const file = "jicofo/jicofo.conf";

function row(path: string, value: unknown, changes: Keys, given: Readonly<Record<string, object>> = {}): EffectRow {
  return { path: `focus.${path}`, value, given, changes: { [file]: prefixed(changes) } };
}

function prefixed(changes: Keys): Keys {
  return Object.fromEntries(Object.entries(changes).map(([key, change]) => [`jicofo.${key}`, change]));
}

/** A switch that is written where it is not what jicofo does by itself. */
function toggled(path: string, key: string, value: boolean, given?: Readonly<Record<string, object>>): EffectRow {
  return row(path, value, { [key]: [undefined, value] }, given);
}

const conference: readonly EffectRow[] = [
  toggled("conference.autoOwner", "conference.enable-auto-owner", false),
  toggled("conference.moderatorChecks", "conference.enable-moderator-checks", false),
  row("conference.maxSsrcsPerUser", 60, {
    "conference.max-ssrcs-per-user": [undefined, 60],
    "conference.max-ssrc-groups-per-user": [undefined, 60],
  }),
  row("conference.maxSsrcGroupsPerUser", 12, { "conference.max-ssrc-groups-per-user": [undefined, 12] }),
  row("conference.maxAudioSenders", 100, { "conference.max-audio-senders": [undefined, 100] }),
  row("conference.maxVideoSenders", 50, { "conference.max-video-senders": [undefined, 50] }),
  toggled("conference.stripSimulcast", "conference.strip-simulcast", false),
  toggled("conference.ssrcRewriting", "conference.use-ssrc-rewriting", false),
  row("conference.initialTimeout", 30, { "conference.initial-timeout": [undefined, "30 seconds"] }),
  row("conference.singleParticipantTimeout", 60, {
    "conference.single-participant-timeout": [undefined, "60 seconds"],
  }),
  row(
    "conference.sourceSignalingDelays",
    { "50": 500, "100": 1000 },
    {
      "conference.source-signaling-delays.50": [undefined, 500],
      "conference.source-signaling-delays.100": [undefined, 1000],
    },
  ),
  row("conference.restartRequests.max", 3, {
    "conference.restart-request-rate-limits.max-requests": [undefined, 3],
  }),
  row("conference.restartRequests.interval", 120, {
    "conference.restart-request-rate-limits.interval": [undefined, "120 seconds"],
  }),
  toggled("conference.sharedDocumentRandomName", "conference.shared-document.use-random-name", true),
];

const codecs: readonly EffectRow[] = [
  toggled("codecs.vp8", "codec.video.vp8.enabled", false),
  toggled("codecs.vp9", "codec.video.vp9.enabled", false),
  toggled("codecs.av1", "codec.video.av1.enabled", false),
  toggled("codecs.h264", "codec.video.h264.enabled", false),
  toggled("codecs.opusRed", "codec.audio.opus.red.enabled", true),
  row("codecs.mid", false, { "codec.rtp-extensions.mid.enabled": [undefined, false] }),
];

const bridgeSelection: readonly EffectRow[] = [
  row("bridgeSelection.strategy", "intraRegion", {
    "bridge.selection-strategy": [undefined, "IntraRegionBridgeSelectionStrategy"],
  }),
  row("bridgeSelection.maxParticipants", 200, { "bridge.max-bridge-participants": [undefined, 200] }),
  {
    path: "focus.bridgeSelection.participantStress",
    value: 5,
    changes: {
      [file]: { "jicofo.bridge.average-participant-stress": [undefined, 0.005] },
      "jvb-1/jvb.conf": { "videobridge.load-management.average-participant-stress": [undefined, 0.005] },
    },
  },
  row("bridgeSelection.stressThreshold", 55, { "bridge.stress-threshold": [undefined, 0.55] }),
  toggled("bridgeSelection.loadRedistribution", "bridge.load-redistribution.enabled", true),
  row(
    "bridgeSelection.regionGroups",
    [
      ["eu-west", "eu-central"],
      ["us-east", "us-west"],
    ],
    {
      "bridge.region-groups": [
        undefined,
        [
          ["eu-west", "eu-central"],
          ["us-east", "us-west"],
        ],
      ],
    },
  ),
];

const detecting = { focus: { iceFailureDetection: { enabled: true } } };

const bridgeHealth: readonly EffectRow[] = [
  toggled("bridgeHealth.checks", "bridge.health-checks.enabled", false),
  toggled("bridgeHealth.usePresence", "bridge.health-checks.use-presence", true),
  row("bridgeHealth.interval", 20, { "bridge.health-checks.interval": [undefined, "20 seconds"] }),
  row("bridgeHealth.presenceTimeout", 90, { "bridge.health-checks.presence-timeout": [undefined, "90 seconds"] }),
  row("bridgeHealth.failureReset", 300, { "bridge.failure-reset-threshold": [undefined, "300 seconds"] }),
  row("iceFailureDetection.enabled", true, {
    "bridge.ice-failure-detection.enabled": [undefined, true],
    "bridge.ice-failure-detection.interval": [undefined, "60 seconds"],
    "bridge.ice-failure-detection.min-endpoints": [undefined, 40],
    "bridge.ice-failure-detection.threshold": [undefined, 0.1],
  }),
  row(
    "iceFailureDetection.interval",
    180,
    { "bridge.ice-failure-detection.interval": ["60 seconds", "180 seconds"] },
    detecting,
  ),
  row("iceFailureDetection.minEndpoints", 10, { "bridge.ice-failure-detection.min-endpoints": [40, 10] }, detecting),
  row("iceFailureDetection.threshold", 7, { "bridge.ice-failure-detection.threshold": [0.1, 0.07] }, detecting),
];

const service = "wss://translate.example.org/{{MEETING_ID}}?region={{REGION}}";

const others: readonly EffectRow[] = [
  {
    path: "focus.translation.urlTemplate",
    value: service,
    changes: {
      [file]: { "jicofo.translation.url-template": [undefined, service] },
      // The bridges connect to it, by TLS.
      "jvb-1/environment": { TRUST: ["stack", "public"] },
    },
  },
  row(
    "translation.accessClientId",
    'a"${b}\\',
    {
      "translation.http-headers.CF-Access-Client-Id": [undefined, 'a"${b}\\'],
      "translation.http-headers.CF-Access-Client-Secret": [undefined, "${TRANSLATION_ACCESS_SECRET}"],
    },
    { focus: { translation: { urlTemplate: service } } },
  ),
  toggled("visitors.onlyWhereAllowed", "visitors.require-muc-config-flag", true, {
    rooms: { visitors: { enabled: true } },
  }),
  row("trustedDomains", ["hidden.meet.jitsi", "gateways.example.org"], {
    "xmpp.trusted-domains": [undefined, ["hidden.meet.jitsi", "gateways.example.org"]],
  }),
  row("region", "eu-central", { "local-region": [undefined, "eu-central"] }),
  row(
    "options",
    { "jicofo.conference.min-participants": 1, "jicofo.health.room-name-prefix": 'a"${b}\\' },
    {
      "conference.min-participants": [undefined, 1],
      "health.room-name-prefix": [undefined, 'a"${b}\\'],
    },
  ),
  { path: "focus.logLevel", value: "debug", changes: { "jicofo/logging.properties": { ".level": ["INFO", "FINE"] } } },
  {
    path: "focus.sentry",
    value: true,
    given: { images: { versions: { jicofo: "1.0-1100-1" } } },
    changes: {
      "jicofo/logging.properties": {
        handlers: ["java.util.logging.ConsoleHandler", "java.util.logging.ConsoleHandler, io.sentry.jul.SentryHandler"],
        "io.sentry.jul.SentryHandler.level": [undefined, "WARNING"],
        "io.sentry.jul.SentryHandler.minimumEventLevel": [undefined, "WARNING"],
      },
      "jicofo/environment": { TRUST: ["stack", "public"], SENTRY_RELEASE: [undefined, "1.0-1100-1"] },
    },
  },
  {
    path: "focus.memory",
    value: 1536,
    resources: { "jicofo-container": { memory: [1024, 1536], memorySwap: [1024, 1536] } },
  },
];

export const rows: readonly EffectRow[] = [...conference, ...codecs, ...bridgeSelection, ...bridgeHealth, ...others];
