import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { execa } from "execa";
import { publishedPorts, type PublishedPort } from "../../config/ports.ts";
import type { Settings } from "../../config/settings/index.ts";
import { SetupError } from "./command.ts";

/** The setting that chooses a published port. */
function settingOf({ purpose }: PublishedPort): string {
  return purpose === "HTTP" ? "http.port" : purpose === "HTTPS" ? "tls.port" : "bridge.port";
}

function bindTcp(port: PublishedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port: port.external, host: port.address, exclusive: true }, () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}

function bindUdp(port: PublishedPort): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket(port.address.includes(":") ? "udp6" : "udp4");
    socket.once("error", () => {
      resolve(false);
    });
    socket.bind({ port: port.external, address: port.address, exclusive: true }, () =>
      socket.close(() => {
        resolve(true);
      }),
    );
  });
}

/** Whether nothing on this machine listens there. */
async function free(port: PublishedPort): Promise<boolean> {
  return port.protocol === "tcp" ? bindTcp(port) : bindUdp(port);
}

/** Ports that the stack's own containers have published already: `8443/tcp`. */
async function ownPorts(label: string): Promise<Set<string>> {
  const { stdout } = await execa("docker", ["ps", "--filter", `label=${label}`, "--format", "{{.Ports}}"]);
  return new Set(
    [...stdout.matchAll(/:(\d+)->\d+\/(tcp|udp)/g)].map(([, port, protocol]) => `${port ?? ""}/${protocol ?? ""}`),
  );
}

/**
 * Checks that the ports the stack publishes on this machine are free, or its own already.
 * @throws SetupError that names every port in use, and the command that chooses another.
 */
export async function checkPorts(settings: Settings, label: string): Promise<void> {
  const own = await ownPorts(label);
  const problems: string[] = [];
  for (const port of publishedPorts(settings)) {
    const name = `${String(port.external)}/${port.protocol}`;
    if (!own.has(name) && !(await free(port))) {
      const change = `npm run pulumi -- config set --path ${settingOf(port)} <another port>`;
      problems.push(
        `  ${settingOf(port)}: port ${name} on ${port.address} is in use by another program. Choose another: ${change}`,
      );
    }
  }
  if (problems.length > 0) {
    throw new SetupError(`Ports that the stack needs are taken:\n${problems.join("\n")}`);
  }
}
