import { randomBytes } from "node:crypto";
import { domains } from "../../../config/derived.ts";
import { renderJibri } from "../../../config/render/jibri.ts";
import { renderJicofo } from "../../../config/render/jicofo.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import { renderWeb } from "../../../config/render/web.ts";
import { type Settings, schema } from "../../../config/settings/index.ts";
import { eventually } from "../../harness/wait.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import { type Service, type Texts, certificates, startService } from "../images/service.ts";
import { type Session, login } from "../rehearsal-web/xmpp.ts";
import { buildStudio } from "./images.ts";

/** Prosody, jicofo and the web server of one deployment, and the recorders that a test adds to it. */
export interface Studio {
  readonly network: string;
  /** Starts a recorder with these settings, more files and more arguments of `docker run`, and waits until it is healthy. */
  recorder(options?: RecorderOptions): Promise<Service>;
  /** Somebody without an account. */
  guest(): Promise<Session>;
  /** jibri's account, or what another service's sees. */
  account(username: string): Promise<Session>;
  close(): Promise<void>;
}

export interface RecorderOptions {
  readonly recording?: Readonly<Record<string, unknown>>;
  readonly secrets?: Texts;
  readonly options?: readonly string[];
  /** Whether it is waited for; default true. */
  readonly healthy?: boolean;
}

/** Port inside Prosody's container that only these tests open. */
const plainDoor = 'http_ports = { 5280 }\nhttp_interfaces = { "*" }\n';

const passwords = {
  "account-focus": "focus-secret",
  "account-jvb": "jvb-secret",
  "account-jibri": "jibri-secret",
  "account-recorder": "recorder-secret",
};

function settingsOf(recording: Readonly<Record<string, unknown>> = {}): Settings {
  return schema.parse({ recording: { enabled: true, ...recording } });
}

/** A container's first start takes a while on a machine that is busy. */
async function isHealthy(service: Service): Promise<void> {
  await eventually(
    () => service.health(),
    (health) => health === "healthy",
    120,
  );
}

/** Builds the images and starts what a recorder needs. */
export async function openStudio(): Promise<Studio> {
  await buildStudio();
  const settings = settingsOf();
  const { main, auth } = domains(settings);
  const xmpp = await certificates(["prosody", main, auth]);
  const page = await certificates(["localhost"]);
  const network = `recording-test-${randomBytes(4).toString("hex")}`;
  await dockerOutput(["network", "create", network]);
  const services: Service[] = [];
  const start = async (...[service, options]: Parameters<typeof startService>): Promise<Service> => {
    const started = await startService(service, {
      ...options,
      options: [`--network=${network}`, ...(options.options ?? [])],
    });
    services.push(started);
    return started;
  };
  const close = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.stop()));
    await docker(["network", "rm", network]);
  };
  try {
    const files = renderProsody(settings);
    const prosody = await start("prosody", {
      config: {
        ...files,
        "extra.cfg.lua": `${files["extra.cfg.lua"] ?? ""}${plainDoor}`,
        "xmpp.crt": xmpp.certificate,
      },
      secrets: { ...passwords, "xmpp.key": xmpp.key },
      options: ["--network-alias=prosody", "--publish=127.0.0.1::5280", "--volume=/var/lib/prosody"],
    });
    await isHealthy(prosody);
    const web = await start("web", {
      config: { ...renderWeb(settings), "ca.crt": xmpp.ca, "tls.crt": page.certificate },
      secrets: { "tls.key": page.key },
      options: ["--network-alias=web"],
    });
    await isHealthy(web);
    const jicofo = await start("jicofo", {
      config: { ...renderJicofo(settings), "ca.crt": xmpp.ca },
      secrets: { "xmpp-password": "focus-secret" },
    });
    // Nobody needs a bridge here.
    await eventually(
      () => jicofo.log(),
      (log) => log.includes("Joined the room jibribrewery@"),
      120,
    );
    const port = Number((await prosody.address(5280)).split(":").at(-1));
    return {
      network,
      close,
      guest: () => login({ port, domain: main }),
      account: (username) => login({ port, domain: auth, username, password: `${username}-secret` }),
      recorder: async ({ recording = {}, secrets = {}, options = [], healthy = true } = {}) => {
        const announced = (await jicofo.log()).split(" is idle").length;
        const recorder = await start("jibri", {
          config: { ...renderJibri(settingsOf(recording), 1), "ca.crt": xmpp.ca },
          secrets: { "xmpp-password": "jibri-secret", "recorder-password": "recorder-secret", ...secrets },
          options: [...recorderOptions, ...options],
        });
        if (healthy) {
          await isHealthy(recorder);
          await eventually(
            () => jicofo.log(),
            (log) => log.split(" is idle").length > announced,
            120,
          );
        }
        return recorder;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** As components/jibri.ts runs it. */
const recorderOptions = [
  "--hostname=jibri-1",
  "--shm-size=2g",
  "--memory=4g",
  "--tmpfs=/run:exec,size=256m,uid=1000,gid=1000,mode=0755",
  "--tmpfs=/tmp:noexec,size=512m,mode=1777",
  "--volume=/storage/logs",
];
