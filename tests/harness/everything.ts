import type { RawSettings } from "./scratch-stack.ts";

/** What a stack with everything on needs of the world around it. */
export interface Outside {
  /** Where the SIP gateway registers, by TCP, with the account gateway@sip.test. */
  readonly sip: { readonly host: string; readonly port: number };
  /** Image that stands in for those of Grafana and Loki. */
  readonly standIn: string;
  /** Address at which TURN says it is. */
  readonly address: string;
  /** Free ports of this machine: for TURN two by TCP and four by UDP in a row, for the collector of log lines one by UDP. */
  readonly ports: Readonly<Record<"turn" | "turnTls" | "relay" | "logs", number>>;
}

/** Every service there is, but for the one that gets certificates: that needs an authority. */
export function everything({ sip, standIn, address, ports }: Outside): RawSettings {
  return {
    recording: { enabled: true, count: 2 },
    telephony: {
      enabled: true,
      ports: { min: 21010, max: 21013 },
      sip: { uri: "gateway@sip.test", server: sip.host, port: sip.port, transport: "TCP" },
    },
    transcription: { enabled: true, engine: "vosk", vosk: { url: "ws://vosk.example.org:2700" } },
    turn: {
      mode: "builtin",
      builtin: { address, port: ports.turn, tlsPort: ports.turnTls, relayPort: ports.relay, relayPorts: 4 },
    },
    etherpad: { mode: "builtin" },
    whiteboard: { mode: "builtin" },
    observability: {
      prometheus: { enabled: true, scrapeInterval: 2 },
      alerts: { receivers: ["webhook"] },
      grafana: { enabled: true, image: standIn, access: "web" },
      loki: { enabled: true, image: standIn, port: ports.logs },
    },
  };
}

/** The services of such a stack with one bridge, sorted. */
export const allServices: readonly string[] = [
  ...["alertmanager", "etherpad", "exporters", "grafana", "jibri-1", "jibri-2", "jicofo", "jigasi", "jvb-1"],
  ...["log-collector", "loki", "prometheus", "prosody", "transcriber", "turn", "web", "whiteboard"],
];
