import { randomBytes } from "node:crypto";
import { domains } from "../../../config/derived.ts";
import { renderJicofo } from "../../../config/render/jicofo.ts";
import { renderJigasi } from "../../../config/render/jigasi.ts";
import { transcriptsFolder } from "../../../config/render/names.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import { renderTranscriber } from "../../../config/render/transcriber.ts";
import { renderWeb } from "../../../config/render/web.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { eventually } from "../../harness/wait.ts";
import { dockerOutput } from "../images/docker.ts";
import { type Service, type Texts, certificates, startService } from "../images/service.ts";
import { settingsOf } from "../images/stack.ts";
import { buildTelephony, rehearsalImage } from "./images.ts";
import { type SipServer, startSipServer } from "./sip-server.ts";

/** Settings of the stack, but for what a test says itself. */
export type Groups = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The conference's services on a network, and a SIP server beside them. */
export interface Stage {
  /** Port of the web server on 127.0.0.1, plain. */
  readonly port: number;
  readonly sip: SipServer;
  /** Starts the SIP gateway. Its account is `gateway`, unless the settings say otherwise. */
  gateway(telephony?: Readonly<Record<string, unknown>>, password?: string): Promise<Service>;
  /** Starts the transcriber, with these secrets beside its passwords. */
  transcriber(transcription: Readonly<Record<string, unknown>>, secrets?: Texts): Promise<Service>;
  close(): Promise<void>;
}

const stackGroups: Groups = {
  tls: { mode: "off" },
  transcription: { enabled: true, engine: "vosk", vosk: { url: "ws://vosk.test:2700" }, serve: true },
};

function withTelephony(telephony: Readonly<Record<string, unknown>> = {}): Settings {
  const { sip, ...more } = telephony;
  const account = { uri: "gateway@sip.test", server: "sip.test", ...(sip as object | undefined) };
  return settingsOf({ ...stackGroups, telephony: { enabled: true, ...more, sip: account } });
}

/** Waits for a service's health: `healthy`, or what it says. Starting takes long where others run, too. */
export async function untilHealth(service: Service, wanted: RegExp): Promise<void> {
  await eventually(
    () => service.health(),
    (health) => wanted.test(health),
    300,
  );
}

export async function openStage(): Promise<Stage> {
  await buildTelephony();
  const settings = withTelephony();
  const { main, auth, hidden } = domains(settings);
  const { ca, certificate, key } = await certificates(["prosody", main, auth, hidden, "sip.test"]);
  const id = `telephony-test-${randomBytes(4).toString("hex")}`;
  await dockerOutput(["network", "create", id]);
  await dockerOutput(["volume", "create", id]);
  const on = (...aliases: string[]) => [`--network=${id}`, ...aliases.map((alias) => `--network-alias=${alias}`)];
  const transcripts = (mode: string) => `--volume=${id}:${transcriptsFolder}${mode}`;
  const started: { stop(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map((service) => service.stop()));
    await dockerOutput(["network", "rm", id]);
    await dockerOutput(["volume", "rm", id]);
  };
  const start = async (...args: Parameters<typeof startService>): Promise<Service> => {
    const service = await startService(...args);
    started.push(service);
    return service;
  };
  try {
    const prosody = await start("prosody", {
      config: { ...renderProsody(settings), "xmpp.crt": certificate },
      secrets: {
        "account-focus": "focus-secret",
        "account-jvb": "jvb-secret",
        "account-jigasi": "jigasi-secret",
        "account-transcriber": "transcriber-secret",
        "xmpp.key": key,
      },
      options: [...on("prosody"), "--volume=/var/lib/prosody"],
    });
    const web = await start("web", {
      config: { ...renderWeb(settings), "ca.crt": ca },
      options: [...on(), "--publish=127.0.0.1::8000", transcripts(":ro")],
    });
    await untilHealth(prosody, /^healthy$/);
    await untilHealth(web, /^healthy$/);
    const jicofo = await start("jicofo", {
      config: { ...renderJicofo(settings), "ca.crt": ca },
      secrets: { "xmpp-password": "focus-secret" },
      options: on(),
      image: rehearsalImage("jicofo"),
    });
    // Without a bridge it is not healthy. It takes orders all the same.
    await untilHealth(jicofo, /^jicofo answers 500: No operational bridges available/);
    const sip = await startSipServer(id, { certificate, key });
    started.push(sip);
    return {
      port: Number((await web.address(8000)).split(":").at(-1)),
      sip,
      gateway: (telephony, password = "gateway-secret") =>
        start("jigasi", {
          config: { ...renderJigasi(withTelephony(telephony)), "ca.crt": ca },
          secrets: { "xmpp-password": "jigasi-secret", "sip-password": password },
          options: on(),
          image: rehearsalImage("jigasi"),
        }),
      transcriber: (transcription, secrets) =>
        start("transcriber", {
          config: {
            ...renderTranscriber(settingsOf({ ...stackGroups, transcription: { enabled: true, ...transcription } })),
            "ca.crt": ca,
          },
          secrets: { "xmpp-password": "jigasi-secret", "transcriber-password": "transcriber-secret", ...secrets },
          options: [...on(), transcripts("")],
          image: rehearsalImage("jigasi"),
        }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
