import { setCommand } from "../commands.ts";
import { publishedPorts } from "../ports.ts";
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
  dashboards: "observability.grafana.port",
  logs: "observability.loki.port",
};

const portTwice: Rule = {
  reads: [
    "http.port",
    "tls.port",
    "tls.mode",
    "bridge.port",
    "bridge.count",
    "general.publicUrl",
    "observability.grafana.port",
    "observability.loki.port",
  ],
  check: ({ settings }) => {
    // The same port on another address of the host is no clash.
    const ports = publishedPorts(settings).filter(
      ({ service, purpose }, index, all) =>
        all.findIndex((other) => other.service === service && other.purpose === purpose) === index,
    );
    const taken = new Set(ports.map(({ external }) => external));
    return ports.flatMap((port, index) => {
      const first = ports.find((other) => other.protocol === port.protocol && other.external === port.external);
      if (first === undefined || ports.indexOf(first) === index) {
        return [];
      }
      const path = settingOf[port.purpose] ?? "bridge.port";
      let free = port.external + 1;
      while (taken.has(free) || free > highestPort) {
        free = free >= highestPort ? 1024 : free + 1;
      }
      return [
        {
          path,
          value: port.external,
          reason: `is the port of ${settingOf[first.purpose] ?? "bridge.port"}, too`,
          fix: setCommand(path, free),
        },
      ];
    });
  },
};

export const portRules: readonly Rule[] = [bridgePortsEnd, portTwice];
