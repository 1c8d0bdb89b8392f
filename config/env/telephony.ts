import { toList } from "../suggest.ts";
import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";
import { memoryFor, milliseconds, sentryAddress } from "./values.ts";
import {
  bySwitch,
  fixed,
  ignore,
  ignored,
  isOn,
  notedUnless,
  oldPath,
  refuse,
  translate,
  translated,
} from "./verdicts.ts";

const both = "the SIP gateway and the transcriber have one each";

function decideSipUri(text: string): Verdict {
  return translate("telephony.sip.uri", text.replace(/^sips?:/i, ""), "with a SIP account there is a SIP gateway", {
    "telephony.enabled": true,
  });
}

/** A word that jigasi takes in any case. */
function upperCase(setting: string): VariableRule {
  return translated([setting], setting, (text) => translate(setting, text.toUpperCase(), "in capitals"));
}

function decideDefaultRoom(text: string, file: EnvValues): Verdict {
  const [room = "", domain] = text.split("@");
  const muc = file.get("XMPP_MUC_DOMAIN") ?? "muc.meet.jitsi";
  return domain === undefined || domain === muc
    ? translate("telephony.defaultRoom", room, "the room's name alone: its domain is xmpp.mucDomain")
    : refuse(`must be a room of ${muc}`);
}

/** Raw lines of the properties file, with commas between them. */
function decideConfiguration(text: string): Verdict {
  const pairs = toList(text).map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  if (pairs.some(([key]) => key === "")) {
    return refuse("must be lines of key=value, with commas between them");
  }
  const options = Object.fromEntries(pairs);
  return translate("telephony.options", options, both, { "transcription.options": options });
}

function decideMemory(text: string): Verdict {
  const wanted = memoryFor(text);
  if (wanted === undefined) {
    return refuse("must be a size, such as 3072m");
  }
  const memory = Math.max(512, wanted);
  return translate("telephony.memory", memory, `the Java heap takes 70 % of it; ${both}`, {
    "transcription.memory": memory,
  });
}

function decideSentry(text: string): Verdict {
  const address = sentryAddress(text);
  return address === undefined
    ? ignore("errors are not reported unless telephony.sentry or transcription.sentry is on")
    : translate("secrets.jigasiSentryDsn", address, "errors are reported there", {
        "telephony.sentry": true,
        "transcription.sentry": true,
      });
}

function decideMetrics(text: string): Verdict {
  return bySwitch(text, (on) =>
    translate("telephony.metrics", on, "inside the stack's networks; it is never published"),
  );
}

const interval = milliseconds("telephony.healthCheck.interval");

/** What both services have a setting for: the SIP gateway's comes first. */
function forBoth(name: string): readonly string[] {
  return [`telephony.${name}`, `transcription.${name}`];
}

/** The same value for both services. */
function shared(name: string, valueOf: (text: string) => unknown): VariableRule {
  return translated(forBoth(name), `telephony.${name}; ${both}`, (text) => {
    const value = valueOf(text);
    return translate(`telephony.${name}`, value, both, { [`transcription.${name}`]: value });
  });
}

/** Variables of the SIP gateway (jigasi) that are not simply a setting. */
export const telephonyVariables: VariableRules = {
  JIGASI_SIP_URI: translated(
    ["telephony.sip.uri", "telephony.enabled"],
    "telephony.sip.uri, and with it telephony.enabled",
    decideSipUri,
  ),
  JIGASI_SIP_TRANSPORT: upperCase("telephony.sip.transport"),
  JIGASI_SIP_KEEP_ALIVE_METHOD: upperCase("telephony.sip.keepAlive"),
  JIGASI_SIP_DEFAULT_ROOM: translated(
    ["telephony.defaultRoom"],
    "telephony.defaultRoom is the room's name alone",
    decideDefaultRoom,
  ),
  JIGASI_HEALTH_CHECK_INTERVAL: {
    ...interval,
    decide: (text, file) =>
      file.has("JIGASI_HEALTH_CHECK_SIP_URI")
        ? interval.decide?.(text, file)
        : ignore("means nothing without JIGASI_HEALTH_CHECK_SIP_URI"),
  },
  JIGASI_JVB_TIMEOUT: milliseconds("telephony.inviteTimeout", "transcription.inviteTimeout"),
  JIGASI_LOCAL_REGION: shared("region", (text) => text),
  JIGASI_TRUSTED_DOMAINS: shared("trustedDomains", toList),
  JIGASI_CONFIGURATION: translated(forBoth("options"), `telephony.options; ${both}`, decideConfiguration),
  JIGASI_MAX_MEMORY: translated(forBoth("memory"), `telephony.memory is the container's; ${both}`, decideMemory),
  JIGASI_ENABLE_REST: translated(["telephony.metrics"], "telephony.metrics", decideMetrics),
  JIGASI_SENTRY_DSN: translated(
    ["secrets.jigasiSentryDsn", ...forBoth("sentry")],
    "secrets.jigasiSentryDsn, and with it telephony.sentry",
    decideSentry,
  ),
  JIGASI_VISITORS_QUEUE_SERVICE_URL: notedUnless(
    "Only with ENABLE_VISITORS",
    (file) => !isOn(file, "ENABLE_VISITORS"),
    "ENABLE_VISITORS is not on",
  ),
  JIGASI_VISITORS_QUEUE_SERVICE_PRIVATE_KEY_PATH: oldPath(
    "The key itself is a secret: pulumi config set --secret --path secrets.visitorsQueueKey < key.pem",
  ),
  JIGASI_MODE: ignored(
    "the SIP gateway and the transcriber are two services: telephony.enabled, transcription.enabled",
  ),
  JIGASI_DISABLE_SIP: ignored("read by nothing upstream; telephony.enabled is off unless there is a SIP account"),
  JIGASI_INSTANCE_ID: ignored("there is one SIP gateway; telephony.statsId names it in call statistics"),
  JIGASI_LOG_FILE: ignored("the log is the container's log"),
  JIGASI_STATS_PORT: ignored("statistics are on the port that jigasi has by itself, inside the stack only"),
  JIGASI_XMPP_USER: fixed("jigasi", "the SIP gateway's account is always jigasi"),
  JIGASI_BREWERY_MUC: fixed("jigasibrewery", "the SIP gateway's room is always jigasibrewery"),
  BOSH_URL_PATTERN: ignored("the SIP gateway enters meetings over XMPP, inside the stack"),
  DIALOUT_CODES_URL: ignored("read by nothing: the web page knows the countries itself"),
};
