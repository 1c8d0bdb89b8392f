import { advertisedIps, bridgeBrewery, domains, stunServers } from "../derived.ts";
import { bridgePort, internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type HoconObject, env, hocon } from "../write/hocon.ts";
import type { Files } from "./files.ts";
import { loggingProperties } from "./logging.ts";
import { bridgeUser, prosodyHost } from "./names.ts";

/**
 * The files of the n-th bridge (from 1). From its process's environment come XMPP_PASSWORD, LOCAL_ADDRESS (the container's own
 * address) and MUC_NICKNAME (unique to each start: under an old nickname Prosody would go on talking to the dead session).
 */
export function renderJvb(settings: Settings, index: number): Files {
  return {
    "jvb.conf": hocon({
      videobridge: videobridge(settings, index),
      ice4j: { harvest: { mapping: mapping(settings) } },
    }),
    "logging.properties": loggingProperties("jvb"),
  };
}

function videobridge(settings: Settings, index: number): HoconObject {
  return {
    ice: {
      udp: { port: bridgePort(settings, index) },
      "advertise-private-candidates": settings.bridge.advertisePrivateCandidates,
    },
    apis: {
      // Health asks it whether the bridge is in its room. It listens inside the container only.
      rest: { enabled: true },
      "xmpp-client": { configs: { [prosodyHost]: xmppClient(settings) } },
    },
    "http-servers": { private: { host: "127.0.0.1", port: internalPorts.bridgeHttp } },
    health: { "require-valid-address": dependsOnStun(settings) },
  };
}

function xmppClient(settings: Settings): HoconObject {
  return {
    HOSTNAME: prosodyHost,
    PORT: internalPorts.xmppClient,
    // The domain it logs in to, and the name that must be in Prosody's certificate.
    DOMAIN: domains(settings).auth,
    USERNAME: bridgeUser,
    PASSWORD: env("XMPP_PASSWORD"),
    MUC_JIDS: bridgeBrewery(settings),
    MUC_NICKNAME: env("MUC_NICKNAME"),
    DISABLE_CERTIFICATE_VERIFICATION: false,
  };
}

/** Without any other address to offer, a bridge that STUN told nothing can carry no media, and is not healthy. */
function dependsOnStun(settings: Settings): boolean {
  const { advertisePrivateCandidates } = settings.bridge;
  return advertisedIps(settings).length === 0 && !advertisePrivateCandidates && stunServers(settings).length > 0;
}

function mapping(settings: Settings): HoconObject {
  return {
    // Would ask Amazon's metadata service at each start.
    aws: { enabled: false },
    stun: { addresses: stunServers(settings) },
    "static-mappings": advertisedIps(settings).map((address, i) => ({
      "local-address": env("LOCAL_ADDRESS"),
      "public-address": address,
      name: `ip-${String(i + 1)}`,
    })),
  };
}
