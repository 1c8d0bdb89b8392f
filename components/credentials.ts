import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { type SecretName, serviceAccounts } from "../config/accounts.ts";
import type { SecretOutputs } from "../config/load.ts";
import { acmeDnsFiles, type SecretFiles } from "../config/secret-files.ts";
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

/** The secret that Prosody and the stack's own TURN server share. */
function turnSecret(
  name: string,
  { settings: { turn }, secrets }: CredentialsArgs,
  parent: pulumi.Resource,
): Pick<SecretOutputs, "turnSecret"> {
  if (turn.mode !== "builtin" || secrets.turnSecret !== undefined) {
    return {};
  }
  const keepers = { rotation: String(turn.builtin.secretRotation) };
  return { turnSecret: new random.RandomPassword(name, { length: 32, special: false, keepers }, { parent }).result };
}

/** Every password of the stack. They are born here, and reach a service in its secrets volume only. */
export class Credentials extends pulumi.ComponentResource {
  /** Passwords of the services' XMPP accounts that the settings ask for, by user name. */
  readonly accounts: Readonly<Record<string, pulumi.Output<string>>>;
  /** Passwords of the accounts in auth.users, by name. */
  readonly users: Readonly<Record<string, pulumi.Output<string>>>;
  /** Key of the fingerprints by which a changed secret is noticed. */
  readonly fingerprintKey: pulumi.Output<string>;
  /** What Grafana is given: its admin's password, and the key of what it keeps encrypted. Undefined without Grafana. */
  readonly grafana: Readonly<Record<"password" | "key", pulumi.Output<string>>> | undefined;
  /** The secrets that people have set, and the one for TURN, which is generated where it is not set. */
  private readonly secrets: SecretOutputs;

  constructor(name: string, args: CredentialsArgs, options?: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Credentials", name, {}, options);
    const { settings, secrets } = args;
    const generated = (secret: SecretName) =>
      new random.RandomPassword(`${name}-${secret.replace(/Password$/, "")}`, passwordArgs(settings), { parent: this })
        .result;
    // Never rotated: it protects nothing but the fingerprints, and a new one would restart everything.
    const fingerprintKey = new random.RandomPassword(
      `${name}-fingerprint-key`,
      { length: 32, special: false },
      { parent: this },
    );
    const users = settings.auth.type === "internal" ? settings.auth.users : [];
    this.secrets = { ...turnSecret(`${name}-turn`, args, this), ...secrets };
    this.accounts = Object.fromEntries(
      serviceAccounts(settings).map(({ user, secret }) => [user, secrets[secret] ?? generated(secret)]),
    );
    this.users = Object.fromEntries(
      users.flatMap((user) => {
        const password = secrets.users[user];
        return password === undefined ? [] : [[user, password]];
      }),
    );
    this.fingerprintKey = fingerprintKey.result;
    this.grafana = settings.observability.grafana.enabled ? grafanaSecrets(name, settings, this) : undefined;
    this.registerOutputs({});
  }

  /** Password of a service's account. Throws for one that the settings do not ask for: a mistake in the program. */
  account(user: string): pulumi.Output<string> {
    const password = this.accounts[user];
    if (password === undefined) {
      throw new Error(`no service logs in as ${user}`);
    }
    return password;
  }

  /** The files with these secrets. Those that are not set are left out. */
  files(names: SecretFiles): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries(
      Object.entries(names).flatMap(([file, secret]) => {
        const value = this.secrets[secret];
        return value === undefined ? [] : [[file, value]];
      }),
    );
  }

  /** The files with the DNS provider's secrets. */
  dnsFiles(settings: Settings): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries(
      Object.entries(acmeDnsFiles(settings)).flatMap(([file, variable]) => {
        const value = this.secrets.acmeDns[variable];
        return value === undefined ? [] : [[file, value]];
      }),
    );
  }
}

function grafanaSecrets(name: string, settings: Settings, parent: pulumi.Resource) {
  const args = { length: 32, special: false };
  const keepers = { rotation: String(settings.observability.grafana.passwordRotation) };
  return {
    password: new random.RandomPassword(`${name}-grafana`, { ...args, keepers }, { parent }).result,
    // Never rotated: Grafana could not read what it has.
    key: new random.RandomPassword(`${name}-grafana-key`, args, { parent }).result,
  };
}
