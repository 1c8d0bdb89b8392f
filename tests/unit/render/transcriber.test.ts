import { afterAll, describe, expect, test } from "@jest/globals";
import { engineOf, renderTranscriber, transcriberPasswordKeys } from "../../../config/render/transcriber.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser();
afterAll(() => java.stop());

const prefix = "org.jitsi.jigasi.transcription.";

async function properties(transcription: object, more: object = {}): Promise<Record<string, string>> {
  const files = renderTranscriber(settingsOf({ ...more, transcription: { enabled: true, ...transcription } }));
  return (await java.properties(files["sip-communicator.properties"] ?? "")) as Record<string, string>;
}

describe("the transcriber", () => {
  test("is no telephone, and enters meetings where nobody sees it", async () => {
    expect(await properties({}, { xmpp: { hiddenDomain: "unseen.example.org" } })).toMatchObject({
      "org.jitsi.jigasi.ENABLE_SIP": "false",
      "org.jitsi.jigasi.ENABLE_TRANSCRIPTION": "true",
      "org.jitsi.jigasi.xmpp.acc.USER_ID": "transcriber@unseen.example.org",
      "org.jitsi.jigasi.xmpp.acc.ANONYMOUS_AUTH": "false",
      "org.jitsi.jigasi.xmpp.acc.ALLOW_NON_SECURE": "false",
    });
  });

  test("tells of transcripts at the public address", async () => {
    const file = await properties({ advertiseUrl: true }, { general: { publicUrl: "https://meet.example.org" } });
    expect(file[`${prefix}BASE_URL`]).toBe("https://meet.example.org/transcripts");
    expect(file[`${prefix}ADVERTISE_URL`]).toBe("true");
  });

  test.each(["google", "vosk", "whisper", "oracle"] as const)("uses jigasi's own class for %s", async (engine) => {
    const { [`${prefix}customService`]: service = "" } = await properties({ engine });
    expect(engineOf(service)).toBe(engine);
  });

  test("has its passwords named in passwords.map, Whisper's key among them where one is used", () => {
    const keys = (whisper: object) =>
      transcriberPasswordKeys(settingsOf({ transcription: { enabled: true, engine: "whisper", whisper } }));
    expect(keys({})).toEqual({
      "net.java.sip.communicator.impl.protocol.jabber.acc-prosody.PASSWORD": {
        file: "xmpp-password",
        encoding: "base64",
      },
      "org.jitsi.jigasi.xmpp.acc.PASS": { file: "transcriber-password", encoding: "plain" },
    });
    expect(keys({ keyName: "a" })[`${prefix}whisper.private_key`]).toEqual({
      file: "whisper-private-key",
      encoding: "plain",
    });
  });
});

describe("google.json", () => {
  const google = {
    projectId: "p",
    clientEmail: "a@example.org",
    clientId: "1",
    clientCertUrl: "https://example.org/c",
  };
  const file = (transcription: object) =>
    renderTranscriber(settingsOf({ transcription: { enabled: true, ...transcription } }))["google.json"];

  test("is Google's key file without the key", () => {
    expect(JSON.parse(file({ engine: "google", google }) ?? "")).toEqual({
      type: "service_account",
      project_id: "p",
      client_email: "a@example.org",
      client_id: "1",
      auth_uri: "https://accounts.google.com/o/oauth2/auth",
      token_uri: "https://oauth2.googleapis.com/token",
      auth_provider_x509_cert_url: "https://www.googleapis.com/oauth2/v1/certs",
      client_x509_cert_url: "https://example.org/c",
    });
  });

  test("is not there where the whole key file is a secret", () => {
    expect(file({ engine: "google" })).toBeUndefined();
  });

  test("is there for another engine, too, whose subtitles Google translates", () => {
    const vosk = { url: "wss://vosk.example.org" };
    expect(file({ engine: "vosk", vosk, google })).toBeUndefined();
    expect(file({ engine: "vosk", vosk, google, translation: true })).toBeDefined();
  });
});
