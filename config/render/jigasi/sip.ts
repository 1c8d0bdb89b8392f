import { domains } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";
import { mucPrefix } from "../names.ts";
import { type Properties, accountProperties, encodings } from "./common.ts";

/** Name of the SIP account among jigasi's properties. */
export const sipAccountKey = "net.java.sip.communicator.impl.protocol.sip.acc1";

/** The account by which the gateway is a telephone. G.722 is off, as upstream has it: sound was broken with it. */
export function sipAccount(settings: Settings): Properties {
  const { uri = "", server, port, transport, keepAlive, sdesSrtp } = settings.telephony.sip;
  return {
    ...accountProperties(sipAccountKey, "acc1", {
      ACCOUNT_UID: `SIP:${uri}`,
      PROTOCOL_NAME: "SIP",
      USER_ID: uri,
      ...(server === undefined
        ? {}
        : { SERVER_ADDRESS: server, PROXY_AUTO_CONFIG: "false", PROXY_ADDRESS: server, PROXY_PORT: String(port) }),
      PREFERRED_TRANSPORT: transport,
      KEEP_ALIVE_METHOD: keepAlive,
      KEEP_ALIVE_INTERVAL: "25",
      VOICEMAIL_ENABLED: "false",
      JITSI_MEET_ROOM_HEADER_NAME: "X-Room-Name",
      JITSI_MEET_DOMAIN_BASE_HEADER_NAME: "X-Domain-Base",
      DOMAIN_BASE: domains(settings).main,
      MUC_DOMAIN_PREFIX: mucPrefix(settings),
      OVERRIDE_ENCODINGS: "true",
      ...encodings({
        "opus/48000": 1000,
        "AMR-WB/16000": 750,
        "PCMU/8000": 650,
        "PCMA/8000": 600,
        "iLBC/8000": 10,
        "telephone-event/8000": 1,
      }),
      ...(sdesSrtp ? sdes : {}),
    }),
    // Without it people would stay in the list of a meeting after they hung up.
    "net.java.sip.communicator.impl.protocol.jabber.FORCE_PRESENCE_ON_LEAVE": "true",
  };
}

const sdes: Properties = {
  SAVP_OPTION: "1",
  DEFAULT_ENCRYPTION: "true",
  DEFAULT_SIPZRTP_ATTRIBUTE: "false",
  "ENCRYPTION_PROTOCOL.ZRTP": "0",
  "ENCRYPTION_PROTOCOL.SDES": "1",
  "ENCRYPTION_PROTOCOL.DTLS-SRTP": "0",
  "ENCRYPTION_PROTOCOL_STATUS.ZRTP": "false",
  "ENCRYPTION_PROTOCOL_STATUS.SDES": "true",
  "ENCRYPTION_PROTOCOL_STATUS.DTLS-SRTP": "false",
  SDES_CIPHER_SUITES: "AES_CM_128_HMAC_SHA1_80,AES_CM_128_HMAC_SHA1_32",
};
