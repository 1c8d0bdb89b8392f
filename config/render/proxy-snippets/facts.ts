import { listenAddress, publicUrl } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";

/** What the configuration of every proxy in front is made of. */
export interface ProxyFacts {
  /** Host name of the public URL. */
  readonly host: string;
  /** The public URL, without a trailing slash. */
  readonly origin: string;
  /** Port of the public URL, where the proxy listens for HTTPS. */
  readonly httpsPort: number;
  /** Host and port where the stack listens for HTTP, as in a URL. */
  readonly upstream: string;
  /** Value of the header Strict-Transport-Security. Undefined: none is wanted. */
  readonly hsts: string | undefined;
  readonly minimumTls: Settings["tls"]["minimumVersion"];
  /** Largest request body, in MiB. */
  readonly maxBodySize: number;
}

/** Seconds that a connection may be idle. A WebSocket says something every 10 seconds; a BOSH request waits for up to 120. */
export const idleSeconds = 3600;

/** Bytes of a request's line or of one header. Tokens are long. */
export const headerBytes = 16384;

export function proxyFacts(settings: Settings): ProxyFacts {
  const url = new URL(publicUrl(settings));
  const { hsts, hstsMaxAge, hstsSubdomains, minimumVersion } = settings.tls;
  return {
    host: url.hostname,
    origin: url.origin,
    httpsPort: url.port === "" ? 443 : Number(url.port),
    upstream: `${reachable(listenAddress(settings))}:${String(settings.http.port)}`,
    hsts: hsts ? `max-age=${String(hstsMaxAge)}${hstsSubdomains ? "; includeSubDomains" : ""}` : undefined,
    minimumTls: minimumVersion,
    maxBodySize: settings.http.maxBodySize,
  };
}

/** An address that a program on the same host connects to. */
function reachable(address: string): string {
  if (address === "0.0.0.0") {
    return "127.0.0.1";
  }
  return address.includes(":") ? `[${address === "::" ? "::1" : address}]` : address;
}

/** What stands at the top of every file. */
export function introduction(facts: ProxyFacts, where: readonly string[]): string {
  return [
    `Jitsi Meet at ${facts.origin}, behind this proxy. Made of the stack's settings: make it anew when they change.`,
    ...where,
    "",
    "The stack needs tls.mode off, and this proxy in http.trustedProxies. Where the proxy runs on the stack's own host,",
    "http.listenAddress 127.0.0.1 keeps others from going past it. Where it runs elsewhere, write the address of the",
    `stack's host for ${facts.upstream}, and let nobody but the proxy reach it there.`,
    "Media does not go through this proxy: the bridges' UDP ports must be reached directly.",
  ].join("\n");
}
