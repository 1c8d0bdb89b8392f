import { withPresence } from "./participants.ts";
import { roomNode } from "./place.ts";
import type { PageSettings } from "./settings.ts";
import type { ErrorName, State } from "./state.ts";
import { connect, ConnectionError, type Credentials, type XmppConnection } from "./xmpp/connection.ts";
import { requestConference } from "./xmpp/focus.ts";
import { waitInLobby } from "./xmpp/lobby.ts";
import { orderRecording } from "./xmpp/recording.ts";
import { JoinError, joinRoom } from "./xmpp/room.ts";

/** Milliseconds between two tries. */
const retry = { connection: 2000, conference: 1000, host: 3000 };

const finalErrors: readonly ErrorName[] = ["conference.destroyed", "conference.kicked"];

/** One stay in one room, from the login to the end, through lost connections. */
export class Conference {
  state: State = { phase: "connecting", error: undefined, participants: [] };
  /** Logins so far: more than one means that the connection was lost or a host logged in. */
  logins = 0;
  /** Whether jicofo offered the media session. */
  sessionOffered = false;
  /** How the room's recording goes: `pending`, `on` or `off`. */
  recording: string | undefined;
  xmpp: XmppConnection | undefined;
  readonly #settings: PageSettings;
  readonly #room: string;
  readonly #name: string | undefined;
  readonly #changed: () => void;
  #credentials: Credentials | undefined;
  /** Grows with every new start, so that what an older one still does goes nowhere. */
  #run = 0;

  /** @param changed called after each change of `state` */
  constructor(settings: PageSettings, room: string, name: string | undefined, changed: () => void) {
    this.#settings = settings;
    this.#room = `${roomNode(room)}@${settings.muc}`;
    this.#name = name;
    this.#changed = changed;
  }

  /** Enters the room: as a guest, or with an account. */
  async enter(credentials?: Credentials): Promise<void> {
    const run = ++this.#run;
    this.#credentials = credentials;
    this.xmpp?.close();
    this.#set({ phase: "connecting", error: undefined, participants: [] });
    while (run === this.#run) {
      const again = await this.#stay(run).catch((problem: unknown) => this.#failed(run, problem));
      if (!again) {
        return;
      }
      await pause(retry.connection);
    }
  }

  /** Asks for a recording to start or stop; gives the answer. */
  async record(action: "start" | "stop"): Promise<string> {
    return this.xmpp === undefined ? "not connected" : orderRecording(this.xmpp, this.#room, action);
  }

  leave(): void {
    this.#run++;
    this.xmpp?.close();
    this.#set({ phase: "ended", error: undefined, participants: [] });
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.#changed();
  }

  /** One connection's time. Gives whether to make another. */
  async #stay(run: number): Promise<boolean> {
    const xmpp = await this.#connect();
    if (run !== this.#run) {
      xmpp.close();
      return false;
    }
    this.xmpp = xmpp;
    this.logins++;
    const node = xmpp.jid.split("@")[0] ?? "";
    const nick = this.#credentials ? randomNick() : node.slice(0, 8);
    await this.#request(xmpp, run);
    const ending = await this.#join(xmpp, nick, run);
    xmpp.close();
    return run === this.#run && this.#failed(run, new JoinError(ending));
  }

  #connect(): Promise<XmppConnection> {
    const { service, guestDomain, loginDomain } = this.#settings;
    const url = `${service}${service.includes("?") ? "&" : "?"}room=${encodeURIComponent(this.#room.split("@")[0] ?? "")}`;
    if (!this.#credentials) {
      return connect(url, guestDomain, "");
    }
    const { user, password } = this.#credentials;
    return connect(url, user.includes("@") ? user : `${user}@${loginDomain}`, password);
  }

  /** Asks for the conference until it is ready. */
  async #request(xmpp: XmppConnection, run: number): Promise<void> {
    const gone = xmpp.closed.then(() => "gone" as const);
    while (run === this.#run) {
      const answer = await Promise.race([requestConference(xmpp, this.#settings.focus, this.#room), gone]);
      if (answer === "ready" || run !== this.#run) {
        return;
      } else if (answer === "gone") {
        throw new JoinError("connection.droppedError");
      } else if (typeof answer === "object") {
        this.#set({ words: answer.refusal });
        throw new JoinError("conference.reservationError");
      } else if (answer === "authentication-required") {
        this.#set({ phase: "waiting-for-host", error: "conference.authenticationRequired" });
        await pause(retry.host);
      } else {
        const error = answer === "failed" ? "connection.conferenceRequestFailed" : undefined;
        this.#set({ phase: "requesting", error });
        await pause(retry.conference);
      }
    }
  }

  /** Enters the room and stays. Gives how it ended. */
  async #join(xmpp: XmppConnection, nick: string, run: number): Promise<ErrorName> {
    if (run !== this.#run) {
      return "connection.droppedError";
    }
    this.#set({ phase: "joining", error: undefined });
    try {
      const room = await joinRoom(xmpp, `${this.#room}/${nick}`, this.#name, {
        presence: (presence) => {
          if (run === this.#run) {
            this.recording = presence.recording ?? this.recording;
            this.#set({ document: presence.document ?? this.state.document });
            this.#set({ participants: withPresence(this.state.participants, presence, this.#settings.hiddenDomain) });
          }
        },
        session: () => {
          this.sessionOffered = true;
          this.#changed();
        },
      });
      this.#set({ phase: "joined" });
      return await room.ending;
    } catch (problem) {
      if (!(problem instanceof JoinError) || problem.lobby === undefined) {
        throw problem;
      }
      this.#set({ phase: "lobby", error: problem.error });
      const letIn = await waitInLobby(xmpp, problem.lobby, this.#room, nick, this.#name);
      return letIn ? await this.#join(xmpp, nick, run) : "conference.notAllowed";
    }
  }

  /** Shows what went wrong. Gives whether to try again. */
  #failed(run: number, problem: unknown): boolean {
    if (run !== this.#run) {
      return false;
    }
    this.xmpp?.close();
    const error =
      problem instanceof ConnectionError || problem instanceof JoinError ? problem.error : "connection.serverError";
    if (error === "connection.passwordRequired") {
      this.#set({ phase: "login", error: this.#credentials ? error : undefined, participants: [] });
      return false;
    }
    if (finalErrors.includes(error) || isRefusal(problem)) {
      this.#set({ phase: "ended", error, participants: [] });
      return false;
    }
    this.#set({ phase: "reconnecting", error, participants: [] });
    return true;
  }
}

/** A refusal by the room is final; a lost connection and a lost jicofo are not. */
function isRefusal(problem: unknown): boolean {
  const transient: readonly ErrorName[] = ["connection.droppedError", "conference.focusLeft"];
  return problem instanceof JoinError && !transient.includes(problem.error);
}

function randomNick(): string {
  return crypto
    .getRandomValues(new Uint8Array(4))
    .reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "");
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
