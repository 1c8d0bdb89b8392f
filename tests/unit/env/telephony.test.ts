import { describe, expect, it, test } from "@jest/globals";
import { importEnv, importVariables } from "../../../config/env-file.ts";

function outcome(text: string, line = 0) {
  const { answer, setting, value } = importEnv(text)[line] ?? {};
  return [answer, setting, value];
}

/** All that a file sets. */
function settings(text: string): Record<string, unknown> {
  return Object.fromEntries(importVariables(text).flatMap(({ values }) => [...values]));
}

describe("a SIP account", () => {
  it("turns the SIP gateway on", () => {
    expect(settings("JIGASI_SIP_URI=test@sip.example.org")).toEqual({
      "telephony.sip.uri": "test@sip.example.org",
      "telephony.enabled": true,
    });
    expect(settings("JIGASI_SIP_URI=sip:test@sip.example.org")).toMatchObject({
      "telephony.sip.uri": "test@sip.example.org",
    });
  });

  test.each([
    ["JIGASI_SIP_TRANSPORT=tls", "telephony.sip.transport", "TLS"],
    ["JIGASI_SIP_KEEP_ALIVE_METHOD=options", "telephony.sip.keepAlive", "OPTIONS"],
    ["JIGASI_SIP_DEFAULT_ROOM=siptest@muc.meet.jitsi", "telephony.defaultRoom", "siptest"],
    ["JIGASI_SIP_DEFAULT_ROOM=siptest", "telephony.defaultRoom", "siptest"],
    ["JIGASI_ENABLE_REST=1", "telephony.metrics", true],
  ])("%s becomes %s", (text, setting, value) => {
    expect(outcome(text)).toEqual(["translated", setting, value]);
  });

  it("has a default room of the stack's own rooms only", () => {
    expect(outcome("JIGASI_SIP_DEFAULT_ROOM=a@conference.example.org")[0]).toBe("refused");
  });

  it("has its health checked at an interval in seconds, where there is something to call", () => {
    expect(outcome("JIGASI_HEALTH_CHECK_INTERVAL=300000")).toEqual(["ignored", null, null]);
    expect(outcome("JIGASI_HEALTH_CHECK_SIP_URI=keepalive\nJIGASI_HEALTH_CHECK_INTERVAL=300000", 1)).toEqual([
      "translated",
      "telephony.healthCheck.interval",
      300,
    ]);
  });
});

describe("what the gateway and the transcriber share", () => {
  test.each([
    ["JIGASI_JVB_TIMEOUT=45000", "inviteTimeout", 45],
    ["JIGASI_LOCAL_REGION=eu", "region", "eu"],
    ["JIGASI_TRUSTED_DOMAINS=a.example.org,b.example.org", "trustedDomains", ["a.example.org", "b.example.org"]],
    ["JIGASI_CONFIGURATION=a.b=1,c.d=x=y", "options", { "a.b": "1", "c.d": "x=y" }],
    ["JIGASI_MAX_MEMORY=1400m", "memory", 2000],
  ])("%s goes to both", (text, key, value) => {
    expect(settings(text)).toEqual({ [`telephony.${key}`]: value, [`transcription.${key}`]: value });
  });

  it("JIGASI_CONFIGURATION takes no password: it would stand in a file", () => {
    expect(outcome("JIGASI_CONFIGURATION=org.jitsi.jigasi.xmpp.acc.PASS=hunter2")[0]).toBe("refused");
  });

  it("the address of error reports turns them on, and stays secret", () => {
    const text = 'JIGASI_SENTRY_DSN="https://key@sentry.example.org/3"';
    expect(settings(text)).toEqual({
      "secrets.jigasiSentryDsn": "https://key@sentry.example.org/3",
      "telephony.sentry": true,
      "transcription.sentry": true,
    });
    expect(JSON.stringify(importEnv(text))).not.toContain("key@sentry");
    expect(outcome("JIGASI_SENTRY_DSN=0")).toEqual(["ignored", null, null]);
  });
});

describe("the transcriber's engine", () => {
  const google = "GC_PROJECT_ID=p";
  const vosk = "JIGASI_TRANSCRIBER_VOSK_URL=wss://vosk.example.org";

  test.each([
    [google, "google"],
    [vosk, "vosk"],
    ["JIGASI_TRANSCRIBER_WHISPER_URL=wss://whisper.example.org", "whisper"],
    ["JIGASI_TRANSCRIBER_CUSTOM_SERVICE=org.jitsi.jigasi.transcription.OracleTranscriptionService", "oracle"],
    ["JIGASI_TRANSCRIBER_CUSTOM_SERVICE=org.jitsi.jigasi.transcription.VoskTranscriptionService", "vosk"],
    ["JIGASI_TRANSCRIBER_CUSTOM_SERVICE=org.example.Own", "custom"],
    [`${google}\n${vosk}`, "google"],
    [`${google}\nJIGASI_TRANSCRIBER_CUSTOM_SERVICE=org.jitsi.jigasi.transcription.VoskTranscriptionService`, "vosk"],
  ])("of %p is %s, as upstream would have it", (text, engine) => {
    expect(settings(text)["transcription.engine"]).toBe(engine);
  });

  it("of one's own is a Java class", () => {
    expect(settings("JIGASI_TRANSCRIBER_CUSTOM_SERVICE=org.example.Own")["transcription.customService"]).toBe(
      "org.example.Own",
    );
  });
});

describe("a transcriber's variable", () => {
  test.each([
    ["JIGASI_TRANSCRIBER_RECORD_AUDIO=true", "transcription.recordAudio", true],
    ["JIGASI_TRANSCRIBER_RECORD_AUDIO=1", "transcription.recordAudio", false],
    ["JIGASI_TRANSCRIBER_SEND_TXT=false", "transcription.sendText", false],
    ['TRANSLATION_LANGUAGES=\'["de","fr"]\'', "transcription.translationLanguages", ["de", "fr"]],
    ["TRANSLATION_LANGUAGES_HEAD=en,de", "transcription.translationLanguagesHead", ["en", "de"]],
  ])("%s becomes %s", (text, setting, value) => {
    expect(outcome(text)).toEqual(["translated", setting, value]);
  });

  test.each([
    "AUTO_CAPTION_ON_RECORD=1",
    "DISABLE_START_FOR_ALL=1",
    "DIALOUT_CODES_URL=https://a.example.org",
    "JIGASI_MODE=transcriber",
    "JIGASI_DISABLE_SIP=1",
    "BOSH_URL_PATTERN=https://a.example.org",
    "JIGASI_XMPP_USER=jigasi",
    "JIGASI_TRANSCRIBER_USER=transcriber",
  ])("%s is ignored: nothing reads it, or it is so anyway", (text) => {
    expect(outcome(text)[0]).toBe("ignored");
  });

  test.each([
    "JIGASI_TRANSCRIBER_REMOTE_CONFIG_URL_KEY_PATH=/config/key.pem",
    "JIGASI_VISITORS_QUEUE_SERVICE_PRIVATE_KEY_PATH=/config/key.pem",
    "GOOGLE_APPLICATION_CREDENTIALS=/config/key.json",
    "JIGASI_XMPP_USER=sip",
  ])("%s is refused", (text) => {
    expect(outcome(text)[0]).toBe("refused");
  });
});
