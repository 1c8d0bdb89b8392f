import type { Machine } from "../../../cli/doctor/machine.ts";
import type { Shown } from "../../../cli/doctor/tls.ts";
import type { Sight } from "../../../cli/doctor/sight.ts";
import type { Container } from "../../../cli/status.ts";
import { checkSettings } from "../../../config/parse.ts";

/** Noon of the day in which every test plays. */
export const now = Date.parse("2026-06-15T12:00:00Z");

export const daemon = { version: "27.5.1", folder: "/var/lib/docker", time: "2026-06-15T12:00:01Z" };

/** A container of a service that runs and is healthy. */
export function container(service: string, change: Partial<Container> = {}): Container {
  return {
    Id: service,
    Name: `/${service}-abc`,
    Created: "2026-06-01T00:00:00Z",
    RestartCount: 0,
    Config: { Labels: { "jitsi.service": service }, Healthcheck: {} },
    State: { Status: "running", ExitCode: 0, Health: { Status: "healthy", Log: [{ Output: "" }] } },
    NetworkSettings: { Ports: service.startsWith("jvb") ? { "10000/udp": [{ HostPort: "10000" }] } : {} },
    ...change,
  };
}

export const wholeStack = ["web", "prosody", "jicofo", "jvb-1"].map((service) => container(service));

/** UDP sockets of a bridge, as the kernel lists them: port 10000 is 2710. */
export const udpSockets = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
  312: 030012AC:2710 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 91 2 0 0
`;

interface Given {
  readonly settings?: unknown;
  /** Files by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly machine?: Partial<Machine>;
  readonly sight?: Partial<Sight>;
}

/** What the doctor sees of a stack that is well, apart from what a test changes. */
export function sightOf({ settings = {}, files = {}, machine = {}, sight = {} }: Given = {}): Sight {
  const { problems, parsed } = checkSettings(settings, { withoutPackages: true });
  return {
    machine: {
      now: () => now,
      run: async (program) =>
        Promise.resolve(
          program === "docker"
            ? { ok: true, stdout: udpSockets, stderr: "", missing: false }
            : { ok: false, stdout: "", stderr: "", missing: true },
        ),
      read: async (path) => Promise.resolve(files[path]),
      list: async (folder) =>
        Promise.resolve(
          Object.keys(files)
            .filter((path) => path.startsWith(`${folder}/`))
            .map((path) => path.slice(folder.length + 1)),
        ),
      disk: async () => Promise.resolve({ freeBytes: 50e9, freeFiles: 1e6 }),
      addresses: () => ["127.0.0.1", "192.168.1.10"],
      resolve: async () => Promise.resolve(["203.0.113.5"]),
      ask: async ({ path }) => Promise.resolve({ status: path === "/xmpp-websocket" ? 101 : 200, body: "" }),
      certificate: async () => Promise.resolve({ certificate: certificateFor("localhost"), untrusted: undefined }),
      stun: async () => Promise.resolve({ seen: "172.18.0.1:40000" }),
      ...machine,
    },
    stack: "dev",
    settings: parsed.settings,
    problems,
    daemon,
    remote: undefined,
    containers: wholeStack,
    ...sight,
  };
}

/** A certificate for a name, valid from 2026-06-01 on for so many days. */
export function certificateFor(name: string, days = 365): Shown["certificate"] {
  const from = Date.parse("2026-06-01T00:00:00Z");
  return {
    validFrom: new Date(from).toUTCString(),
    validTo: new Date(from + days * 86_400_000).toUTCString(),
    subject: "CN=test",
    subjectAltName: `DNS:${name}`,
    fingerprint256: `fingerprint of ${name}`,
    checkHost: (host) => (host === name ? host : undefined),
    checkIP: () => undefined,
  };
}
