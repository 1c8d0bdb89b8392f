import { domains } from "../../../config/derived.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import { type Settings, schema } from "../../../config/settings/index.ts";
import { buildImages } from "../images/images.ts";
import { type Service, type Texts, certificates, startService } from "../images/service.ts";
import { type Login, type Session, join, login } from "../rehearsal-web/xmpp.ts";

/** The project's Prosody with the files of some settings, and whom a test lets in to it. */
export interface Prosody {
  readonly service: Service;
  /** Port on 127.0.0.1 of BOSH and WebSocket, plain: the tests stand where nginx does. */
  readonly port: number;
  /** Logs in over WebSocket. `closeSessions` ends it. */
  person(options: Omit<Login, "port">): Promise<Session>;
  /** What a login over WebSocket comes to: `welcome`, or the refusal's condition and text. */
  attempt(options: Omit<Login, "port">): Promise<string>;
  /** jicofo's account in a room, which it opens. It has one session, and keeps its other rooms. */
  openRoom(room: string): Promise<Session>;
  /** Logs out everybody who came by `person` and `openRoom`. */
  closeSessions(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProsodyOptions {
  /** What the stack's configuration says, without the defaults. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Files of /secrets beside the services' passwords. */
  readonly secrets?: Texts;
  /** More arguments of `docker run`. */
  readonly options?: readonly string[];
  /** Lines at the end of the global section. */
  readonly extraConfig?: string;
}

/** Port inside the container that only these tests open. */
const plainPort = 5280;

/** Options that open a door without TLS on this machine. */
const plainDoor = `http_ports = { ${String(plainPort)} }
http_interfaces = { "*" }
`;

/** Settings from what a stack's configuration would say. */
export function settingsOf(input: Readonly<Record<string, unknown>>): Settings {
  return schema.parse(input);
}

/** Builds the image. Once a test file is enough. */
export async function buildProsody(): Promise<void> {
  await buildImages(["prosody"]);
}

/**
 * Starts Prosody and waits until all its modules are loaded and its accounts made.
 * @throws when it is not healthy after 30 s, with its log
 */
export async function startProsody({
  settings: input,
  secrets = {},
  options = [],
  extraConfig = "",
}: ProsodyOptions): Promise<Prosody> {
  const settings = settingsOf(input);
  const files = renderProsody(settings);
  const { certificate, key } = await certificates(["prosody", settings.xmpp.domain]);
  const service = await startService("prosody", {
    config: {
      ...files,
      "extra.cfg.lua": `${files["extra.cfg.lua"] ?? ""}${plainDoor}${extraConfig}`,
      "xmpp.crt": certificate,
    },
    secrets: { "account-focus": "focus-secret", "account-jvb": "jvb-secret", ...secrets, "xmpp.key": key },
    options: [`--publish=127.0.0.1::${String(plainPort)}`, "--volume=/var/lib/prosody", ...options],
  });
  try {
    await service.untilHealth("healthy");
  } catch (error) {
    await service.stop();
    throw error;
  }
  return withPeople(service, Number((await service.address(plainPort)).split(":").at(-1)), settings);
}

function withPeople(service: Service, port: number, settings: Settings): Prosody {
  const sessions: Session[] = [];
  let focus: Promise<Session> | undefined;
  const person = async (options: Omit<Login, "port">): Promise<Session> => {
    const session = await login({ port, ...options });
    sessions.push(session);
    return session;
  };
  return {
    service,
    port,
    person,
    attempt: async (options) => {
      try {
        await (await login({ port, ...options })).close();
        return "welcome";
      } catch (error) {
        return refusal(error);
      }
    },
    openRoom: async (room) => {
      const login = { domain: domains(settings).auth, username: "focus", password: "focus-secret", resource: "focus" };
      focus ??= person(login);
      const outcome = await join(await focus, `${room}/focus`);
      if (outcome !== "joined") {
        throw new Error(`jicofo was not let into ${room}: ${outcome}`);
      }
      return focus;
    },
    closeSessions: async () => {
      focus = undefined;
      await Promise.all(sessions.splice(0).map((session) => session.close()));
    },
    stop: () => service.stop(),
  };
}

/** Condition and text of a refused login. */
function refusal(error: unknown): string {
  if (!(error instanceof Error) || !("condition" in error)) {
    throw error;
  }
  const text = "text" in error && typeof error.text === "string" ? `: ${error.text}` : "";
  return `${String(error.condition)}${text}`;
}
