import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { SecretOutputs } from "../config/load.ts";
import type { Settings } from "../config/settings/index.ts";

export interface CredentialsArgs {
  readonly settings: Settings;
  readonly secrets: SecretOutputs;
}

/** How a password is made. Rotation is a setting: never a clock. */
export function passwordArgs(settings: Settings): random.RandomPasswordArgs {
  return {
    length: 32,
    // Letters and digits pass every file format and shell.
    special: false,
    keepers: { rotation: String(settings.xmpp.passwordRotation) },
  };
}

/** Every password of the stack. They are born here, and reach a service in its secrets volume only. */
export class Credentials extends pulumi.ComponentResource {
  /** Password of jicofo's account. */
  readonly jicofo: pulumi.Output<string>;
  /** Password of the account that all bridges share. */
  readonly jvb: pulumi.Output<string>;
  /** Passwords of the accounts in auth.users, by name. */
  readonly users: Readonly<Record<string, pulumi.Output<string>>>;
  /** Key of the fingerprints by which a changed secret is noticed. */
  readonly fingerprintKey: pulumi.Output<string>;

  constructor(name: string, args: CredentialsArgs, options?: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Credentials", name, {}, options);
    const { settings, secrets } = args;
    const generated = (service: string) =>
      new random.RandomPassword(`${name}-${service}`, passwordArgs(settings), { parent: this }).result;
    // Never rotated: it protects nothing but the fingerprints, and a new one would restart everything.
    const fingerprintKey = new random.RandomPassword(
      `${name}-fingerprint-key`,
      { length: 32, special: false },
      { parent: this },
    );
    const users = settings.auth.type === "internal" ? settings.auth.users : [];
    this.jicofo = secrets.jicofoPassword ?? generated("jicofo");
    this.jvb = secrets.jvbPassword ?? generated("jvb");
    this.users = Object.fromEntries(
      users.flatMap((user) => {
        const password = secrets.users[user];
        return password === undefined ? [] : [[user, password]];
      }),
    );
    this.fingerprintKey = fingerprintKey.result;
    this.registerOutputs({});
  }
}
