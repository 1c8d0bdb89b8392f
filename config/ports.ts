import { mediaAddress, webAddresses } from "./derived.ts";
import { turnService } from "./render/names.ts";
import type { Settings } from "./settings/index.ts";
import { builtinTurn, sharesWebPort } from "./turn-server.ts";

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
  turn: 3478,
  turnTls: 5349,
  etherpadHttp: 9001,
  whiteboardHttp: 8080,
  whiteboardMetrics: 9090,
  /** nginx's own numbers: a server of its own, which is not published. */
  webStatus: 8010,
  prometheus: 9090,
  alertmanager: 9093,
  /** Exporters of nginx, of the host's disks, and of what can be probed from outside. */
  nginxExporter: 9113,
  nodeExporter: 9100,
  blackboxExporter: 9115,
  grafana: 3000,
  loki: 3100,
  logCollector: 5514,
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

/** The TURN server's ports. What it relays comes from the same port outside and inside: browsers are told the inside one. */
function turnPorts(settings: Settings): readonly PublishedPort[] {
  const { mode, builtin } = settings.turn;
  if (mode !== "builtin") {
    return [];
  }
  const { tls, relayPorts } = builtinTurn(settings);
  const common = { service: turnService, address: mediaAddress(settings) } as const;
  const plain = { ...common, external: builtin.port, internal: internalPorts.turn } as const;
  const secure = { ...common, external: builtin.tlsPort, internal: internalPorts.turnTls } as const;
  return [
    { ...plain, protocol: "udp", purpose: "TURN" },
    { ...plain, protocol: "tcp", purpose: "TURN" },
    ...(tls && !sharesWebPort(settings) ? [{ ...secure, protocol: "tcp", purpose: "TURN over TLS" } as const] : []),
    ...Array.from({ length: relayPorts.last - relayPorts.first + 1 }, (_, i): PublishedPort => {
      const port = relayPorts.first + i;
      return { ...common, protocol: "udp", external: port, internal: port, purpose: "TURN relay" };
    }),
  ];
}

/** Of what watches the stack: on this machine only, whatever the settings say of other ports. */
function monitoringPorts({ observability: { grafana, loki } }: Settings): PublishedPort[] {
  const address = "127.0.0.1";
  return [
    ...(grafana.enabled && grafana.access === "port"
      ? [
          {
            service: "grafana",
            protocol: "tcp",
            external: grafana.port,
            internal: internalPorts.grafana,
            address,
            purpose: "dashboards",
          } as const,
        ]
      : []),
    ...(loki.enabled
      ? [
          {
            service: "log-collector",
            protocol: "udp",
            external: loki.port,
            internal: internalPorts.logCollector,
            address,
            purpose: "logs",
          } as const,
        ]
      : []),
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
  return [...web, ...bridges, ...turnPorts(settings), ...voicePorts(settings, address), ...monitoringPorts(settings)];
}
