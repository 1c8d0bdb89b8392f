import { mediaAddress, webAddresses } from "./derived.ts";
import type { Settings } from "./settings/index.ts";

/** Ports inside the containers. Files and health checks name them from here. */
export const internalPorts = {
  webHttp: 8000,
  webHttps: 8443,
  xmppClient: 5222,
  /** Prosody's port for visitor nodes. */
  xmppServer: 5269,
  /** Prosody's BOSH and WebSocket, over TLS that nginx verifies. */
  xmppHttps: 5281,
  jicofoHttp: 8888,
  bridgeHttp: 8080,
  gatewayHttp: 8788,
} as const;

/** A port of the host. Containers publish from this table, and firewall rules are made of it. */
export interface PublishedPort {
  readonly service: string;
  readonly protocol: "tcp" | "udp";
  /** Port on the host. */
  readonly external: number;
  /** Port in the container. */
  readonly internal: number;
  /** Address of the host it is bound to. */
  readonly address: string;
  readonly purpose: string;
}

/** Name of the n-th bridge (from 1): its container, its network alias, its place in the table. */
export function bridgeName(index: number): string {
  return `jvb-${String(index)}`;
}

/** UDP port of the n-th bridge (from 1), the same outside and inside: browsers are told the inside one. */
export function bridgePort(settings: Settings, index: number): number {
  return settings.bridge.port + index - 1;
}

/** The web server's ports on one address of the host. */
function webPorts({ http, tls }: Settings, address: string): PublishedPort[] {
  const port = { service: "web", protocol: "tcp", address } as const;
  return [
    { ...port, external: http.port, internal: internalPorts.webHttp, purpose: "HTTP" },
    ...(tls.mode === "off"
      ? []
      : [{ ...port, external: tls.port, internal: internalPorts.webHttps, purpose: "HTTPS" }]),
  ];
}

/** Voice of calls by telephone. The numbers are the same outside and inside: SIP servers are told the inside ones. */
function voicePorts({ telephony: { enabled, ports } }: Settings, address: string): PublishedPort[] {
  return Array.from({ length: enabled ? ports.max - ports.min + 1 : 0 }, (_, i): PublishedPort => {
    const port = ports.min + i;
    return { service: "jigasi", protocol: "udp", external: port, internal: port, address, purpose: "voice" };
  });
}

/** Every port that the stack opens on its host. */
export function publishedPorts(settings: Settings): readonly PublishedPort[] {
  const web = webAddresses(settings).flatMap((address) => webPorts(settings, address));
  const address = mediaAddress(settings);
  const bridges = Array.from({ length: settings.bridge.count }, (_, i): PublishedPort => {
    const port = bridgePort(settings, i + 1);
    return { service: bridgeName(i + 1), protocol: "udp", external: port, internal: port, address, purpose: "media" };
  });
  return [...web, ...bridges, ...voicePorts(settings, address)];
}
