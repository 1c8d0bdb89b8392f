import { toBoolean, toList } from "../suggest.ts";
import type { EnvValues, VariableRules, Verdict } from "./answer.ts";
import { heap, sentryDsn } from "./values.ts";
import {
  bySwitch,
  each,
  fixed,
  ignore,
  ignored,
  isOn,
  noted,
  notedUnless,
  refuse,
  refused,
  translate,
  translated,
  unlessOn,
} from "./verdicts.ts";

/** Upstream's region where none is named. */
const usualRegion = "europe";

function relays(value: string, file: EnvValues): Verdict | undefined {
  if (toBoolean(value) !== true || file.has("JVB_OCTO_REGION")) {
    return undefined;
  }
  const reason = `the region is ${usualRegion}, as in docker-jitsi-meet where none is named`;
  return translate("bridge.relays", true, reason, { "bridge.region": usualRegion });
}

const collectors = ["G1", "Z", "Shenandoah", "Parallel", "Serial"];

function collector(text: string): Verdict {
  const name = collectors.find((one) => `${one}GC`.toLowerCase() === text.trim().toLowerCase());
  return name === undefined
    ? refuse(`must be one of ${collectors.map((one) => `${one}GC`).join(", ")}`)
    : translate("bridge.gc", name, "without the GC at its end");
}

function advertiseIps(text: string): Verdict | undefined {
  const withPort = toList(text).find((entry) => entry.includes("#"));
  return withPort === undefined
    ? undefined
    : refuse(
        `${withPort} names a port. A bridge's port is the same outside and inside here: write the address alone, ` +
          "and the port as JVB_PORT",
      );
}

function disableStun(value: string): Verdict {
  return bySwitch(value, (off) =>
    off
      ? translate("bridge.stunServers", [], "an empty list asks none")
      : ignore("STUN servers are asked unless bridge.stunServers is empty"),
  );
}

function disableAws(value: string): Verdict {
  return bySwitch(value, (off) => translate("bridge.awsHarvester", !off, "the other way round"));
}

const dataChannels = "gone upstream since stable-11146: bridges and browsers use SCTP data channels only";
const noTcp =
  "gone upstream since 2022: media over TCP needs a TURN server, turn.mode. UDP does not pass a proxy or load " +
  "balancer for HTTP";
const ownServer =
  "a second XMPP server for the bridges is not built: they log in to the stack's own Prosody. Leave " +
  "ENABLE_JVB_XMPP_SERVER out";
const noAutoscaler =
  "jitsi-autoscaler is not used: the settings say how many there are. Take AUTOSCALER_URL out, and set " +
  "bridge.count and recording.count";
const inside =
  "the bridge's control interface asks for no login: it is on inside its container only, where docker exec reaches it";

/** Settings of an XMPP server of the bridges' own: without it they say nothing. */
const ofOwnServer = refused(ownServer, (_, file) =>
  isOn(file, "ENABLE_JVB_XMPP_SERVER") ? refuse(ownServer) : ignore("ENABLE_JVB_XMPP_SERVER is not on"),
);

