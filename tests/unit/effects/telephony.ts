import { expect } from "@jest/globals";
import { type EffectRow, added } from "./row.ts";
import { gateway, hasWorked, sipAccount } from "./whole/jigasi.ts";

const properties = "jigasi/sip-communicator.properties";
const on = { telephony: { enabled: true, sip: { uri: "alice@sip.example.org", server: "sip.example.org" } } };

const numbers = "http.server.location(= /dial-in-numbers.json)";

export const rows: readonly EffectRow[] = [
  {
    path: "telephony.enabled",
    value: true,
    given: { telephony: { sip: { uri: "alice@sip.example.org", server: "sip.example.org" } } },
    changes: {
      "prosody/prosody.cfg.lua": { "[global] admins": added("jigasi@auth.meet.jitsi") },
      "prosody/accounts.cfg.lua": {
        "[global] stack_accounts": added({
          credential: "account-jigasi",
          jid: "jigasi@auth.meet.jitsi",
          service: true,
        }),
      },
      "jicofo/jicofo.conf": { "jicofo.jigasi.brewery-jid": [undefined, "jigasibrewery@internal-muc.meet.jitsi"] },
      ...gateway,
    },
  },
  {
    path: "telephony.sip.uri",
    value: "bob@sip.example.org",
    given: on,
    changes: {
      [properties]: {
        [`${sipAccount}.ACCOUNT_UID`]: ["SIP:alice@sip.example.org", "SIP:bob@sip.example.org"],
        [`${sipAccount}.USER_ID`]: ["alice@sip.example.org", "bob@sip.example.org"],
        [`${hasWorked}.SIP:alice@sip.example.org`]: ["true", undefined],
        [`${hasWorked}.SIP:bob@sip.example.org`]: [undefined, "true"],
      },
    },
  },
  {
    path: "telephony.sip.server",
    value: "proxy.example.org",
    given: on,
    changes: {
      [properties]: {
        [`${sipAccount}.PROXY_ADDRESS`]: ["sip.example.org", "proxy.example.org"],
        [`${sipAccount}.SERVER_ADDRESS`]: ["sip.example.org", "proxy.example.org"],
      },
    },
  },
  {
    path: "telephony.sip.port",
    value: 5061,
    given: on,
    changes: { [properties]: { [`${sipAccount}.PROXY_PORT`]: ["5060", "5061"] } },
  },
  {
    path: "telephony.sip.transport",
    value: "TLS",
    given: on,
    changes: { [properties]: { [`${sipAccount}.PREFERRED_TRANSPORT`]: ["UDP", "TLS"] } },
  },
  {
    path: "telephony.sip.keepAlive",
    value: "REGISTER",
    given: on,
    changes: { [properties]: { [`${sipAccount}.KEEP_ALIVE_METHOD`]: ["OPTIONS", "REGISTER"] } },
  },
  {
    path: "telephony.sip.sdesSrtp",
    value: true,
    given: on,
    changes: {
      [properties]: {
        [`${sipAccount}.DEFAULT_ENCRYPTION`]: [undefined, "true"],
        [`${sipAccount}.DEFAULT_SIPZRTP_ATTRIBUTE`]: [undefined, "false"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL.DTLS-SRTP`]: [undefined, "0"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL.SDES`]: [undefined, "1"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL.ZRTP`]: [undefined, "0"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL_STATUS.DTLS-SRTP`]: [undefined, "false"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL_STATUS.SDES`]: [undefined, "true"],
        [`${sipAccount}.ENCRYPTION_PROTOCOL_STATUS.ZRTP`]: [undefined, "false"],
        [`${sipAccount}.SAVP_OPTION`]: [undefined, "1"],
        [`${sipAccount}.SDES_CIPHER_SUITES`]: [undefined, "AES_CM_128_HMAC_SHA1_80,AES_CM_128_HMAC_SHA1_32"],
      },
    },
  },
  {
    path: "telephony.ports.min",
    value: 20010,
    given: on,
    changes: { "jigasi/environment": { MIN_PORT: ["20000", "20010"] } },
  },
  {
    path: "telephony.ports.max",
    value: 20100,
    given: on,
    changes: { "jigasi/environment": { MAX_PORT: ["20050", "20100"] } },
  },
  {
    path: "telephony.healthCheck.uri",
    value: "echo@sip.example.org",
    given: on,
    changes: {
      [properties]: {
        "org.jitsi.jigasi.HEALTH_CHECK_INTERVAL": [undefined, "300000"],
        "org.jitsi.jigasi.HEALTH_CHECK_SIP_URI": [undefined, "echo@sip.example.org"],
        "org.jitsi.jigasi.HEALTH_CHECK_TIMEOUT": [undefined, "600000"],
      },
      "jigasi/environment": { HEALTH_CHECK: ["registration", "call"] },
    },
  },
  {
    path: "telephony.healthCheck.interval",
    value: 60,
    given: {
      telephony: {
        enabled: true,
        sip: { uri: "alice@sip.example.org", server: "sip.example.org" },
        healthCheck: { uri: "echo@sip.example.org" },
      },
    },
    changes: { [properties]: { "org.jitsi.jigasi.HEALTH_CHECK_INTERVAL": ["300000", "60000"] } },
  },
  {
    path: "telephony.defaultRoom",
    value: "reception",
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.DEFAULT_JVB_ROOM_NAME": [undefined, "reception@muc.meet.jitsi"] } },
  },
  {
    path: "telephony.statsId",
    value: "gateway-1",
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.STATS_ID": ["jigasi", "gateway-1"] } },
  },
  {
    path: "telephony.translator",
    value: true,
    given: on,
    changes: {
      [properties]: {
        "net.java.sip.communicator.impl.neomedia.audioSystem.audiosilence.captureDevice_list": [
          undefined,
          '["AudioSilenceCaptureDevice:noTransferData"]',
        ],
        [`${sipAccount}.USE_TRANSLATOR_IN_CONFERENCE`]: [undefined, "true"],
        "org.jitsi.jigasi.xmpp.acc.USE_TRANSLATOR_IN_CONFERENCE": [undefined, "true"],
      },
    },
  },
  {
    path: "telephony.visitorsQueue.url",
    value: "https://queue.example.org",
    given: {
      telephony: { enabled: true, sip: { uri: "alice@sip.example.org", server: "sip.example.org" } },
      rooms: { visitors: { enabled: true } },
    },
    changes: { [properties]: { "org.jitsi.jigasi.VISITOR_QUEUE_SERVICE": [undefined, "https://queue.example.org"] } },
  },
  {
    path: "telephony.visitorsQueue.keyId",
    value: "key-1",
    given: {
      telephony: {
        enabled: true,
        sip: { uri: "alice@sip.example.org", server: "sip.example.org" },
        visitorsQueue: { url: "https://queue.example.org" },
      },
      rooms: { visitors: { enabled: true } },
    },
    changes: {
      [properties]: {
        "org.jitsi.jigasi.VISITOR_QUEUE_SERVICE_PRIVATE_KEY_ID": [undefined, "key-1"],
        "org.jitsi.jigasi.VISITOR_QUEUE_SERVICE_PRIVATE_KEY_PATH": [undefined, "/secrets/visitors-queue-key"],
      },
    },
  },
  {
    path: "telephony.dialIn.numbers",
    value: [{ countryCode: "DE", formattedNumber: "+49 30 1234", tollFree: false, default: true }],
    changes: {
      "web/config.js": { dialInNumbersUrl: [undefined, "https://localhost:8443/dial-in-numbers.json"] },
      "web/dial-in-numbers.json": {
        "(text)": [undefined, expect.stringContaining('"formattedNumber": "+49 30 1234"')],
      },
      "web/nginx.conf": {
        [numbers]: [undefined, "block"],
        [`${numbers}.alias`]: [undefined, ["/config/dial-in-numbers.json"]],
        [`${numbers}.ssi`]: [undefined, ["off"]],
        [`${numbers}.add_header`]: [undefined, expect.arrayContaining(["Cache-Control no-cache always"])],
      },
    },
  },
  {
    path: "telephony.dialIn.numbersUrl",
    value: "https://dial.example.org/numbers",
    changes: { "web/config.js": { dialInNumbersUrl: [undefined, "https://dial.example.org/numbers"] } },
  },
  {
    path: "telephony.dialIn.confCodeUrl",
    value: "https://dial.example.org/codes",
    changes: { "web/config.js": { dialInConfCodeUrl: [undefined, "https://dial.example.org/codes"] } },
  },
  {
    path: "telephony.dialOut.authUrl",
    value: "https://dial.example.org/auth",
    changes: { "web/config.js": { dialOutAuthUrl: [undefined, "https://dial.example.org/auth"] } },
  },
  {
    path: "telephony.dialOut.regionUrl",
    value: "https://dial.example.org/regions",
    changes: { "web/config.js": { dialOutRegionUrl: [undefined, "https://dial.example.org/regions"] } },
  },
  {
    path: "telephony.invite.serviceUrl",
    value: "https://people.example.org/invite",
    changes: { "web/config.js": { inviteServiceUrl: [undefined, "https://people.example.org/invite"] } },
  },
  {
    path: "telephony.invite.peopleSearchUrl",
    value: "https://people.example.org/search",
    changes: {
      "web/config.js": {
        peopleSearchUrl: [undefined, "https://people.example.org/search"],
        peopleSearchQueryTypes: [undefined, ["user", "conferenceRooms"]],
      },
    },
  },
  {
    path: "telephony.invite.peopleSearchTypes",
    value: ["user", "phone"],
    given: { telephony: { invite: { peopleSearchUrl: "https://people.example.org/search" } } },
    changes: {
      "web/config.js": {
        peopleSearchQueryTypes: [
          ["user", "conferenceRooms"],
          ["user", "phone"],
        ],
      },
    },
  },
  {
    path: "telephony.inviteTimeout",
    value: 20,
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.JVB_INVITE_TIMEOUT": ["30000", "20000"] } },
  },
  {
    path: "telephony.region",
    value: "eu-central",
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.LOCAL_REGION": [undefined, "eu-central"] } },
  },
  {
    path: "telephony.trustedDomains",
    value: ["hidden.meet.jitsi"],
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.TRUSTED_DOMAINS": [undefined, '["hidden.meet.jitsi"]'] } },
  },
  {
    path: "telephony.metrics",
    value: true,
    given: on,
    changes: { "jigasi/jigasi.conf": { "org.jitsi.jigasi.rest.host": ["127.0.0.1", "0.0.0.0"] } },
  },
  {
    path: "telephony.options",
    value: { "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": "20" },
    given: on,
    changes: { [properties]: { "org.jitsi.jigasi.MUC_JOIN_TIMEOUT": ["10", "20"] } },
  },
  {
    path: "telephony.logLevel",
    value: "debug",
    given: on,
    changes: { "jigasi/logging.properties": { ".level": ["INFO", "FINE"] } },
  },
  {
    path: "telephony.sentry",
    value: true,
    given: on,
    changes: {
      "jigasi/logging.properties": {
        handlers: ["java.util.logging.ConsoleHandler", "java.util.logging.ConsoleHandler, io.sentry.jul.SentryHandler"],
        "io.sentry.jul.SentryHandler.level": [undefined, "WARNING"],
        "io.sentry.jul.SentryHandler.minimumEventLevel": [undefined, "WARNING"],
      },
    },
  },
  { path: "telephony.memory", value: 2048, given: on, changes: {} },
];
