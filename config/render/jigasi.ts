import { allowsGuests, domains, requiresLogin } from "../derived.ts";
import { jigasiUser } from "../accounts.ts";
import type { Settings } from "../settings/index.ts";
import { hocon } from "../write/hocon.ts";
import { properties } from "../write/properties.ts";
import { environmentFile, sentryVariables } from "./environment.ts";
import type { Files } from "./files.ts";
import { type Properties, common, controlAccount, controlPassword, httpServer } from "./jigasi/common.ts";
import { gatewayLogging } from "./jigasi/logging.ts";
import { type PasswordKeys, passwordFile } from "./jigasi/passwords.ts";
import { sipAccount, sipAccountKey } from "./jigasi/sip.ts";
import { secretsFolder } from "./names.ts";

/** File in the gateway's secrets folder that holds the key to the visitors' queue. */
export const visitorsQueueKeyFile = "visitors-queue-key";

/** The files of the SIP gateway. Its start script puts the passwords of passwords.map into the properties, in memory. */
export function renderJigasi(settings: Settings): Files {
  const { ports, healthCheck, logLevel, sentry } = settings.telephony;
  return {
    "sip-communicator.properties": properties({ ...gateway(settings), ...settings.telephony.options }),
    "passwords.map": passwordFile(jigasiPasswordKeys(settings)),
    "jigasi.conf": hocon(httpServer(settings, settings.telephony.metrics)),
    "logging.properties": gatewayLogging("jigasi", { logLevel, sentry }),
    environment: environmentFile({
      // The SIP server's certificate is of a public authority, Prosody's of the stack's own.
      TRUST: "public",
      ROLE: "sip",
      MIN_PORT: String(ports.min),
      MAX_PORT: String(ports.max),
      HEALTH_CHECK: healthCheck.uri === undefined ? "registration" : "call",
      ...(sentry ? sentryVariables(settings, "jigasi") : {}),
    }),
  };
}

/** Properties of the SIP gateway that hold a password: name -> its file in the secrets folder, and how it is written. */
export function jigasiPasswordKeys(settings: Settings): PasswordKeys {
  return {
    ...controlPassword,
    [`${sipAccountKey}.PASSWORD`]: { file: "sip-password", encoding: "base64" },
    ...(requiresLogin(settings)
      ? { "org.jitsi.jigasi.xmpp.acc.PASS": { file: "xmpp-password", encoding: "plain" } }
      : {}),
  };
}

function gateway(settings: Settings): Properties {
  const { telephony } = settings;
  return {
    "org.jitsi.jigasi.ENABLE_SIP": "true",
    "org.jitsi.jigasi.ENABLE_TRANSCRIPTION": "false",
    ...common(settings, { ...telephony, statsId: telephony.statsId ?? "jigasi" }),
    ...controlAccount(settings),
    ...meetingAccount(settings),
    ...sipAccount(settings),
    ...healthCall(telephony.healthCheck),
    ...(telephony.defaultRoom === undefined
      ? {}
      : { "org.jitsi.jigasi.DEFAULT_JVB_ROOM_NAME": `${telephony.defaultRoom}@${domains(settings).muc}` }),
    ...translator(telephony),
    ...visitors(settings),
  };
}

/** How a call enters a meeting. Where nobody needs to log in it does so without a name. */
function meetingAccount(settings: Settings): Properties {
  if (!requiresLogin(settings)) {
    return {};
  }
  const { guest, auth } = domains(settings);
  return allowsGuests(settings)
    ? {
        "org.jitsi.jigasi.xmpp.acc.USER_ID": `${jigasiUser}@${guest}`,
        "org.jitsi.jigasi.xmpp.acc.ANONYMOUS_AUTH": "true",
      }
    : {
        "org.jitsi.jigasi.xmpp.acc.USER_ID": `${jigasiUser}@${auth}`,
        "org.jitsi.jigasi.xmpp.acc.ANONYMOUS_AUTH": "false",
      };
}

function healthCall({ uri, interval }: Settings["telephony"]["healthCheck"]): Properties {
  return uri === undefined
    ? {}
    : {
        "org.jitsi.jigasi.HEALTH_CHECK_SIP_URI": uri,
        // Milliseconds.
        "org.jitsi.jigasi.HEALTH_CHECK_INTERVAL": String((interval ?? 300) * 1000),
        "org.jitsi.jigasi.HEALTH_CHECK_TIMEOUT": "600000",
      };
}

function translator({ translator }: Settings["telephony"]): Properties {
  return translator
    ? {
        "org.jitsi.jigasi.xmpp.acc.USE_TRANSLATOR_IN_CONFERENCE": "true",
        [`${sipAccountKey}.USE_TRANSLATOR_IN_CONFERENCE`]: "true",
        "net.java.sip.communicator.impl.neomedia.audioSystem.audiosilence.captureDevice_list":
          '["AudioSilenceCaptureDevice:noTransferData"]',
      }
    : {};
}

function visitors({ rooms, telephony }: Settings): Properties {
  const { url, keyId } = telephony.visitorsQueue;
  const queue = "org.jitsi.jigasi.VISITOR_QUEUE_SERVICE";
  return rooms.visitors.enabled
    ? {
        "org.jitsi.jigasi.ENABLE_SIP_VISITORS": "true",
        ...(url === undefined ? {} : { [queue]: url }),
        ...(url === undefined || keyId === undefined
          ? {}
          : {
              [`${queue}_PRIVATE_KEY_PATH`]: `${secretsFolder}/${visitorsQueueKeyFile}`,
              [`${queue}_PRIVATE_KEY_ID`]: keyId,
            }),
      }
    : {};
}
