import { setCommand } from "../../../config/commands.ts";
import { containerOf, type ServiceStatus, stackStatus } from "../../status.ts";
import { broken, type Check, type Finding, warning } from "../finding.ts";
import { notRunning, type Sight, upCommand } from "../sight.ts";

interface Part {
  /** Beginning of the service's name. */
  readonly service: string;
  /** What people miss without it. */
  readonly effect: string;
  /** The group whose `memory` is its limit. */
  readonly group?: "web" | "xmpp" | "focus" | "bridge" | "recording";
  /** Calls go on without it. */
  readonly aside?: true;
}

const parts: readonly Part[] = [
  { service: "web", effect: "nobody can open the page", group: "web" },
  { service: "prosody", effect: "nobody can enter a room", group: "xmpp" },
  { service: "jicofo", effect: "nobody who enters a room sees the others", group: "focus" },
  { service: "jvb-", effect: "calls on this bridge have neither picture nor sound", group: "bridge" },
  { service: "jibri", effect: "meetings cannot be recorded or streamed", group: "recording" },
  { service: "jigasi", effect: "nobody can call in or out by telephone" },
  { service: "transcriber", effect: "there are no subtitles and transcripts" },
  { service: "turn", effect: "people behind strict firewalls have neither picture nor sound" },
  { service: "acme", effect: "the certificate is not renewed", aside: true },
  { service: "etherpad", effect: "the shared document does not open" },
  { service: "whiteboard", effect: "the whiteboard does not open" },
];

/** What is not in the table watches the others. */
function partOf(service: string): Part {
  return (
    parts.find((part) => service.startsWith(part.service)) ?? {
      service,
      effect: `${service} cannot be used`,
      aside: true,
    }
  );
}

/** Commands for a container in the state that Docker says. */
function remedy(container: string, state: string): string {
  const log = `docker logs --tail 50 ${container}`;
  return state === "paused"
    ? `docker unpause ${container}`
    : state === "exited" || state === "created"
      ? `docker start ${container}; why it ended: ${log}`
      : `${log}, then docker restart ${container}`;
}

function unhealthy({ stack }: Sight, { service, container, state, reason }: ServiceStatus): Finding {
  const { effect, aside } = partOf(service);
  const fix = container === null ? upCommand(stack) : remedy(container, state);
  return (aside ? warning : broken)({ problem: `${service}: ${reason ?? ""}`, effect, fix });
}

function restarted({ settings, containers }: Sight, { service, container }: ServiceStatus): Finding[] {
  const found = containerOf(service, containers);
  const restarts = found?.RestartCount ?? 0;
  if (found === undefined || container === null || restarts === 0) {
    return [];
  }
  const { effect, group } = partOf(service);
  const starved = found.State.OOMKilled === true;
  const times = restarts === 1 ? "once" : `${String(restarts)} times`;
  return [
    warning({
      problem: `${service} ended by itself ${times} since ${found.Created.slice(0, 10)}${starved ? ", the last time for want of memory" : ""}`,
      effect: `each time, until it was back: ${effect}`,
      fix:
        starved && group !== undefined
          ? setCommand(`${group}.memory`, settings[group].memory * 2)
          : `docker logs --timestamps ${container}`,
    }),
  ];
}

export const services: Check = {
  title: "Services",
  skip: notRunning,
  run: (sight) =>
    stackStatus(sight.stack, sight.containers, sight.settings.bridge.count).services.flatMap((one) => [
      ...(one.reason === null ? [] : [unhealthy(sight, one)]),
      ...restarted(sight, one),
    ]),
};
