import type { VariableRules, Verdict } from "./answer.ts";
import { fraction, heap, sentryDsn, timeSpan } from "./values.ts";
import { fixed, ignored, noted, refuse, refused, translate } from "./verdicts.ts";

const strategies: Readonly<Record<string, string>> = {
  SingleBridgeSelectionStrategy: "singleBridge",
  SplitBridgeSelectionStrategy: "split",
  RegionBasedBridgeSelectionStrategy: "regionBased",
  IntraRegionBridgeSelectionStrategy: "intraRegion",
};

function strategy(text: string): Verdict {
  const name = strategies[text.trim().split(".").at(-1) ?? ""];
  return name === undefined
    ? refuse(`must be one of ${Object.keys(strategies).join(", ")}`)
    : translate("focus.bridgeSelection.strategy", name, "jicofo's class by its name here");
}

/** `["eu","us"],["ap"]`: upstream puts it in brackets. A group of one says nothing. */
function regionGroups(text: string): Verdict {
  const unlike = refuse('must be lists of regions, such as ["eu","us"],["ap","au"]');
  try {
    const groups: unknown = JSON.parse(`[${text}]`);
    return Array.isArray(groups) && groups.every((group) => Array.isArray(group))
      ? translate(
          "focus.bridgeSelection.regionGroups",
          groups.filter((group) => group.length > 1),
          "a list of lists; a group of one region is left out",
        )
      : unlike;
  } catch {
    return unlike;
  }
}

/** `{ 50: 500, 100: 1000 }`: number of people and milliseconds. */
function signalingDelays(text: string): Verdict {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  const pairs = inner?.split(/[,\n]/).filter((pair) => pair.trim() !== "");
  const read = pairs?.map((pair) => /^\s*"?(\d+)"?\s*[:=]\s*(\d+)\s*$/.exec(pair));
  if (read === undefined || read.includes(null)) {
    return refuse("must be numbers of people and milliseconds, such as { 50: 500 }");
  }
  const value = Object.fromEntries(read.map((match) => [match?.[1] ?? "", Number(match?.[2])]));
  return translate("focus.conference.sourceSignalingDelays", value, "number of people -> milliseconds");
}

const interfaceOnly =
  "jicofo's HTTP interface asks for no login and can end meetings: it is on inside its container only. docker " +
  "exec reaches it there, on port 8888";

/** The answers to variables of jicofo. */
export const focusVariables: VariableRules = {
  JICOFO_CONF_INITIAL_PARTICIPANT_WAIT_TIMEOUT: timeSpan("focus.conference.initialTimeout"),
  JICOFO_CONF_SINGLE_PARTICIPANT_TIMEOUT: timeSpan("focus.conference.singleParticipantTimeout"),
  JICOFO_CONF_SOURCE_SIGNALING_DELAYS: noted("Numbers of people and milliseconds", signalingDelays),
  BRIDGE_AVG_PARTICIPANT_STRESS: fraction("focus.bridgeSelection.participantStress", 1000),
  BRIDGE_STRESS_THRESHOLD: fraction("focus.bridgeSelection.stressThreshold", 100),
  JICOFO_ICE_FAILURE_THRESHOLD: fraction("focus.iceFailureDetection.threshold", 100),
  OCTO_BRIDGE_SELECTION_STRATEGY: noted("Has names of its own for jicofo's classes", strategy),
  JICOFO_BRIDGE_REGION_GROUPS: noted("A list of lists", regionGroups),
  JICOFO_SENTRY_DSN: sentryDsn("secrets.jicofoSentryDsn", "focus.sentry"),
  JICOFO_MAX_MEMORY: heap("focus.memory", 384),
  JICOFO_AUTH_USER: fixed("focus", "jicofo's account is always focus, upstream since 2023, too"),
  JICOFO_COMPONENT_SECRET: ignored("read by nothing upstream since 2021"),
  JICOFO_ENABLE_HEALTH_CHECKS: ignored("health checks are always on"),
  JICOFO_ENABLE_REST: ignored(interfaceOnly),
  JICOFO_REST_PORT: ignored(interfaceOnly),
  JICOFO_LOG_FILE: ignored("every service writes to its container's log, which Docker keeps: docker logs shows it"),
  JICOFO_MULTI_STREAM_BACKWARD_COMPAT: ignored("read by nothing upstream"),
  JAVA_TOOL_OPTIONS: refused(
    "Java options of your own are not taken. The size of a heap follows from focus.memory and bridge.memory, the " +
      "collector from bridge.gc",
  ),
  SENTRY_DSN: ignored("JICOFO_SENTRY_DSN, JVB_SENTRY_DSN and JIGASI_SENTRY_DSN are what docker-jitsi-meet makes it of"),
};
