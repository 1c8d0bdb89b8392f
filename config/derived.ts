import type { Settings } from "./settings/index.ts";

/** Facts that follow from several settings. Each has one name here, so no renderer derives it a second time. */

/** The address people open, without a trailing slash. */
export function publicUrl(settings: Settings): string {
  return (
    settings.general.publicUrl ??
    (settings.tls.mode === "off"
      ? `http://localhost:${String(settings.http.port)}`
      : `https://localhost:${String(settings.tls.port)}`)
  );
}

/** Host name of the public URL, without its port. */
export function publicHost(settings: Settings): string {
  return new URL(publicUrl(settings)).hostname;
}

/** Whether the public URL can only be opened on this machine. */
export function isLocal(settings: Settings): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(publicHost(settings));
}

/** Address of the host that ports are published on. */
export function listenAddress(settings: Settings): string {
  return settings.http.listenAddress ?? (isLocal(settings) ? "127.0.0.1" : "0.0.0.0");
}

export interface Domains {
  /** Main host: people who log in or are anonymous. */
  readonly main: string;
  /** The services' accounts (focus, jvb). Certificates between services carry this name. */
  readonly auth: string;
  readonly guest: string;
  /** Conference rooms. */
  readonly muc: string;
  /** Rooms where services find each other. */
  readonly internalMuc: string;
  /** Component that forwards conference requests to jicofo; the plugins fix its name. */
  readonly focus: string;
  readonly speakerStats: string;
  readonly endConference: string;
  readonly avModeration: string;
  readonly lobby: string;
  readonly breakout: string;
  readonly metadata: string;
  readonly polls: string;
}

/** All XMPP domains of the stack. */
export function domains(settings: Settings): Domains {
  const main = settings.xmpp.domain;
  return {
    main,
    auth: settings.xmpp.authDomain ?? `auth.${main}`,
    guest: settings.xmpp.guestDomain ?? `guest.${main}`,
    muc: settings.xmpp.mucDomain ?? `muc.${main}`,
    internalMuc: settings.xmpp.internalMucDomain ?? `internal-muc.${main}`,
    focus: `focus.${main}`,
    speakerStats: `speakerstats.${main}`,
    endConference: `endconference.${main}`,
    avModeration: `avmoderation.${main}`,
    lobby: `lobby.${main}`,
    breakout: `breakout.${main}`,
    metadata: `metadata.${main}`,
    polls: `polls.${main}`,
  };
}

/** Room where the bridges announce themselves. */
export function bridgeBrewery(settings: Settings): string {
  return `jvbbrewery@${domains(settings).internalMuc}`;
}

/** Addresses the bridges advertise to browsers. Empty: what STUN finds. */
export function advertisedIps(settings: Settings): readonly string[] {
  return settings.bridge.advertiseIps ?? (isLocal(settings) ? ["127.0.0.1"] : []);
}

/** STUN servers the bridges ask. */
export function stunServers(settings: Settings): readonly string[] {
  return (
    settings.bridge.stunServers ?? (advertisedIps(settings).length > 0 ? [] : ["meet-jit-si-turnrelay.jitsi.net:443"])
  );
}
