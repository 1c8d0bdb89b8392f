import { randomBytes } from "node:crypto";
import { domains } from "../../../config/derived.ts";
import { renderProsody } from "../../../config/render/prosody.ts";
import { renderWeb } from "../../../config/render/web.ts";
import { type Settings, schema } from "../../../config/settings/index.ts";
import { dockerOutput } from "./docker.ts";
import { type Service, type Texts, certificates, startService } from "./service.ts";

/** Settings from what a stack's configuration would say. */
export function settingsOf(input: Readonly<Record<string, unknown>>): Settings {
  return schema.parse(input);
}

/** Prosody's rendered files for these settings, with more options at the end of the global section. */
export function prosodyConfig(users: readonly string[], extraConfig?: string): Texts {
  const xmpp = extraConfig === undefined ? {} : { extraConfig };
  return renderProsody(settingsOf({ auth: { type: "internal", users }, xmpp }));
}

/** Placeholders in /secrets for the accounts of `prosodyConfig`. */
export function accountSecrets(users: readonly string[]): Texts {
  const people = users.map((user) => [`user-${user}`, `${user}-secret`]);
  return { "account-focus": "focus-secret", "account-jvb": "jvb-secret", ...(Object.fromEntries(people) as Texts) };
}

/** Prosody, and nginx in front of it, on a network of their own. */
export interface Pair {
  readonly prosody: Service;
  readonly web: Service;
  /** Port of nginx on 127.0.0.1, plain. */
  readonly port: number;
  stop(): Promise<void>;
}

const settings = { tls: { mode: "off" } };

/** nginx's rendered files for a stack without TLS. */
export function webConfig(): Texts {
  return renderWeb(settingsOf(settings));
}

/**
 * Starts the pair with these users.
 * @throws when it is not healthy after 30 s
 */
export async function startPair(users: readonly string[]): Promise<Pair> {
  const { main, auth } = domains(settingsOf(settings));
  const { ca, certificate, key } = await certificates(["prosody", main, auth]);
  const network = await dockerOutput(["network", "create", `images-test-${randomBytes(4).toString("hex")}`]);
  const prosody = await startService("prosody", {
    config: { ...prosodyConfig(users), "xmpp.crt": certificate },
    secrets: { ...accountSecrets(users), "xmpp.key": key },
    options: [`--network=${network}`, "--network-alias=prosody", "--volume=/var/lib/prosody"],
  });
  const web = await startService("web", {
    config: { ...webConfig(), "ca.crt": ca },
    options: [`--network=${network}`, "--publish=127.0.0.1::8000"],
  });
  const stop = async (): Promise<void> => {
    await web.stop();
    await prosody.stop();
    await dockerOutput(["network", "rm", network]);
  };
  try {
    await prosody.untilHealth("healthy");
    await web.untilHealth("healthy");
  } catch (error) {
    await stop();
    throw error;
  }
  return { prosody, web, port: Number((await web.address(8000)).split(":").at(-1)), stop };
}
