import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";

/** Names that the files of several services share. */

/** Prosody's name on the stack's network. */
export const prosodyHost = "prosody";

/** Where the containers find the rendered files. */
export const configFolder = "/config";

/** Where the containers find secrets, one value a file. */
export const secretsFolder = "/secrets";

/**
 * Where web and TURN find the deployment's certificate and its key. With tls.mode acme, links that `choose-certificate` in their
 * containers makes: the stack's own pair serves until one is issued.
 */
export function webCertificate({ tls }: Settings): { readonly certificate: string; readonly key: string } {
  return tls.mode === "acme"
    ? { certificate: "/run/web.crt", key: "/run/web.key" }
    : { certificate: `${configFolder}/tls.crt`, key: `${secretsFolder}/tls.key` };
}

/** The TURN server's name on the stack's network. */
export const turnService = "turn";

/** Where transcripts are, each meeting's in a folder of its own: in the transcriber and in the web server. */
export const transcriptsFolder = "/storage/transcripts";

/** Address of a service's account. */
export function serviceJid(settings: Settings, user: string): string {
  return `${user}@${domains(settings).auth}`;
}

/** The first label of the conference rooms' domain: `muc`. The plugins put a tenant's name behind it. */
export function mucPrefix(settings: Settings): string {
  const { main, muc } = domains(settings);
  return muc.endsWith(`.${main}`) ? muc.slice(0, -main.length - 1) : (muc.split(".")[0] ?? muc);
}