/** The answers to variables of the bridges. */
export const bridgeVariables: VariableRules = {
  JVB_ADVERTISE_IPS: noted("Addresses only: each bridge's port is the same outside and inside", advertiseIps),
  JVB_STUN_SERVERS: notedUnless(
    "Only asked unless JVB_DISABLE_STUN is on",
    (file) => isOn(file, "JVB_DISABLE_STUN"),
    "JVB_DISABLE_STUN is on",
  ),
  JVB_DISABLE_STUN: translated(["bridge.stunServers"], "An empty bridge.stunServers asks none", disableStun),
  DISABLE_AWS_HARVESTER: translated(
    ["bridge.awsHarvester"],
    "bridge.awsHarvester says it the other way round, and is off unless it is set",
    disableAws,
  ),
  ENABLE_OCTO: noted(`Without JVB_OCTO_REGION, bridge.region becomes ${usualRegion}`, relays, ["bridge.region"]),
  JVB_OCTO_RELAY_ID: ignored("each bridge has a relay id of its own, its name: jvb-1, jvb-2, ..."),
  JVB_OCTO_BIND_ADDRESS: ignored("the old name of JVB_OCTO_RELAY_ID; each bridge has a relay id of its own here"),
  VIDEOBRIDGE_MAX_MEMORY: heap("bridge.memory", 512),
  VIDEOBRIDGE_GC_TYPE: translated(["bridge.gc"], "bridge.gc names it without the GC at its end", collector),
  VIDEOBRIDGE_DEBUG_OPTIONS: refused(
    "Java options of your own are not taken. bridge.memory and bridge.gc are there, and bridge.logLevel debug",
  ),
  JVB_SENTRY_DSN: sentryDsn("secrets.jvbSentryDsn", "bridge.sentry"),
  JVB_AUTH_USER: fixed("jvb", "the bridges' account is always jvb"),
  JVB_BREWERY_MUC: fixed("jvbbrewery", "the bridges' room is always jvbbrewery"),
  JVB_MUC_NICKNAME: ignored(
    "a bridge takes a new name at every start: under its old one it would be sent calls of its last life",
  ),
  JVB_INSTANCE_ID: ignored("only names the instance to jitsi-autoscaler, which is not used"),
  JVB_LOG_FILE: ignored("every service writes to its container's log, which Docker keeps: docker logs shows it"),
  JVB_USE_USRSCTP: ignored("read by nothing upstream"),
  JVB_DISABLE_XMPP: unlessOn("a bridge without XMPP is one that jicofo never finds"),
  ENABLE_JVB_XMPP_SERVER: unlessOn(ownServer),
  ...each("JVB_XMPP_SERVER JVB_XMPP_PORT JVB_XMPP_AUTH_DOMAIN JVB_XMPP_INTERNAL_MUC_DOMAIN", ofOwnServer),
  ...each("COLIBRI_REST_ENABLED JVB_COLIBRI_PORT JVB_ENABLE_APIS", ignored(inside)),
  SHUTDOWN_REST_ENABLED: ignored(
    "nothing is shut down from outside: the stack stops a bridge, and POST /colibri/drain/enable in its " +
      "container keeps new meetings away before",
  ),
  AUTOSCALER_URL: refused(noAutoscaler),
  ...each(
    `AUTOSCALER_SIDECAR_KEY_FILE AUTOSCALER_SIDECAR_KEY_ID AUTOSCALER_SIDECAR_PORT AUTOSCALER_SIDECAR_INSTANCE_ID
    AUTOSCALER_SIDECAR_REGION AUTOSCALER_SIDECAR_GROUP_NAME AUTOSCALER_SIDECAR_HOST_ID
    AUTOSCALER_SIDECAR_SHUTDOWN_POLLING_INTERVAL AUTOSCALER_SIDECAR_STATS_POLLING_INTERVAL`,
    ignored("jitsi-autoscaler is not used: bridge.count and recording.count say how many there are"),
  ),
  ...each(
    `ENABLE_SCTP ENABLE_COLIBRI_WEBSOCKET ENABLE_COLIBRI_WEBSOCKET_UNSAFE_REGEX COLIBRI_WEBSOCKET_REGEX
    COLIBRI_WEBSOCKET_PORT COLIBRI_WEBSOCKET_JVB_LOOKUP_NAME DISABLE_COLIBRI_WEBSOCKET_JVB_LOOKUP JVB_WS_DOMAIN
    JVB_WS_SERVER_ID JVB_WS_TLS`,
    ignored(dataChannels),
  ),
  ...each("JVB_TCP_HARVESTER_DISABLED JVB_TCP_PORT JVB_TCP_MAPPED_PORT", ignored(noTcp)),
};
