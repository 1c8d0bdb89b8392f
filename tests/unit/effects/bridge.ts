import type { Change, EffectRow } from "./row.ts";

type Keys = Readonly<Record<string, Change>>;

const file = "jvb-1/jvb.conf";

function row(path: string, value: unknown, changes: Keys, given: Readonly<Record<string, object>> = {}): EffectRow {
  return { path: `bridge.${path}`, value, given, changes: { [file]: changes } };
}

const onTheInternet = { general: { publicUrl: "https://meet.example.org" } };
const mappings = "ice4j.harvest.mapping.static-mappings";

function mapped(...addresses: readonly string[]) {
  return addresses.map((address, i) => ({
    "local-address": "${LOCAL_ADDRESS}",
    "public-address": address,
    name: `ip-${String(i + 1)}`,
  }));
}

const addresses: readonly EffectRow[] = [
  row("advertiseIps", ["192.0.2.1", "198.51.100.2"], {
    [mappings]: [mapped("127.0.0.1"), mapped("192.0.2.1", "198.51.100.2")],
  }),
  row("advertisePrivateCandidates", true, { "videobridge.ice.advertise-private-candidates": [false, true] }),
  row(
    "stunServers",
    ["stun.example.org:3478"],
    {
      "ice4j.harvest.mapping.stun.addresses": [["meet-jit-si-turnrelay.jitsi.net:443"], ["stun.example.org:3478"]],
    },
    onTheInternet,
  ),
  row("awsHarvester", true, { "ice4j.harvest.mapping.aws.enabled": [false, true] }),
  row("requireValidAddress", true, { "videobridge.health.require-valid-address": [false, true] }),
  row("iceKeepAlive", "all_succeeded", { "videobridge.ice.keep-alive-strategy": [undefined, "all_succeeded"] }),
  row("ipv6", false, { "ice4j.harvest.use-ipv6": [undefined, false] }),
];

const media: readonly EffectRow[] = [
  row("trustBwe", false, { "videobridge.cc.trust-bwe": [undefined, false] }),
  row("bweEngine", "GoogleCc", { "jmt.bwe.estimator.engine": [undefined, "GoogleCc"] }),
  {
    path: "bridge.vla",
    value: true,
    changes: {
      [file]: { "videobridge.cc.use-vla-target-bitrate": [undefined, true] },
      "jicofo/jicofo.conf": { "jicofo.codec.rtp-extensions.video-layers-allocation.enabled": [undefined, true] },
    },
  },
  row("lastN", 25, { "videobridge.cc.jvb-last-n": [undefined, 25] }),
  row("onstageHeight", 720, { "videobridge.cc.onstage-preferred-height-px": [undefined, 720] }),
  row("loadReduction", true, { "videobridge.load-management.reducer-enabled": [undefined, true] }),
  row("statsFilter", true, { "videobridge.apis.xmpp-client.stats-filter.enabled": [undefined, true] }),
];

/** All that a second bridge is told. */
const secondBridge: Readonly<Record<string, unknown>> = {
  "videobridge.apis.rest.enabled": true,
  "videobridge.apis.xmpp-client.configs.prosody.HOSTNAME": "prosody",
  "videobridge.apis.xmpp-client.configs.prosody.PORT": 5222,
  "videobridge.apis.xmpp-client.configs.prosody.DOMAIN": "auth.meet.jitsi",
  "videobridge.apis.xmpp-client.configs.prosody.USERNAME": "jvb",
  "videobridge.apis.xmpp-client.configs.prosody.PASSWORD": "${XMPP_PASSWORD}",
  "videobridge.apis.xmpp-client.configs.prosody.MUC_JIDS": "jvbbrewery@internal-muc.meet.jitsi",
  "videobridge.apis.xmpp-client.configs.prosody.MUC_NICKNAME": "${MUC_NICKNAME}",
  "videobridge.apis.xmpp-client.configs.prosody.DISABLE_CERTIFICATE_VERIFICATION": false,
  "videobridge.http-servers.private.host": "127.0.0.1",
  "videobridge.http-servers.private.port": 8080,
  "videobridge.ice.udp.port": 10001,
  "videobridge.ice.advertise-private-candidates": false,
  "videobridge.health.require-valid-address": false,
  "ice4j.harvest.mapping.aws.enabled": false,
  "ice4j.harvest.mapping.stun.addresses": [],
  [mappings]: mapped("127.0.0.1"),
};

