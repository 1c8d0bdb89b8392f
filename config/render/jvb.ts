import { bridgeUser } from "../accounts.ts";
import { bridgeReachesServices, breweries, controlAddress, domains } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type HoconObject, env, hocon } from "../write/hocon.ts";
import { environmentFile, sentryVariables } from "./environment.ts";
import type { Files } from "./files.ts";
import { jvbKeys } from "./jvb-keys.ts";
import { loggingProperties } from "./logging.ts";
import { prosodyHost } from "./names.ts";
import { withSettings } from "./written-keys.ts";

/**
 * The files of the n-th bridge (from 1). From its process's environment come XMPP_PASSWORD, LOCAL_ADDRESS (the container's own
 * address) and MUC_NICKNAME (unique to each start: under an old nickname Prosody would go on talking to the dead session).
 */
export function renderJvb(settings: Settings, index: number): Files {
  const { options, logLevel, sentry, gc } = settings.bridge;
  return {
    "jvb.conf": hocon(withSettings(bridgeBase(settings), jvbKeys, options, settings, index)),
    "logging.properties": loggingProperties("jvb", logLevel, sentry),
    environment: environmentFile({
      TRUST: bridgeReachesServices(settings) ? "public" : "stack",
      GC: gc,
      ...(sentry ? sentryVariables(settings, "jitsi-videobridge2") : {}),
    }),
  };
}

/** What is written to jvb.conf whatever the settings of the bridges are. */
export function bridgeBase(settings: Settings): HoconObject {
  return {
    videobridge: {
      apis: {
        // Health asks it whether the bridge is in its room. Its port is never published.
        rest: { enabled: true },
        "xmpp-client": { configs: { [prosodyHost]: xmppClient(settings) } },
      },
      "http-servers": { private: { host: controlAddress(settings), port: internalPorts.bridgeHttp } },
    },
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
    MUC_JIDS: breweries(settings).bridge,
    MUC_NICKNAME: env("MUC_NICKNAME"),
    DISABLE_CERTIFICATE_VERIFICATION: false,
  };
}
