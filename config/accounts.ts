import { domains } from "./derived.ts";
import type { SecretSettings, Settings } from "./settings/index.ts";

/** Name of a secret that is one text. */
export type SecretName = Exclude<keyof SecretSettings, "users" | "acmeDns">;

/** An XMPP account by which a service logs in. */
export interface ServiceAccount {
  readonly user: string;
  readonly domain: string;
  /** The setting that holds its password; one is generated where it is not set. */
  readonly secret: SecretName;
  /** Whether it may do what Prosody lets only admins do: own rooms, be exempt from limits. */
  readonly admin: boolean;
}

/** XMPP account of jicofo. Its room nickname must be `focus` too: the plugins know it by that. */
export const focusUser = "focus";

/** XMPP account that all bridges share. */
export const bridgeUser = "jvb";

/** Accounts of recorders and of the telephone side: by the first they are controlled, by the second they enter a meeting. */
export const jibriUser = "jibri";
export const recorderUser = "recorder";
export const jigasiUser = "jigasi";
export const transcriberUser = "transcriber";

/** Every account of the stack's own services, for the services that are on. */
export function serviceAccounts(settings: Settings): readonly ServiceAccount[] {
  const { auth, hidden } = domains(settings);
  const { recording, telephony, transcription } = settings;
  return [
    { user: focusUser, domain: auth, secret: "jicofoPassword", admin: true },
    { user: bridgeUser, domain: auth, secret: "jvbPassword", admin: true },
    ...(recording.enabled
      ? [
          { user: jibriUser, domain: auth, secret: "jibriPassword", admin: true } as const,
          { user: recorderUser, domain: hidden, secret: "recorderPassword", admin: false } as const,
        ]
      : []),
    ...(telephony.enabled || transcription.enabled
      ? [{ user: jigasiUser, domain: auth, secret: "jigasiPassword", admin: true } as const]
      : []),
    ...(transcription.enabled
      ? [{ user: transcriberUser, domain: hidden, secret: "transcriberPassword", admin: false } as const]
      : []),
  ];
}

/** An account's address. */
export function accountJid({ user, domain }: ServiceAccount): string {
  return `${user}@${domain}`;
}

/** File in Prosody's secrets folder that holds an account's password. */
export function accountFile({ user }: ServiceAccount): string {
  return `account-${user}`;
}
