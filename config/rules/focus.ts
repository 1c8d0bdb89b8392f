import { removeCommand, setCommand, setSecretCommand } from "../commands.ts";
import { domains, usesHiddenDomain } from "../derived.ts";
import type { Rule } from "./draft.ts";

const videoCodecs = ["vp8", "vp9", "av1", "h264"] as const;

const noVideoCodec: Rule = {
  reads: videoCodecs.map((codec) => `focus.codecs.${codec}`),
  check: ({ settings: { focus } }) =>
    videoCodecs.some((codec) => focus.codecs[codec])
      ? []
      : [
          {
            path: "focus.codecs.vp8",
            value: false,
            reason: "leaves no codec for video: vp9, av1 and h264 are off, too",
            fix: setCommand("focus.codecs.vp8", true),
          },
        ],
};

const moreGroupsThanStreams: Rule = {
  reads: ["focus.conference.maxSsrcsPerUser", "focus.conference.maxSsrcGroupsPerUser"],
  check: ({ settings: { focus } }) => {
    const { maxSsrcsPerUser, maxSsrcGroupsPerUser } = focus.conference;
    return maxSsrcGroupsPerUser !== undefined && maxSsrcGroupsPerUser > maxSsrcsPerUser
      ? [
          {
            path: "focus.conference.maxSsrcGroupsPerUser",
            value: maxSsrcGroupsPerUser,
            reason: `is more than focus.conference.maxSsrcsPerUser (${String(maxSsrcsPerUser)}): a group has two streams at least`,
            fix: setCommand("focus.conference.maxSsrcGroupsPerUser", maxSsrcsPerUser),
          },
        ]
      : [];
  },
};

const presenceWithoutChecks: Rule = {
  reads: ["focus.bridgeHealth.checks", "focus.bridgeHealth.usePresence"],
  check: ({ settings: { focus } }) =>
    focus.bridgeHealth.usePresence && !focus.bridgeHealth.checks
      ? [
          {
            path: "focus.bridgeHealth.usePresence",
            value: true,
            reason: "needs focus.bridgeHealth.checks, which is off",
            fix: setCommand("focus.bridgeHealth.checks", true),
          },
        ]
      : [],
};

/** A meeting on several bridges whose people do not hear each other, or relays that nothing uses. */
const strategyAndRelays: Rule = {
  reads: ["focus.bridgeSelection.strategy", "bridge.relays"],
  check: ({ settings: { focus, bridge } }) => {
    const { strategy } = focus.bridgeSelection;
    if (strategy === "split" && !bridge.relays) {
      return [
        {
          path: "focus.bridgeSelection.strategy",
          value: strategy,
          reason: "puts a meeting on several bridges, and bridge.relays, which connects them, is off",
          fix: setCommand("bridge.relays", true),
        },
      ];
    }
    return strategy === "singleBridge" && bridge.relays
      ? [
          {
            path: "focus.bridgeSelection.strategy",
            value: strategy,
            reason: "keeps a meeting on one bridge, so that bridge.relays has no use",
            fix: setCommand("focus.bridgeSelection.strategy", "regionBased"),
          },
        ]
      : [];
  },
};

/** Without relays, too, a strategy may go by regions: it chooses the one bridge of a meeting. */
const regionsUnknown: Rule = {
  reads: ["focus.bridgeSelection.strategy", "focus.bridgeSelection.regionGroups", "bridge.region", "bridge.relays"],
  check: ({ settings: { focus, bridge } }) => {
    const { strategy, regionGroups } = focus.bridgeSelection;
    const byRegion = strategy === "regionBased" || strategy === "intraRegion";
    const asked = byRegion ? "strategy" : "regionGroups";
    return (byRegion || regionGroups.length > 0) && bridge.region === undefined && !bridge.relays
      ? [
          {
            path: "bridge.region",
            reason: `is missing: focus.bridgeSelection.${asked} goes by it`,
            fix: setCommand("bridge.region", regionGroups[0]?.[0] ?? "europe"),
          },
        ]
      : [];
  },
};