const logging: Readonly<Record<string, unknown>> = {
  handlers: "java.util.logging.ConsoleHandler",
  "java.util.logging.ConsoleHandler.level": "ALL",
  "java.util.logging.ConsoleHandler.formatter": "org.jitsi.utils.logging2.JitsiLogFormatter",
  "org.jitsi.utils.logging2.JitsiLogFormatter.programname": "jvb",
  ".level": "INFO",
};

function appears(keys: Readonly<Record<string, unknown>>): Keys {
  return Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, [undefined, value] as const]));
}

const numbers: readonly EffectRow[] = [
  {
    path: "bridge.count",
    value: 2,
    changes: {
      "jvb-2/jvb.conf": appears(secondBridge),
      "jvb-2/logging.properties": appears(logging),
      "jvb-2/environment": appears({ TRUST: "stack", GC: "G1" }),
    },
  },
  row("port", 20000, { "videobridge.ice.udp.port": [10000, 20000] }),
];

/** Said to Sentry by every service that reports there. */
const reporting: readonly EffectRow[] = [
  {
    path: "observability.sentry.environment",
    value: "a'b$(c)",
    given: { focus: { sentry: true } },
    changes: { "jicofo/environment": { SENTRY_ENVIRONMENT: [undefined, `'a'\\''b$(c)'`] } },
    effects: ["restart jicofo"],
  },
  {
    path: "observability.sentry.release",
    value: "2026.4",
    given: { bridge: { sentry: true } },
    changes: { "jvb-1/environment": { SENTRY_RELEASE: [undefined, "2026.4"] } },
    effects: ["restart jvb"],
  },
];

const twoBridges = { bridge: { count: 2 } };

const others: readonly EffectRow[] = [
  row("region", "eu-central", { "videobridge.relay.region": [undefined, "eu-central"] }),
  {
    path: "bridge.relays",
    value: true,
    given: twoBridges,
    changes: {
      [file]: { "videobridge.relay.enabled": [undefined, true], "videobridge.relay.relay-id": [undefined, "jvb-1"] },
      "jvb-2/jvb.conf": {
        "videobridge.relay.enabled": [undefined, true],
        "videobridge.relay.relay-id": [undefined, "jvb-2"],
      },
      "jicofo/jicofo.conf": {
        "jicofo.octo.enabled": [undefined, true],
        "jicofo.bridge.selection-strategy": [undefined, "RegionBasedBridgeSelectionStrategy"],
      },
    },
  },
  { path: "bridge.gc", value: "Z", changes: { "jvb-1/environment": { GC: ["G1", "Z"] } } },
  row(
    "options",
    { "videobridge.ssrc-limit.video": 80, "ice4j.harvest.allowed-interfaces": ["eth0", 'a"${b}\\'] },
    {
      "videobridge.ssrc-limit.video": [undefined, 80],
      "ice4j.harvest.allowed-interfaces": [undefined, ["eth0", 'a"${b}\\']],
    },
  ),
  {
    path: "bridge.logLevel",
    value: "error",
    changes: { "jvb-1/logging.properties": { ".level": ["INFO", "SEVERE"] } },
  },
  {
    path: "bridge.sentry",
    value: true,
    given: { observability: { sentry: { environment: "production", release: "2026.4" } } },
    changes: {
      "jvb-1/logging.properties": {
        handlers: ["java.util.logging.ConsoleHandler", "java.util.logging.ConsoleHandler, io.sentry.jul.SentryHandler"],
        "io.sentry.jul.SentryHandler.level": [undefined, "WARNING"],
        "io.sentry.jul.SentryHandler.minimumEventLevel": [undefined, "WARNING"],
      },
      "jvb-1/environment": {
        TRUST: ["stack", "public"],
        SENTRY_ENVIRONMENT: [undefined, "production"],
        SENTRY_RELEASE: [undefined, "2026.4"],
      },
    },
  },
  {
    path: "bridge.memory",
    value: 3072,
    resources: { "jvb-1-container": { memory: [2048, 3072], memorySwap: [2048, 3072] } },
  },
];

export const rows: readonly EffectRow[] = [...numbers, ...addresses, ...media, ...others, ...reporting];
