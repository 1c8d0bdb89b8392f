import { advertisedIps, stunServers } from "../derived.ts";
import { bridgeName, bridgePort } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { env } from "../write/hocon.ts";
import { fraction, unlike, type WrittenKey } from "./written-keys.ts";

/** Without any other address to offer, a bridge that STUN or Amazon told nothing can carry no media, and is not healthy. */
function dependsOnOthers(settings: Settings): boolean {
  const { advertisePrivateCandidates, awsHarvester } = settings.bridge;
  const asks = stunServers(settings).length > 0 || awsHarvester;
  return advertisedIps(settings).length === 0 && !advertisePrivateCandidates && asks;
}

const addresses: readonly WrittenKey[] = [
  { key: "videobridge.ice.udp.port", setting: "bridge.port", value: bridgePort },
  {
    key: "videobridge.ice.advertise-private-candidates",
    setting: "bridge.advertisePrivateCandidates",
    value: ({ bridge }) => bridge.advertisePrivateCandidates,
  },
  {
    key: "videobridge.ice.keep-alive-strategy",
    setting: "bridge.iceKeepAlive",
    value: ({ bridge }) => unlike<string>("selected_only", bridge.iceKeepAlive),
  },
  {
    key: "videobridge.health.require-valid-address",
    setting: "bridge.requireValidAddress",
    value: (settings) => settings.bridge.requireValidAddress ?? dependsOnOthers(settings),
  },
  {
    // The library's own default asks Amazon's metadata service at each start, wherever the bridge is.
    key: "ice4j.harvest.mapping.aws.enabled",
    setting: "bridge.awsHarvester",
    value: ({ bridge }) => bridge.awsHarvester,
  },
  { key: "ice4j.harvest.mapping.stun.addresses", setting: "bridge.stunServers", value: stunServers },
  {
    key: "ice4j.harvest.mapping.static-mappings",
    setting: "bridge.advertiseIps",
    value: (settings) =>
      advertisedIps(settings).map((address, i) => ({
        "local-address": env("LOCAL_ADDRESS"),
        "public-address": address,
        name: `ip-${String(i + 1)}`,
      })),
  },
  { key: "ice4j.harvest.use-ipv6", setting: "bridge.ipv6", value: ({ bridge }) => unlike(true, bridge.ipv6) },
];

const media: readonly WrittenKey[] = [
  { key: "videobridge.cc.trust-bwe", setting: "bridge.trustBwe", value: ({ bridge }) => unlike(true, bridge.trustBwe) },
  {
    key: "videobridge.cc.use-vla-target-bitrate",
    setting: "bridge.vla",
    value: ({ bridge }) => unlike(false, bridge.vla),
  },
  { key: "videobridge.cc.jvb-last-n", setting: "bridge.lastN", value: ({ bridge }) => bridge.lastN },
  {
    key: "videobridge.cc.onstage-preferred-height-px",
    setting: "bridge.onstageHeight",
    value: ({ bridge }) => unlike(360, bridge.onstageHeight),
  },
  {
    key: "jmt.bwe.estimator.engine",
    setting: "bridge.bweEngine",
    value: ({ bridge }) => unlike<string>("GoogleCc2", bridge.bweEngine),
  },
];

const load: readonly WrittenKey[] = [
  {
    // jicofo believes what the bridge says of this, not its own number.
    key: "videobridge.load-management.average-participant-stress",
    setting: "focus.bridgeSelection.participantStress",
    value: ({ focus }) => unlike(0.01, fraction(focus.bridgeSelection.participantStress, 1000)),
  },
  {
    key: "videobridge.load-management.reducer-enabled",
    setting: "bridge.loadReduction",
    value: ({ bridge }) => unlike(false, bridge.loadReduction),
  },
  {
    key: "videobridge.apis.xmpp-client.stats-filter.enabled",
    setting: "bridge.statsFilter",
    value: ({ bridge }) => unlike(false, bridge.statsFilter),
  },
];

const relays: readonly WrittenKey[] = [
  {
    key: "videobridge.relay.enabled",
    setting: "bridge.relays",
    value: ({ bridge }) => unlike(false, bridge.relays),
  },
  {
    // Under this name the other bridges find it: each needs one of its own.
    key: "videobridge.relay.relay-id",
    setting: "bridge.relays",
    value: ({ bridge }, index) => (bridge.relays ? bridgeName(index) : undefined),
  },
  { key: "videobridge.relay.region", setting: "bridge.region", value: ({ bridge }) => bridge.region },
];

/** Every key of jvb.conf that follows from settings, besides those of its connection to Prosody. */
export const jvbKeys: readonly WrittenKey[] = [...addresses, ...media, ...load, ...relays];
