import type { Settings } from "../settings/index.ts";
import { duration, type HoconValue } from "../write/hocon.ts";
import { withVisitors } from "./jicofo-visitors.ts";
import { fraction, secondsUnlike, unlike, type WrittenKey } from "./written-keys.ts";

/** Names of jicofo's classes; it finds them in the package of its own. */
const strategies = {
  singleBridge: "SingleBridgeSelectionStrategy",
  split: "SplitBridgeSelectionStrategy",
  regionBased: "RegionBasedBridgeSelectionStrategy",
  intraRegion: "IntraRegionBridgeSelectionStrategy",
} as const;

/** How jicofo chooses bridges. Visitors are kept apart from those who take part, whatever the choice is otherwise. */
function selection(settings: Settings): string | undefined {
  if (settings.rooms.visitors.enabled) {
    return "VisitorSelectionStrategy";
  }
  return unlike<string>(strategies.singleBridge, strategies[bridgeStrategy(settings)]);
}

/** The name of the way in which bridges are chosen. */
export function bridgeStrategy({ focus, bridge, rooms }: Settings): keyof typeof strategies {
  const several = bridge.relays || rooms.visitors.enabled;
  return focus.bridgeSelection.strategy ?? (several ? "regionBased" : "singleBridge");
}

const bridges: readonly WrittenKey[] = [
  { key: "jicofo.bridge.selection-strategy", setting: "focus.bridgeSelection.strategy", value: selection },
  {
    key: "jicofo.bridge.participant-selection-strategy",
    setting: "focus.bridgeSelection.strategy",
    value: withVisitors((settings) => strategies[bridgeStrategy(settings)]),
  },
  {
    key: "jicofo.bridge.visitor-selection-strategy",
    setting: "rooms.visitors.enabled",
    value: withVisitors(() => strategies.regionBased),
  },
  {
    key: "jicofo.bridge.topology-strategy",
    setting: "rooms.visitors.enabled",
    value: withVisitors(() => "VisitorTopologyStrategy"),
  },
  {
    key: "jicofo.bridge.max-bridge-participants",
    setting: "focus.bridgeSelection.maxParticipants",
    value: ({ focus }) => unlike(80, focus.bridgeSelection.maxParticipants),
  },
  {
    key: "jicofo.bridge.average-participant-stress",
    setting: "focus.bridgeSelection.participantStress",
    value: ({ focus }) => unlike(0.01, fraction(focus.bridgeSelection.participantStress, 1000)),
  },
  {
    key: "jicofo.bridge.stress-threshold",
    setting: "focus.bridgeSelection.stressThreshold",
    value: ({ focus }) => unlike(0.8, fraction(focus.bridgeSelection.stressThreshold, 100)),
  },
  {
    key: "jicofo.bridge.load-redistribution.enabled",
    setting: "focus.bridgeSelection.loadRedistribution",
    value: ({ focus }) => unlike(false, focus.bridgeSelection.loadRedistribution),
  },
  {
    key: "jicofo.bridge.region-groups",
    setting: "focus.bridgeSelection.regionGroups",
    value: ({ focus: { bridgeSelection } }) =>
      bridgeSelection.regionGroups.length === 0 ? undefined : bridgeSelection.regionGroups,
  },
  { key: "jicofo.local-region", setting: "focus.region", value: ({ focus }) => focus.region },
  { key: "jicofo.octo.enabled", setting: "bridge.relays", value: ({ bridge }) => unlike(false, bridge.relays) },
];

const health: readonly WrittenKey[] = [
  {
    key: "jicofo.bridge.health-checks.enabled",
    setting: "focus.bridgeHealth.checks",
    value: ({ focus }) => unlike(true, focus.bridgeHealth.checks),
  },
  {
    key: "jicofo.bridge.health-checks.use-presence",
    setting: "focus.bridgeHealth.usePresence",
    value: ({ focus }) => unlike(false, focus.bridgeHealth.usePresence),
  },
  {
    key: "jicofo.bridge.health-checks.interval",
    setting: "focus.bridgeHealth.interval",
    value: ({ focus }) => secondsUnlike(10, focus.bridgeHealth.interval),
  },
  {
    key: "jicofo.bridge.health-checks.presence-timeout",
    setting: "focus.bridgeHealth.presenceTimeout",
    value: ({ focus }) => secondsUnlike(45, focus.bridgeHealth.presenceTimeout),
  },
  {
    key: "jicofo.bridge.failure-reset-threshold",
    setting: "focus.bridgeHealth.failureReset",
    value: ({ focus }) => secondsUnlike(60, focus.bridgeHealth.failureReset),
  },
  {
    key: "jicofo.bridge.ice-failure-detection.enabled",
    setting: "focus.iceFailureDetection.enabled",
    value: whereDetecting(() => true),
  },
  {
    key: "jicofo.bridge.ice-failure-detection.interval",
    setting: "focus.iceFailureDetection.interval",
    value: whereDetecting(({ interval }) => duration(interval, "seconds")),
  },
  {
    key: "jicofo.bridge.ice-failure-detection.min-endpoints",
    setting: "focus.iceFailureDetection.minEndpoints",
    value: whereDetecting(({ minEndpoints }) => minEndpoints),
  },
  {
    key: "jicofo.bridge.ice-failure-detection.threshold",
    setting: "focus.iceFailureDetection.threshold",
    value: whereDetecting(({ threshold }) => fraction(threshold, 100)),
  },
];

function whereDetecting(
  value: (detection: Settings["focus"]["iceFailureDetection"]) => HoconValue,
): WrittenKey["value"] {
  return ({ focus: { iceFailureDetection } }) => (iceFailureDetection.enabled ? value(iceFailureDetection) : undefined);
}

/** Keys of jicofo.conf that tell which bridges are used, and which are believed to work. */
export const bridgeKeys: readonly WrittenKey[] = [...bridges, ...health];
