import { focusUser } from "../accounts.ts";
import { breweries, controlAddress, domains, focusReachesServices } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type HoconObject, env, hocon } from "../write/hocon.ts";
import { environmentFile, sentryVariables } from "./environment.ts";
import type { Files } from "./files.ts";
import { jicofoKeys } from "./jicofo-keys.ts";
import { loggingProperties } from "./logging.ts";
import { prosodyHost } from "./names.ts";
import { withSettings } from "./written-keys.ts";

/** jicofo's files. Its password comes from the environment variable XMPP_PASSWORD of its process. */
export function renderJicofo(settings: Settings): Files {
  const { options, logLevel, sentry } = settings.focus;
  return {
    "jicofo.conf": hocon(withSettings(focusBase(settings), jicofoKeys, options, settings)),
    "logging.properties": loggingProperties("jicofo", logLevel, sentry),
    environment: environmentFile({
      TRUST: focusReachesServices(settings) ? "public" : "stack",
      ...(sentry ? sentryVariables(settings, "jicofo") : {}),
    }),
  };
}

/** What is written to jicofo.conf whatever the settings of jicofo are. */
export function focusBase(settings: Settings): HoconObject {
  return {
    jicofo: {
      bridge: { "brewery-jid": breweries(settings).bridge },
      // Off by default, and then there is nothing to ask.
      health: { enabled: true },
      rest: { host: controlAddress(settings), port: internalPorts.jicofoHttp },
      xmpp: { client: client(settings) },
    },
  };
}

function client(settings: Settings): HoconObject {
  const { main, auth, muc, focus } = domains(settings);
  return {
    hostname: prosodyHost,
    port: internalPorts.xmppClient,
    // The domain it logs in to, and the name that must be in Prosody's certificate.
    domain: auth,
    "xmpp-domain": main,
    username: focusUser,
    password: env("XMPP_PASSWORD"),
    "conference-muc-jid": muc,
    "client-proxy": focus,
    "disable-certificate-verification": false,
  };
}
