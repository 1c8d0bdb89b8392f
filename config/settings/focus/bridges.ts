import { z } from "zod";
import { percent, regionName } from "../bridge/values.ts";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";

const effect = ["restart jicofo"] as const;

/** Which bridge a person is put on. */
export const bridgeSelection = group({
  strategy: setting(z.enum(["singleBridge", "split", "regionBased", "intraRegion"]).optional(), {
    doc: "`singleBridge`: all of a meeting on one bridge. `split`: everybody on another one, to try relays out. `regionBased`: on a bridge of one's region. `intraRegion`: the same, and no meeting spans regions.",
    env: ["OCTO_BRIDGE_SELECTION_STRATEGY"],
    derivedDefault: "regionBased with bridge.relays, else singleBridge",
    effect,
  }),
  maxParticipants: setting(whole(1).default(80), {
    doc: "People of one meeting on one bridge. The next ones go to another, if there is one and bridge.relays connects them.",
    unit: "people",
    env: ["MAX_BRIDGE_PARTICIPANTS"],
    effect,
  }),
  participantStress: setting(whole(1, 1000).default(10), {
    doc: "Part of a bridge's capacity that one person is reckoned to take, in thousandths: 10 means that 100 people fill a bridge.",
    unit: "thousandths",
    env: ["BRIDGE_AVG_PARTICIPANT_STRESS"],
    effect: ["restart jicofo", "restart jvb"],
  }),
  stressThreshold: setting(percent.default(80), {
    doc: "Load from which a bridge counts as full and others are preferred.",
    unit: "percent",
    env: ["BRIDGE_STRESS_THRESHOLD"],
    effect,
  }),
  loadRedistribution: setting(z.boolean().default(false), {
    doc: "People are moved away from a bridge whose load is far above the others'. Their media stops for a moment.",
    env: ["JICOFO_ENABLE_LOAD_REDISTRIBUTION"],
    effect,
  }),
  regionGroups: setting(z.array(z.array(regionName).min(2, "must be two regions or more")).default([]), {
    doc: "Regions that are near each other: where one has no bridge with room left, those of its group come next.",
    env: ["JICOFO_BRIDGE_REGION_GROUPS"],
    effect,
  }),
});

/** How jicofo finds out that a bridge does not work. */
export const bridgeHealth = group({
  checks: setting(z.boolean().default(true), {
    doc: "jicofo asks every bridge again and again whether it works, and moves meetings away from one that does not.",
    env: ["JICOFO_ENABLE_BRIDGE_HEALTH_CHECKS"],
    effect,
  }),
  usePresence: setting(z.boolean().default(false), {
    doc: "Instead of asking, jicofo believes what a bridge says of itself in its room.",
    env: ["JICOFO_HEALTH_CHECKS_USE_PRESENCE"],
    effect,
  }),
  interval: setting(whole(1).default(10), {
    doc: "Time between two checks of a bridge.",
    unit: "seconds",
    effect,
  }),
  presenceTimeout: setting(whole(10).default(45), {
    doc: "With usePresence: a bridge that has said nothing for so long counts as broken.",
    unit: "seconds",
    effect,
  }),
  failureReset: setting(whole(1).default(60), {
    doc: "How long a bridge that failed gets no new meetings.",
    unit: "seconds",
    effect,
  }),
});

/** Whether jicofo notices that people of one bridge lose their connections. */
export const iceFailureDetection = group({
  enabled: setting(z.boolean().default(false), {
    doc: "A bridge on which many people ask for new connections gets no new ones for a while.",
    env: ["JICOFO_ENABLE_ICE_FAILURE_DETECTION"],
    effect,
  }),
  interval: setting(whole(1).default(60), {
    doc: "The time in which requests for new connections are counted.",
    unit: "seconds",
    env: ["JICOFO_ICE_FAILURE_INTERVAL"],
    effect,
  }),
  minEndpoints: setting(whole(1).default(40), {
    doc: "People a bridge must have for the detection to judge it.",
    unit: "people",
    env: ["JICOFO_ICE_FAILURE_MIN_ENDPOINTS"],
    effect,
  }),
  threshold: setting(percent.default(10), {
    doc: "Part of a bridge's people who must ask for new connections.",
    unit: "percent",
    env: ["JICOFO_ICE_FAILURE_THRESHOLD"],
    effect,
  }),
});
