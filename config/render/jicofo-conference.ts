import { secondsUnlike, unlike, type WrittenKey } from "./written-keys.ts";

/** Keys of jicofo.conf below `jicofo.conference`. */
export const conferenceKeys: readonly WrittenKey[] = [
  {
    key: "jicofo.conference.enable-auto-owner",
    setting: "focus.conference.autoOwner",
    value: ({ focus }) => unlike(true, focus.conference.autoOwner),
  },
  {
    key: "jicofo.conference.enable-moderator-checks",
    setting: "focus.conference.moderatorChecks",
    value: ({ focus }) => unlike(true, focus.conference.moderatorChecks),
  },
  {
    key: "jicofo.conference.max-ssrcs-per-user",
    setting: "focus.conference.maxSsrcsPerUser",
    value: ({ focus }) => unlike(20, focus.conference.maxSsrcsPerUser),
  },
  {
    key: "jicofo.conference.max-ssrc-groups-per-user",
    setting: "focus.conference.maxSsrcGroupsPerUser",
    value: ({ focus: { conference } }) => unlike(20, conference.maxSsrcGroupsPerUser ?? conference.maxSsrcsPerUser),
  },
  {
    key: "jicofo.conference.max-audio-senders",
    setting: "focus.conference.maxAudioSenders",
    value: ({ focus }) => unlike(999999, focus.conference.maxAudioSenders),
  },
  {
    key: "jicofo.conference.max-video-senders",
    setting: "focus.conference.maxVideoSenders",
    value: ({ focus }) => unlike(999999, focus.conference.maxVideoSenders),
  },
  {
    key: "jicofo.conference.strip-simulcast",
    setting: "focus.conference.stripSimulcast",
    value: ({ focus }) => unlike(true, focus.conference.stripSimulcast),
  },
  {
    key: "jicofo.conference.use-ssrc-rewriting",
    setting: "focus.conference.ssrcRewriting",
    value: ({ focus }) => unlike(true, focus.conference.ssrcRewriting),
  },
  {
    key: "jicofo.conference.initial-timeout",
    setting: "focus.conference.initialTimeout",
    value: ({ focus }) => secondsUnlike(15, focus.conference.initialTimeout),
  },
  {
    key: "jicofo.conference.single-participant-timeout",
    setting: "focus.conference.singleParticipantTimeout",
    value: ({ focus }) => secondsUnlike(20, focus.conference.singleParticipantTimeout),
  },
  {
    key: "jicofo.conference.source-signaling-delays",
    setting: "focus.conference.sourceSignalingDelays",
    value: ({ focus: { conference } }) =>
      Object.keys(conference.sourceSignalingDelays).length === 0 ? undefined : conference.sourceSignalingDelays,
  },
  {
    key: "jicofo.conference.restart-request-rate-limits.max-requests",
    setting: "focus.conference.restartRequests.max",
    value: ({ focus }) => unlike(5, focus.conference.restartRequests.max),
  },
  {
    key: "jicofo.conference.restart-request-rate-limits.interval",
    setting: "focus.conference.restartRequests.interval",
    value: ({ focus }) => secondsUnlike(60, focus.conference.restartRequests.interval),
  },
  {
    key: "jicofo.conference.shared-document.use-random-name",
    setting: "focus.conference.sharedDocumentRandomName",
    value: ({ focus }) => unlike(false, focus.conference.sharedDocumentRandomName),
  },
];
