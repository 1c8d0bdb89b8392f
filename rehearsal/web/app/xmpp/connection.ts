import { $iq, Strophe } from "strophe.js";
import type { ErrorName } from "../state.ts";

/** Strophe's connection object. */
export type StropheConnection = InstanceType<typeof Strophe.Connection>;

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Why a login or a connection failed. */
export class ConnectionError extends Error {
  readonly error: ErrorName;

  constructor(error: ErrorName, detail: string) {
    super(`${error}: ${detail}`);
    this.error = error;
  }
}

/** A logged-in XMPP connection. */
export interface XmppConnection {
  readonly strophe: StropheConnection;
  /** Full JID. */
  readonly jid: string;
  /** Settles when the connection is over, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Seconds between two signs of life, and how long to wait for the answer. */
const pingInterval = 10;
const pingTimeout = 5;
const missedPings = 2;

/**
 * A login by token, which comes before passwords where the server offers it and never succeeds: the stack has no tokens. A
 * server that offers it to people with passwords is noticed that way, instead of being asked again and again.
 */
function eagerBearer(refused: () => void): typeof Strophe.SASLOAuthBearer {
  return class extends Strophe.SASLOAuthBearer {
    constructor() {
      super("OAUTHBEARER", true, 65);
    }

    override test(): boolean {
      return true;
    }

    override onChallenge(connection: StropheConnection): string {
      queueMicrotask(refused);
      return super.onChallenge(connection);
    }
  };
}

const mechanisms = [
  Strophe.SASLAnonymous,
  Strophe.SASLPlain,
  Strophe.SASLSHA1,
  Strophe.SASLSHA256,
  Strophe.SASLSHA512,
] as const;

/**
 * Logs in: with credentials on the login domain, otherwise anonymously.
 * @param service URL of the WebSocket or of BOSH
 * @param jid bare JID, or a domain for an anonymous login
 * @throws ConnectionError
 */
export function connect(service: string, jid: string, password: string): Promise<XmppConnection> {
  const closed = Promise.withResolvers<void>();
  return new Promise((resolve, reject) => {
    const bearer = eagerBearer(() => {
      fail("connection.otherError", "the server offers OAUTHBEARER, for which it has no tokens");
      strophe.disconnect("OAUTHBEARER");
    });
    const strophe = new Strophe.Connection(service, { mechanisms: [...mechanisms, bearer] });
    const fail = (error: ErrorName, detail: string): void => {
      reject(new ConnectionError(error, detail));
      closed.resolve();
    };
    strophe.connect(jid, password, (status: number, condition: string | null) => {
      if (status === Strophe.Status.CONNECTED) {
        keepAlive(strophe);
        resolve({
          strophe,
          jid: strophe.jid,
          closed: closed.promise,
          close: () => {
            strophe.disconnect();
          },
        });
      } else if (status === Strophe.Status.AUTHFAIL || isRefused(condition)) {
        fail("connection.passwordRequired", condition ?? "not authorized");
      } else if (status === Strophe.Status.CONNFAIL || status === Strophe.Status.CONNTIMEOUT) {
        fail("connection.serverError", condition ?? "no connection");
      } else if (status === Strophe.Status.DISCONNECTED) {
        fail("connection.serverError", condition ?? "disconnected");
      }
      return true;
    });
  });
}

/** A host without anonymous login refuses people without a name before any password is asked. */
function isRefused(condition: string | null): boolean {
  return condition === Strophe.ErrorCondition.MISSING_JID_NODE || condition === Strophe.ErrorCondition.NO_AUTH_MECH;
}

/** A connection that no longer answers is closed, so that it can be made anew. */
function keepAlive(strophe: StropheConnection): void {
  let missed = 0;
  strophe.addTimedHandler(pingInterval * 1000, () => {
    const ping = $iq({ type: "get", to: strophe.domain ?? "" }).c("ping", { xmlns: "urn:xmpp:ping" });
    const answered = (): void => {
      missed = 0;
    };
    const failed = (answer: Element | null): void => {
      missed = answer === null ? missed + 1 : 0;
      if (missed >= missedPings) {
        strophe.disconnect("ping timeout");
      }
    };
    strophe.sendIQ(ping, answered, failed, pingTimeout * 1000);
    return true;
  });
}
