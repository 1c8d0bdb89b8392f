import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

const effect = ["restart jicofo"] as const;

/** What jicofo allows in a conference, and how long it waits. */
export const conference = group({
  autoOwner: setting(z.boolean().default(true), {
    doc: "The first person in a room becomes its moderator, and the next one when the last moderator leaves.",
    env: ["ENABLE_AUTO_OWNER"],
    effect,
  }),
  moderatorChecks: setting(z.boolean().default(true), {
    doc: "Only moderators may start recordings and calls by telephone.",
    env: ["ENABLE_MODERATOR_CHECKS"],
    effect,
  }),
  maxSsrcsPerUser: setting(whole(1, 1000).default(20), {
    doc: "Media streams (SSRCs) that one person may send, the layers of a video each counted.",
    env: ["MAX_SSRCS_PER_USER"],
    effect,
  }),
  maxSsrcGroupsPerUser: setting(whole(1, 1000).optional(), {
    doc: "Groups of media streams that one person may send.",
    env: ["MAX_SSRC_GROUPS_PER_USER"],
    derivedDefault: "focus.conference.maxSsrcsPerUser",
    effect,
  }),
  maxAudioSenders: setting(whole(1, 999999).default(999999), {
    doc: "People in a meeting who may have their microphones on at the same time.",
    unit: "people",
    env: ["JICOFO_CONF_MAX_AUDIO_SENDERS"],
    effect,
  }),
  maxVideoSenders: setting(whole(1, 999999).default(999999), {
    doc: "People in a meeting who may have their cameras on at the same time.",
    unit: "people",
    env: ["JICOFO_CONF_MAX_VIDEO_SENDERS"],
    effect,
  }),
  stripSimulcast: setting(z.boolean().default(true), {
    doc: "People are told of one stream for each video, not of every layer.",
    env: ["JICOFO_CONF_STRIP_SIMULCAST"],
    effect,
  }),
  ssrcRewriting: setting(z.boolean().default(true), {
    doc: "The bridge gives people a few streams that it reuses, in place of one for everybody. Large meetings need it.",
    env: ["JICOFO_CONF_SSRC_REWRITING"],
    effect,
  }),
  initialTimeout: setting(whole(1).default(15), {
    doc: "How long jicofo waits in a new room for the first person.",
    unit: "seconds",
    env: ["JICOFO_CONF_INITIAL_PARTICIPANT_WAIT_TIMEOUT"],
    effect,
  }),
  singleParticipantTimeout: setting(whole(1).default(20), {
    doc: "How long a person who is alone in a room keeps the connection to the bridge.",
    unit: "seconds",
    env: ["JICOFO_CONF_SINGLE_PARTICIPANT_TIMEOUT"],
    effect,
  }),
  sourceSignalingDelays: setting(
    z.record(z.string().regex(/^[1-9]\d{0,5}$/, "must be a number of people"), whole(1, 60000)).default({}),
    {
      doc: "From this many people on, news of others' streams is collected for so many milliseconds and told at once: number of people -> milliseconds.",
      env: ["JICOFO_CONF_SOURCE_SIGNALING_DELAYS"],
      effect,
    },
  ),
  restartRequests: group({
    max: setting(whole(0, 1000).default(5), {
      doc: "How often one person may ask for a new connection to the bridge within the interval.",
      env: ["JICOFO_RESTART_REQUEST_MAX"],
      effect,
    }),
    interval: setting(whole(1).default(60), {
      doc: "The time in which those requests are counted.",
      unit: "seconds",
      env: ["JICOFO_RESTART_REQUEST_INTERVAL"],
      effect,
    }),
  }),
  sharedDocumentRandomName: setting(z.boolean().default(false), {
    doc: "A meeting's shared document has a random name, not the room's: nobody can guess it.",
    env: ["ENABLE_SHARED_DOCUMENT_RANDOM_NAME"],
    effect,
  }),
});