/** jicofo keeps the last group that names a region, and the other is not what it says. */
const regionInTwoGroups: Rule = {
  reads: ["focus.bridgeSelection.regionGroups"],
  check: ({ settings: { focus } }) => {
    const named = focus.bridgeSelection.regionGroups.flatMap((group, g) =>
      group.map((region, r) => ({ region, path: `focus.bridgeSelection.regionGroups[${String(g)}][${String(r)}]` })),
    );
    return named
      .filter(({ region }, index) => named.findIndex((one) => one.region === region) < index)
      .map(({ region, path }) => ({ path, value: region, reason: "is named twice", fix: removeCommand(path) }));
  },
};

const helpersNotTrusted: Rule = {
  reads: ["focus.trustedDomains", "recording.enabled", "transcription.enabled", "xmpp.hiddenDomain", "xmpp.domain"],
  check: ({ settings }) => {
    const trusted = settings.focus.trustedDomains;
    const { hidden } = domains(settings);
    return trusted !== undefined && usesHiddenDomain(settings) && !trusted.includes(hidden)
      ? [
          {
            path: "focus.trustedDomains",
            value: trusted,
            reason: `must hold ${hidden}: else jicofo takes recorders and transcribers for people`,
            fix: setCommand("focus.trustedDomains", [...trusted, hidden]),
          },
        ]
      : [];
  },
};

const accessWithoutTranslation: Rule = {
  reads: ["focus.translation.urlTemplate", "focus.translation.accessClientId", "secrets.translationAccessSecret"],
  check: ({ settings: { focus }, secrets, unread }) => {
    const { urlTemplate, accessClientId } = focus.translation;
    if (accessClientId === undefined) {
      return [];
    }
    if (urlTemplate === undefined) {
      return [
        {
          path: "focus.translation.accessClientId",
          reason: "has no use: focus.translation.urlTemplate names no service",
          fix: removeCommand("focus.translation.accessClientId"),
        },
      ];
    }
    return secrets.translationAccessSecret === undefined && !unread.has("secrets.translationAccessSecret")
      ? [
          {
            path: "secrets.translationAccessSecret",
            reason: "is missing: focus.translation.accessClientId is of no use without it",
            fix: setSecretCommand("secrets.translationAccessSecret"),
          },
        ]
      : [];
  },
};

const nobodyTranslates: Rule = {
  reads: ["rooms.audioTranslation", "focus.translation.urlTemplate"],
  check: ({ settings: { rooms, focus } }) =>
    rooms.audioTranslation && focus.translation.urlTemplate === undefined
      ? [
          {
            path: "focus.translation.urlTemplate",
            reason: "is missing: rooms.audioTranslation needs the service that translates",
            fix: setCommand("focus.translation.urlTemplate", "wss://translate.example.org/{{MEETING_ID}}"),
          },
        ]
      : [],
};

const sentryWithoutDsn: Rule = {
  reads: ["focus.sentry", "secrets.jicofoSentryDsn"],
  check: ({ settings, secrets, unread }) =>
    settings.focus.sentry && secrets.jicofoSentryDsn === undefined && !unread.has("secrets.jicofoSentryDsn")
      ? [
          {
            path: "secrets.jicofoSentryDsn",
            reason: "is missing: focus.sentry reports errors there",
            fix: setSecretCommand("secrets.jicofoSentryDsn"),
          },
        ]
      : [],
};

export const focusRules: readonly Rule[] = [
  noVideoCodec,
  moreGroupsThanStreams,
  presenceWithoutChecks,
  strategyAndRelays,
  regionsUnknown,
  regionInTwoGroups,
  helpersNotTrusted,
  nobodyTranslates,
  accessWithoutTranslation,
  sentryWithoutDsn,
];
