import { type PublishedPort, publishedPorts } from "../../../config/ports.ts";
import { type Container, containerOf } from "../../status.ts";
import { broken, type Check, type Finding } from "../finding.ts";
import { notRunning, reachable, type Sight, upCommand } from "../sight.ts";

/** Whether something listens on a UDP port, by what the kernel lists in /proc/net/udp and udp6. */
export function listensOn(port: number, sockets: string): boolean {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  return [...sockets.matchAll(/^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /gm)].some(([, found]) => found === wanted);
}

function isPublished({ NetworkSettings }: Container, { external, internal }: PublishedPort): boolean {
  const bindings = NetworkSettings?.Ports[`${String(internal)}/udp`] ?? [];
  return bindings.some(({ HostPort }) => HostPort === String(external));
}

async function checkPort(sight: Sight, port: PublishedPort): Promise<Finding[]> {
  const { machine, settings, stack, containers } = sight;
  const container = containerOf(port.service, containers);
  if (container?.State.Status !== "running") {
    // Said as the service's own fault.
    return [];
  }
  const name = `UDP port ${String(port.external)} of ${port.service}`;
  const effect = "calls on this bridge have neither picture nor sound";
  if (!isPublished(container, port)) {
    return [broken({ problem: `${name} is not published`, effect, fix: upCommand(stack) })];
  }
  const sockets = await machine.run("docker", "exec", container.Id, "cat", "/proc/net/udp", "/proc/net/udp6");
  if (sockets.ok && !listensOn(port.internal, sockets.stdout)) {
    const fix = `docker restart ${container.Name.replace(/^\//, "")}`;
    return [broken({ problem: `${name}: the bridge does not listen on it`, effect, fix })];
  }
  const answer = await machine.stun(reachable(sight, port), port.external);
  // A real bridge answers only those who name a call of its; a stand-in answers everybody.
  const silenceTells = settings.images.packages === "rehearsal";
  return answer.seen !== undefined || (answer.why === "silent" && !silenceTells)
    ? []
    : [
        broken({
          problem: `${name} does not answer at ${reachable(sight, port)} (${answer.why})`,
          effect,
          fix: `${upCommand(stack)}; a firewall must let UDP ${String(port.external)} through: sudo ufw allow ${String(port.external)}/udp`,
        }),
      ];
}

export const mediaPorts: Check = {
  title: "Media ports of the bridges",
  skip: notRunning,
  run: async (sight) => {
    const ports = publishedPorts(sight.settings).filter(({ purpose }) => purpose === "media");
    return (await Promise.all(ports.map((port) => checkPort(sight, port)))).flat();
  },
};
