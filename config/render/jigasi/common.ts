import { jigasiUser } from "../../accounts.ts";
import { breweries, domains, publicHost, measured } from "../../derived.ts";
import { internalPorts } from "../../ports.ts";
import type { Settings } from "../../settings/index.ts";
import type { HoconObject } from "../../write/hocon.ts";
import { mucPrefix, prosodyHost } from "../names.ts";
import type { PasswordKeys } from "./passwords.ts";

/** Lines of a properties file. */
export type Properties = Readonly<Record<string, string>>;

/** What jigasi needs to know in both of its roles. */
interface Role {
  readonly inviteTimeout: number;
  readonly region?: string | undefined;
  readonly statsId: string;
  readonly trustedDomains?: readonly string[] | undefined;
}

const account = `net.java.sip.communicator.impl.protocol.jabber.acc-${prosodyHost}`;

/** The account by which jicofo finds and calls the gateway has its password from the secrets. */
export const controlPassword: PasswordKeys = {
  [`${account}.PASSWORD`]: { file: "xmpp-password", encoding: "base64" },
};

/** The HTTP server. Inside the container only, unless metrics are asked for. */
export function httpServer(settings: Settings, metrics: boolean): HoconObject {
  return {
    org: {
      jitsi: {
        jigasi: {
          rest: { host: measured(settings, metrics) ? "0.0.0.0" : "127.0.0.1", port: internalPorts.gatewayHttp },
        },
      },
    },
  };
}

/** What both roles have in common, the way into meetings included. */
export function common(settings: Settings, { inviteTimeout, region, statsId, trustedDomains }: Role): Properties {
  const { muc } = domains(settings);
  return {
    ...trust,
    "net.java.sip.communicator.impl.protocol.SingleCallInProgressPolicy.enabled": "false",
    "net.java.sip.communicator.impl.neomedia.codec.audio.opus.encoder.COMPLEXITY": "10",
    "net.java.sip.communicator.packetlogging.PACKET_LOGGING_ENABLED": "false",
    "org.jitsi.jigasi.ALLOWED_JID": breweries(settings).jigasi,
    "org.jitsi.jigasi.MUC_SERVICE_ADDRESS": muc,
    "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": "10",
    // Milliseconds.
    "org.jitsi.jigasi.JVB_INVITE_TIMEOUT": String(inviteTimeout * 1000),
    // The container's own way to let calls end before it stops.
    "org.jitsi.jigasi.ENABLE_REST_SHUTDOWN": "true",
    "org.jitsi.jigasi.STATS_ID": statsId,
    ...(region === undefined ? {} : { "org.jitsi.jigasi.LOCAL_REGION": region }),
    ...(trustedDomains === undefined ? {} : { "org.jitsi.jigasi.TRUSTED_DOMAINS": JSON.stringify(trustedDomains) }),
    ...meeting,
  };
}

/** Certificates are verified against /run/trust.p12. jigasi forgets the trust store of its command line. */
const trust: Properties = {
  "net.java.sip.communicator.service.gui.ALWAYS_TRUST_MODE_ENABLED": "false",
  "net.java.sip.communicator.service.tls.NO_USER_INTERACTION": "true",
  "net.java.sip.communicator.service.cert.truststore.type": "PKCS12",
  "net.java.sip.communicator.service.cert.truststore.file": "/run/trust.p12",
  // No secret: there are only certificates in it. It is base64 of `changeit`.
  "net.java.sip.communicator.service.cert.truststore.password.PASSWORD": "Y2hhbmdlaXQ=",
};

const meeting: Properties = Object.fromEntries(
  Object.entries({
    IS_SERVER_OVERRIDDEN: "true",
    SERVER_ADDRESS: prosodyHost,
    SERVER_PORT: String(internalPorts.xmppClient),
    ALLOW_NON_SECURE: "false",
    VIDEO_CALLING_DISABLED: "true",
    JINGLE_NODES_ENABLED: "false",
    AUTO_DISCOVER_STUN: "false",
    USE_DEFAULT_STUN_SERVER: "false",
    IM_DISABLED: "true",
    SERVER_STORED_INFO_DISABLED: "true",
    IS_FILE_TRANSFER_DISABLED: "true",
  }).map(([key, value]) => [`org.jitsi.jigasi.xmpp.acc.${key}`, value]),
);

