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

function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
}

/** Addresses of the host that the web ports are published on. */
export function webAddresses(settings: Settings): readonly string[] {
  const address = listenAddress(settings);
  return [address, ...(settings.http.ipv6 ? [isLoopback(address) ? "::1" : "::"] : [])];
}

/** Address of the host that media ports are published on. A proxy on the same host passes on no media. */
export function mediaAddress(settings: Settings): string {
  const address = listenAddress(settings);
  return isLoopback(address) && !isLocal(settings) ? "0.0.0.0" : address;
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
  /** Recorders and transcribers, whom nobody sees in a meeting. */
  readonly hidden: string;
  /** Component that forwards conference requests to jicofo; the plugins fix its name. */
  readonly focus: string;
  readonly speakerStats: string;
  readonly endConference: string;
  readonly avModeration: string;
  readonly lobby: string;
  readonly breakout: string;
  readonly metadata: string;
  readonly polls: string;
  readonly visitors: string;
  readonly audioTranslation: string;
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
    hidden: settings.xmpp.hiddenDomain ?? `hidden.${main}`,
    focus: `focus.${main}`,
    speakerStats: `speakerstats.${main}`,
    endConference: `endconference.${main}`,
    avModeration: `avmoderation.${main}`,
    lobby: `lobby.${main}`,
    breakout: `breakout.${main}`,
    metadata: `metadata.${main}`,
    polls: `polls.${main}`,
    visitors: `visitors.${main}`,
    audioTranslation: `audiotranslation.${main}`,
  };
}

/** Rooms where the bridges, recorders, and SIP gateways or transcribers announce themselves. */
export function breweries(settings: Settings): Readonly<Record<"bridge" | "jibri" | "jigasi", string>> {
  const { internalMuc } = domains(settings);
  return {
    bridge: `jvbbrewery@${internalMuc}`,
    jibri: `jibribrewery@${internalMuc}`,
    jigasi: `jigasibrewery@${internalMuc}`,
  };
}

/** Whether recorders or transcribers enter meetings, by accounts of the hidden domain. */
export function usesHiddenDomain({ recording, transcription }: Settings): boolean {
  return recording.enabled || transcription.enabled;
}

/** Whether people prove who they are. */
export function requiresLogin({ auth }: Settings): boolean {
  return auth.type !== "none";
}

/** Whether people log in with a token that something else has issued: no password is asked for, and jicofo asks nobody to log in. */
export function usesTokens({ auth }: Settings): boolean {
  return ["jwt", "matrix", "hybrid_matrix_token"].includes(auth.type);
}

/** Whether people without an account may enter rooms, on a domain of their own. */
export function allowsGuests(settings: Settings): boolean {
  return requiresLogin(settings) && settings.auth.guests;
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

/** Whether jicofo talks to servers outside the stack: Sentry, visitor nodes. Then it needs a way out, and trusts public authorities. */
export function focusReachesServices({ focus, rooms }: Settings): boolean {
  return focus.sentry || (rooms.visitors.enabled && rooms.visitors.nodes.length > 0);
}

/** Whether bridges talk to servers outside the stack by TLS: Sentry, services that translate or transcribe speech. */
export function bridgeReachesServices({ bridge, focus }: Settings): boolean {
  return (
    bridge.sentry ||
    focus.translation.urlTemplate !== undefined ||
    Object.hasOwn(focus.options, "jicofo.transcription.url-template")
  );
}

/** Whether Prosody answers /metrics: for the stack's own Prometheus, or another one. */
export function prosodyMetrics({ observability }: Settings): boolean {
  return observability.metrics || observability.prometheus.enabled;
}

/** Whether a service whose own setting says so, or the stack's own Prometheus, wants its metrics in the stack's networks. */
export function measured({ observability }: Settings, own: boolean): boolean {
  return own || observability.prometheus.enabled;
}

/** Address that the HTTP servers of jicofo and the bridges listen on. They also control the service, and ask nobody for a password. */
export function controlAddress({ observability }: Settings): string {
  return observability.prometheus.enabled ? "0.0.0.0" : "127.0.0.1";
}

/** Whether something of the stack watches it: then there is a network for that. */
export function isMonitored({ observability: { prometheus, grafana, loki } }: Settings): boolean {
  return prometheus.enabled || grafana.enabled || loki.enabled;
}

/** Whether Alertmanager runs. */
export function tellsAlerts({ observability: { prometheus, alerts } }: Settings): boolean {
  return prometheus.enabled && alerts.receivers.length > 0;
}
