import { randomBytes } from "node:crypto";
import { renderAcme } from "../../../config/render/acme.ts";
import { renderWeb } from "../../../config/render/web.ts";
import { domains } from "../../../config/derived.ts";
import { freeTcpPort } from "../../harness/ports.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import { type Service, type Texts, certificates, startService } from "../images/service.ts";
import { accountSecrets, prosodyConfig, settingsOf } from "../images/stack.ts";
import type { Authority } from "./authority.ts";

export const host = "meet.example.test";

type Values = Readonly<Record<string, unknown>>;

/** Settings of a stack whose certificate this authority issues. */
export function acmeSettings({ directory, authority }: Authority, acme: Values = {}) {
  return settingsOf({
    general: { publicUrl: `https://${host}` },
    tls: { mode: "acme", acme: { email: "ops@example.test", termsAgreed: true, directory, authority, ...acme } },
  });
}

/** The volumes that web and the service `acme` have between them, and the data of the latter. */
export class Volumes {
  private readonly prefix = `acme-test-${randomBytes(4).toString("hex")}`;

  /** Arguments of `docker run`. */
  options(writable: boolean): string[] {
    const mode = writable ? "rw" : "ro";
    const shared = ["acme", "challenge"].map((name) => `--volume=${this.prefix}-${name}:/${name}:${mode}`);
    return [...shared, ...(writable ? [`--volume=${this.prefix}-data:/var/lib/acme`] : [])];
  }

  async remove(): Promise<void> {
    const names = ["acme", "challenge", "data"].map((name) => `${this.prefix}-${name}`);
    await docker(["volume", "rm", "--force", ...names]);
  }
}

/** The service `acme`, with the settings of a stack. */
export async function startAcme(
  settings: ReturnType<typeof settingsOf>,
  volumes: Volumes,
  { secrets = {}, options = [] }: { secrets?: Texts; options?: readonly string[] } = {},
): Promise<Service> {
  return startService("acme", {
    config: renderAcme(settings),
    secrets,
    options: [...volumes.options(true), ...options],
  });
}

/** nginx of the stack, on free ports of this machine. */
export interface Site {
  readonly web: Service;
  readonly httpPort: number;
  readonly httpsPort: number;
  stop(): Promise<void>;
}

function webSettings(redirect: boolean) {
  return settingsOf({ general: { publicUrl: `https://${host}` }, tls: { mode: "acme" }, http: { redirect } });
}

/** @param authority certificate of the authority that nginx knows Prosody by. */
export async function startWeb(
  volumes: Volumes,
  authority: string,
  { network = "bridge", redirect = true } = {},
): Promise<Site> {
  const standIn = await certificates([host]);
  const [httpPort, httpsPort] = [await freeTcpPort(), await freeTcpPort()];
  const web = await startService("web", {
    config: { ...renderWeb(webSettings(redirect)), "ca.crt": authority, "tls.crt": standIn.certificate },
    secrets: { "tls.key": standIn.key },
    options: [
      `--network=${network}`,
      ...volumes.options(false),
      `--publish=127.0.0.1:${String(httpPort)}:8000`,
      `--publish=127.0.0.1:${String(httpsPort)}:8443`,
    ],
  });
  return { web, httpPort, httpsPort, stop: () => web.stop() };
}

/**
 * The same with Prosody behind it, and without a redirect of HTTP.
 * @param users accounts, with the password `<name>-secret`.
 */
export async function startSite(volumes: Volumes, users: readonly string[]): Promise<Site> {
  const { main, auth } = domains(webSettings(false));
  const { ca, certificate, key } = await certificates(["prosody", main, auth]);
  const network = await dockerOutput(["network", "create", `acme-test-${randomBytes(4).toString("hex")}`]);
  const prosody = await startService("prosody", {
    config: { ...prosodyConfig(users), "xmpp.crt": certificate },
    secrets: { ...accountSecrets(users), "xmpp.key": key },
    options: [`--network=${network}`, "--network-alias=prosody", "--volume=/var/lib/prosody"],
  });
  const site = await startWeb(volumes, ca, { network, redirect: false });
  return {
    ...site,
    stop: async () => {
      await site.stop();
      await prosody.stop();
      await docker(["network", "rm", network]);
    },
  };
}
