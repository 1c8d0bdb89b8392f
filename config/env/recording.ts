import type { EnvValues, VariableRule, VariableRules, Verdict } from "./answer.ts";
import { spanOf } from "./values.ts";
import { bySwitch, fixed, ignore, ignored, oldPath, refuse, refused, translate, translated } from "./verdicts.ts";

/** Where docker-jitsi-meet, and jibri itself, keep recordings: the place makes no difference to anybody. */
const usualFolders = ["/storage/recordings", "/config/recordings", "/tmp/recordings"];

const folder = "recordings are in the recorder's volume, each in a folder of its own";

function decidePending(text: string): Verdict {
  const span = spanOf(text);
  if (span === undefined) {
    return refuse("must be a time, such as 90 seconds");
  }
  const seconds = Math.max(1, Math.ceil(span.seconds ?? span.amount));
  return span.seconds === undefined
    ? translate(
        "recording.pendingTimeout",
        seconds,
        "a number without a unit means seconds here; upstream took it for milliseconds, and set no timer",
      )
    : translate("recording.pendingTimeout", seconds, "in seconds");
}

function decideUsage(text: string): Verdict {
  const span = spanOf(text);
  if (span === undefined) {
    return refuse("must be a time, such as 60 minutes");
  }
  if (span.amount === 0) {
    return translate("recording.usageTimeout", 0, "0 is no limit");
  }
  return span.seconds === undefined
    ? refuse(
        `${text} without a unit meant milliseconds upstream, which is no limit. Write the unit, such as 60 ` +
          "minutes, or leave the line out",
      )
    : translate("recording.usageTimeout", Math.max(1, Math.round(span.seconds / 60)), "in minutes");
}

function decideBitrate(text: string): Verdict {
  const [, amount, unit = ""] = /^(\d+)([kKmM]?)$/.exec(text) ?? [];
  if (amount === undefined) {
    return refuse("must be a bit rate, such as 2976k");
  }
  const factor = { k: 1, m: 1000 }[unit.toLowerCase()] ?? 0.001;
  return translate("recording.streamingMaxBitrate", Math.round(Number(amount) * factor), "in kbit/s");
}

/** Two numbers in one variable, of which each is a setting. */
function range(setting: string): VariableRule {
  const min = `${setting}.min`;
  const max = `${setting}.max`;
  return translated([min, max], `${setting} has two ends`, (text) => {
    const [, from, to] = /^(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
    if (from === undefined || to === undefined) {
      return refuse("must be a range, such as 5.0 - 200.0");
    }
    const also = { [max]: Math.ceil(Number(to)) };
    return translate(min, Math.max(1, Math.floor(Number(from))), "the two ends of the range", also);
  });
}

const strip = "it follows from xmpp.mucDomain: what stands in front of xmpp.domain there";

/** What recorders take off a room's domain. `conference`, from package installations, makes every recording fail. */
function decideStrip(text: string, file: EnvValues): Verdict {
  const [prefix = "muc"] = (file.get("XMPP_MUC_DOMAIN") ?? "muc.meet.jitsi").split(".");
  return text.replace(/\.$/, "") === prefix ? ignore(strip) : refuse(`must be ${prefix}, or be left out: ${strip}`);
}

const verified = "services always verify Prosody's certificate, against the stack's own authority";
const unpublished = ignored("the recorders' control interface is never published");

/** Variables of recorders (jibri) that are not simply a setting. */
export const recordingVariables: VariableRules = {
  JIBRI_PENDING_TIMEOUT: translated(
    ["recording.pendingTimeout"],
    "recording.pendingTimeout is in seconds; a number without a unit means seconds, too",
    decidePending,
  ),
  JIBRI_USAGE_TIMEOUT: translated(["recording.usageTimeout"], "recording.usageTimeout is in minutes", decideUsage),
  JIBRI_RECORDING_STREAMING_MAX_BITRATE: translated(
    ["recording.streamingMaxBitrate"],
    "recording.streamingMaxBitrate is in kbit/s",
    decideBitrate,
  ),
  JIBRI_XORG_HORIZ_SYNC: range("recording.display.horizontalSync"),
  JIBRI_XORG_VERT_REFRESH: range("recording.display.verticalRefresh"),
  JIBRI_RECORDING_DIR: ignored(folder, (text) =>
    usualFolders.includes(text.replace(/\/$/, ""))
      ? ignore(folder)
      : refuse(`${folder}. To take them elsewhere, let recording.finalizeScript move each one`),
  ),
  JIBRI_FINALIZE_RECORDING_SCRIPT_PATH: oldPath(
    "The script itself is a setting: pulumi config set --plaintext --path recording.finalizeScript < finalize.sh",
  ),
  JIBRI_STRIP_DOMAIN_JID: ignored(strip, decideStrip),
  JIBRI_BREWERY_MUC: fixed("jibribrewery", "the recorders' room is always jibribrewery"),
  JIBRI_SIP_BREWERY_MUC: refused(
    "recorders here do not call SIP video rooms. Telephone calls are the SIP gateway's: telephony.enabled",
  ),
  JIBRI_XMPP_USER: fixed("jibri", "the recorders' account is always jibri"),
  JIBRI_RECORDER_USER: fixed("recorder", "the account by which a recorder enters a meeting is always recorder"),
  JIBRI_INSTANCE_ID: ignored("every recorder has a name of its own, new at each start"),
  JIBRI_LOGS_DIR: ignored("gone upstream since 2022; a recorder's log is its container's log"),
  JIBRI_HTTP_API_EXTERNAL_PORT: unpublished,
  JIBRI_HTTP_API_INTERNAL_PORT: unpublished,
  JIBRI_CHROMEDRIVER_DEBUG: ignored("recording.logLevel debug shows more; the browser's own log is in /storage/logs"),
  JIBRI_CHROMEDRIVER_DEBUG_LOG: ignored("the browser's own log is in /storage/logs of the recorder's volume"),
  XMPP_TRUST_ALL_CERTS: ignored(verified, (text) => bySwitch(text, () => ignore(verified), "true or false")),
  XMPP_ENV_NAME: ignored("a stack has one XMPP server, and its name makes no difference"),
  DISPLAY: ignored("a recorder's display is its own, and always :0"),
  LOCAL_ADDRESS: ignored("each container works out its own address when it starts"),
};
