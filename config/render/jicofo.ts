import { bridgeBrewery, domains } from "../derived.ts";
import { internalPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { type HoconObject, env, hocon } from "../write/hocon.ts";
import type { Files } from "./files.ts";
import { loggingProperties } from "./logging.ts";
import { focusUser, prosodyHost } from "./names.ts";

/** jicofo's files. Its password comes from the environment variable XMPP_PASSWORD of its process. */
export function renderJicofo(settings: Settings): Files {
  return {
    "jicofo.conf": hocon({
      jicofo: {
        ...authentication(settings),
        bridge: { "brewery-jid": bridgeBrewery(settings) },
        // Off by default, and then there is nothing to ask.
        health: { enabled: true },
        rest: { host: "127.0.0.1", port: internalPorts.jicofoHttp },
        xmpp: { client: client(settings) },
      },
    }),
    "logging.properties": loggingProperties("jicofo"),
  };
}

function authentication(settings: Settings): HoconObject {
  return settings.auth.type === "internal"
    ? { authentication: { enabled: true, type: "XMPP", "login-url": domains(settings).main } }
    : {};
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