/** The account by which jicofo finds the gateway, and calls it. */
export function controlAccount(settings: Settings): Properties {
  const { auth } = domains(settings);
  const jid = `${jigasiUser}@${auth}`;
  const options = {
    ACCOUNT_UID: `Jabber:${jid}@${prosodyHost}`,
    USER_ID: jid,
    PROTOCOL: "Jabber",
    IS_SERVER_OVERRIDDEN: "true",
    SERVER_ADDRESS: prosodyHost,
    SERVER_PORT: String(internalPorts.xmppClient),
    ALLOW_NON_SECURE: "false",
    AUTO_GENERATE_RESOURCE: "true",
    RESOURCE_PRIORITY: "30",
    KEEP_ALIVE_METHOD: "XEP-0199",
    KEEP_ALIVE_INTERVAL: "20",
    CALLING_DISABLED: "true",
    VIDEO_CALLING_DISABLED: "true",
    JINGLE_NODES_ENABLED: "false",
    AUTO_DISCOVER_JINGLE_NODES: "false",
    IS_CARBON_DISABLED: "true",
    IS_ACCOUNT_DISABLED: "false",
    IS_PREFERRED_PROTOCOL: "false",
    IS_USE_ICE: "true",
    IS_USE_UPNP: "false",
    USE_DEFAULT_STUN_SERVER: "false",
    IM_DISABLED: "true",
    SERVER_STORED_INFO_DISABLED: "true",
    IS_FILE_TRANSFER_DISABLED: "true",
    DEFAULT_ENCRYPTION: "true",
    "ENCRYPTION_PROTOCOL.DTLS-SRTP": "0",
    "ENCRYPTION_PROTOCOL_STATUS.DTLS-SRTP": "true",
    OVERRIDE_ENCODINGS: "true",
    ...encodings({ "G722/8000": 705, "opus/48000": 750 }),
    BREWERY: breweries(settings).jigasi,
    // Of a meeting's URL. jicofo's address it takes from the room's own domain, once it knows what stands in front of that.
    DOMAIN_BASE: publicHost(settings),
    MUC_DOMAIN_PREFIX: mucPrefix(settings),
  };
  return accountProperties(account, `acc-${prosodyHost}`, options);
}

/** What jigasi remembers of accounts that have worked once. Others it does not try a second time. */
const hasWorked = "net.java.sip.communicator.plugin.reconnectplugin.ATLEAST_ONE_SUCCESSFUL_CONNECTION";

/** An account's properties, with the line that announces it. A server that is away when jigasi starts is tried again, too. */
export function accountProperties(key: string, id: string, options: Properties & { ACCOUNT_UID: string }): Properties {
  return {
    [key]: id,
    ...Object.fromEntries(Object.entries(options).map(([name, value]) => [`${key}.${name}`, value])),
    [`${hasWorked}.${options.ACCOUNT_UID}`]: "true",
  };
}

/** Every codec that jigasi has. */
const codecs = [
  "AMR-WB/16000",
  "G722/8000",
  "GSM/8000",
  "H263-1998/90000",
  "H264/90000",
  "PCMA/8000",
  "PCMU/8000",
  "SILK/8000",
  "SILK/12000",
  "SILK/16000",
  "SILK/24000",
  "VP8/90000",
  "iLBC/8000",
  "opus/48000",
  "red/90000",
  "speex/8000",
  "speex/16000",
  "speex/32000",
  "telephone-event/8000",
  "ulpfec/90000",
];

/** Which codecs are offered: the highest number first, those without one not at all. */
export function encodings(priorities: Readonly<Record<string, number>>): Properties {
  return Object.fromEntries(codecs.map((codec) => [`Encodings.${codec}`, String(priorities[codec] ?? 0)]));
}
