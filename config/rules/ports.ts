import { setCommand } from "../commands.ts";
import { type PublishedPort, publishedPorts } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import type { Rule } from "./draft.ts";

const highestPort = 65535;

const bridgePortsEnd: Rule = {
  reads: ["bridge.port", "bridge.count"],
  check: ({ settings: { bridge } }) => {
    const last = bridge.port + bridge.count - 1;
    return last <= highestPort
      ? []
      : [
          {
            path: "bridge.port",
            value: bridge.port,
            reason: `leaves no room for ${String(bridge.count)} bridges: the last one would need UDP port ${String(last)}`,
            fix: setCommand("bridge.port", highestPort - bridge.count + 1),
          },
        ];
  },
};

/** Settings of the ports that every stack has one of. A bridge's clash can only be with another bridge's, and they count up. */
const settingOf: Readonly<Record<string, string>> = {
  HTTP: "http.port",
  HTTPS: "tls.port",
  TURN: "turn.builtin.port",
  "TURN over TLS": "turn.builtin.tlsPort",
  "TURN relay": "turn.builtin.relayPort",
  voice: "telephony.ports.min",
  dashboards: "observability.grafana.port",
  logs: "observability.loki.port",
};

/** The next port, of as many in a row, that nothing else has. */
function freePort(ports: readonly PublishedPort[], { external, purpose }: PublishedPort, count: number): number {
  const taken = ports.filter((port) => count === 1 || port.purpose !== purpose).map((port) => port.external);
  let free = external + 1;
  while (free + count - 1 > highestPort || taken.some((port) => port >= free && port < free + count)) {
    free = free + count - 1 >= highestPort ? 1024 : free + 1;
  }
  return free;
}

/** How many ports in a row the setting stands for, and its own value where they are several. */
function rangeOf({ turn, telephony: { ports } }: Settings, purpose: string): { first?: number; count: number } {
  switch (purpose) {
    case "TURN relay":
      return { first: turn.builtin.relayPort, count: turn.builtin.relayPorts };
    case "voice":
      return { first: ports.min, count: ports.max - ports.min + 1 };
    default:
      return { count: 1 };
  }
}

const portTwice: Rule = {
  reads: [
    ...["http.port", "tls.port", "tls.mode", "bridge.port", "bridge.count", "general.publicUrl", "turn.mode"],
    ...["port", "tlsPort", "onWebPort", "relayPort", "relayPorts"].map((name) => `turn.builtin.${name}`),
    ...["grafana", "loki"].map((name) => `observability.${name}.port`),
    ...["telephony.enabled", "telephony.ports.min", "telephony.ports.max"],
  ],
  check: ({ settings }) => {
    // The same port on another address of the host is no clash.
    const ports = publishedPorts(settings).filter(
      (port, index, all) =>
        all.findIndex(
          (other) =>
            other.purpose === port.purpose && other.external === port.external && other.protocol === port.protocol,
        ) === index,
    );
    const said = new Set<string>();
    return ports.flatMap((port, index) => {
      const first = ports.find((other) => other.protocol === port.protocol && other.external === port.external);
      if (first === undefined || ports.indexOf(first) === index) {
        return [];
      }
      const path = settingOf[port.purpose] ?? "bridge.port";
      // Bridges and telephone have a rule of their own, which knows both ends.
      if (said.has(path) || (port.purpose === "voice" && first.purpose === "media")) {
        return [];
      }
      said.add(path);
      const range = rangeOf(settings, port.purpose);
      const free = freePort(ports, port, range.count);
      return [
        {
          path,
          value: range.first ?? port.external,
          reason: `${range.first === undefined ? "is" : `reaches port ${String(port.external)}, which is`} the port of ${settingOf[first.purpose] ?? "bridge.port"}, too`,
          fix: [
            setCommand(path, free),
            ...(port.purpose === "voice" ? [setCommand("telephony.ports.max", free + range.count - 1)] : []),
          ].join(" && "),
        },
      ];
    });
  },
};

export const portRules: readonly Rule[] = [bridgePortsEnd, portTwice];
