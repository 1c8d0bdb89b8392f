import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startServer, type Server } from "./server.ts";
import { login, type Login, type Session } from "./xmpp.ts";

/** A running Prosody with the accounts focus (a service) and alice (a person), and the sessions a test opens. */
export interface Fixture {
  readonly server: Server;
  guest(query?: string): Promise<Session>;
  alice(): Promise<Session>;
  /** jicofo's account. */
  focus(resource?: string): Promise<Session>;
  person(options: Omit<Login, "port">): Promise<Session>;
  /** Logs everybody out again. */
  closeSessions(): Promise<void>;
}

/** The configuration of the tests' server. */
export function serverConfig(): Promise<string> {
  return readFile(join(import.meta.dirname, "prosody/prosody.cfg.lua"), "utf8");
}

/** Starts the server and makes the accounts. The focus account is not subscribed yet. */
export async function startFixture(): Promise<Fixture> {
  const server = await startServer(await serverConfig());
  await server.shell("user", "create", "focus@auth.meet.jitsi", "f-password");
  await server.shell("user", "create", "alice@meet.jitsi", "a-password");
  const sessions: Session[] = [];
  const person = async (options: Omit<Login, "port">): Promise<Session> => {
    const session = await login({ port: server.port, ...options });
    sessions.push(session);
    return session;
  };
  return {
    server,
    person,
    guest: (query) => person({ domain: "guest.meet.jitsi", ...(query === undefined ? {} : { query }) }),
    alice: () => person({ domain: "meet.jitsi", username: "alice", password: "a-password" }),
    focus: (resource = "focus") =>
      person({ domain: "auth.meet.jitsi", username: "focus", password: "f-password", resource }),
    closeSessions: async () => {
      await Promise.all(sessions.splice(0).map((session) => session.close()));
    },
  };
}
