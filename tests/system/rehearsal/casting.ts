import type { Casting } from "./stage.ts";

/** jicofo as the stack configures it, with more HOCON lines at the end. */
export function jicofo(extra = "", password = "focus-secret", host = "prosody"): Casting {
  return {
    program: "jicofo",
    environment: { XMPP_PASSWORD: password },
    config: `jicofo {
  bridge.brewery-jid = "jvbbrewery@internal-muc.meet.jitsi"
  health.enabled = true
  xmpp.client {
    hostname = ${host}
    domain = auth.meet.jitsi
    xmpp-domain = meet.jitsi
    conference-muc-jid = muc.meet.jitsi
    client-proxy = focus.meet.jitsi
    password = \${XMPP_PASSWORD}
    disable-certificate-verification = false
  }
}
${extra}`,
  };
}

/** A bridge as the stack configures it, with more HOCON lines at the end. */
export function bridge(nickname: string, extra = "", password = "jvb-secret", host = "prosody"): Casting {
  return {
    program: "jvb",
    environment: { XMPP_PASSWORD: password, MUC_NICKNAME: nickname },
    config: `videobridge {
  apis.rest.enabled = true
  apis.xmpp-client.configs.main {
    HOSTNAME = ${host}
    DOMAIN = auth.meet.jitsi
    USERNAME = jvb
    PASSWORD = \${XMPP_PASSWORD}
    MUC_JIDS = "jvbbrewery@internal-muc.meet.jitsi"
    MUC_NICKNAME = \${MUC_NICKNAME}
    DISABLE_CERTIFICATE_VERIFICATION = false
  }
  health.require-valid-address = false
}
${extra}`,
  };
}
