import { publicHost } from "./derived.ts";
import { bridgeName, internalPorts } from "./ports.ts";
import { recorderName, recorderPorts } from "./render/jibri.ts";
import { prosodyHost } from "./render/names.ts";
import type { Settings } from "./settings/index.ts";

/** Services of one kind, which Prometheus asks in the same way. */
export interface ScrapeJob {
  readonly job: string;
  /** Name of the service -> host and port in the stack's networks. */
  readonly targets: Readonly<Record<string, string>>;
  /** Over TLS, by the stack's own authority. */
  readonly tls?: boolean;
}

function numbered(count: number, name: (index: number) => string, port: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [name(i + 1), `${name(i + 1)}:${String(port)}`] as const),
  );
}

function one(service: string, port: number): Readonly<Record<string, string>> {
  return { [service]: `${service}:${String(port)}` };
}

/** Everything that has numbers, of the services that these settings ask for. Etherpad has none; coturn see `probes`. */
export function scrapeJobs(settings: Settings): readonly ScrapeJob[] {
  const { bridge, recording, telephony, transcription, whiteboard } = settings;
  const jobs: readonly ScrapeJob[] = [
    { job: "jvb", targets: numbered(bridge.count, bridgeName, internalPorts.bridgeHttp) },
    { job: "jicofo", targets: one("jicofo", internalPorts.jicofoHttp) },
    { job: "prosody", targets: one(prosodyHost, internalPorts.xmppHttps), tls: true },
    {
      job: "jibri",
      targets: recording.enabled ? numbered(recording.count, recorderName, recorderPorts.control) : {},
    },
    { job: "jigasi", targets: telephony.enabled ? one("jigasi", internalPorts.gatewayHttp) : {} },
    { job: "transcriber", targets: transcription.enabled ? one("transcriber", internalPorts.gatewayHttp) : {} },
    {
      job: "whiteboard",
      targets: whiteboard.mode === "builtin" ? one("whiteboard", internalPorts.whiteboardMetrics) : {},
    },
    { job: "web", targets: { web: `exporters:${String(internalPorts.nginxExporter)}` } },
    { job: "disk", targets: { host: `exporters:${String(internalPorts.nodeExporter)}` } },
    { job: "prometheus", targets: { prometheus: `127.0.0.1:${String(internalPorts.prometheus)}` } },
    {
      job: "alertmanager",
      targets:
        settings.observability.alerts.receivers.length > 0 ? one("alertmanager", internalPorts.alertmanager) : {},
    },
  ];
  return jobs.filter(({ targets }) => Object.keys(targets).length > 0);
}

/** What is asked as a client would, by the blackbox exporter. */
export interface Probe {
  /** Name of the service. */
  readonly service: string;
  /** Module of the exporter. */
  readonly module: "page" | "port";
  readonly target: string;
}

/** The page, with the certificate that it shows; and that TURN takes connections: Debian's coturn has no numbers of its own. */
export function probes(settings: Settings): readonly Probe[] {
  const page =
    settings.tls.mode === "off"
      ? `http://web:${String(internalPorts.webHttp)}/config.js`
      : `https://web:${String(internalPorts.webHttps)}/config.js`;
  return [
    { service: "web", module: "page", target: page },
    ...(settings.turn.mode === "builtin"
      ? [{ service: "turn", module: "port", target: `turn:${String(internalPorts.turn)}` } as const]
      : []),
  ];
}

/** Modules of the blackbox exporter. A certificate is looked at, not believed: an expired one has to be told of. */
export function probeModules(settings: Settings): Readonly<Record<Probe["module"], object>> {
  return {
    page: {
      prober: "http",
      timeout: "5s",
      http: {
        // Behind a proxy that ends TLS, plain requests are redirected.
        headers: { Host: publicHost(settings), "X-Forwarded-Proto": "https" },
        preferred_ip_protocol: "ip4",
        follow_redirects: false,
        tls_config: { insecure_skip_verify: true, server_name: publicHost(settings).replace(/^\[(.*)\]$/, "$1") },
      },
    },
    port: { prober: "tcp", timeout: "5s", tcp: { preferred_ip_protocol: "ip4" } },
  };
}
