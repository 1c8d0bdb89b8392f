import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { logFormats } from "../../../config/log-formats.ts";
import { renderLogCollector } from "../../../config/render/monitoring/log-collector.ts";
import { freeUdpPort } from "../../harness/ports.ts";
import { eventually } from "../../harness/wait.ts";
import { hostAddress } from "../../harness/docker.ts";
import { dockerOutput } from "../images/docker.ts";
import { buildPlainImages } from "../images/images.ts";
import { runOn } from "./tools.ts";

jest.setTimeout(300_000);

/** What the collector has pushed, as `service level line`. */
const pushed: string[] = [];
let loki: Server;
let port: number;
let collector: string;

beforeAll(async () => {
  await buildPlainImages(["log-collector"]);
  loki = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { streams } = JSON.parse(body) as { streams: { stream: Record<string, string>; values: string[][] }[] };
      for (const { stream, values } of streams) {
        pushed.push(...values.map(([, line]) => `${stream["service"] ?? ""} ${stream["level"] ?? ""} ${line ?? ""}`));
      }
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => loki.listen(0, "0.0.0.0", resolve));
  port = await freeUdpPort();
  const here = await hostAddress();
  const file = renderLogCollector()["collector.cfg"]?.replace(
    "http://loki:3100",
    `http://${here}:${String((loki.address() as AddressInfo).port)}`,
  );
  // Given by an argument of the shell: nothing but the file differs from the stack's.
  collector = await dockerOutput([
    "run", "--detach", "--rm", "--read-only", "--cap-drop=ALL", "--tmpfs=/run:uid=1000,gid=1000", "--tmpfs=/config:uid=1000",
    `--publish=127.0.0.1:${String(port)}:5514/udp`, "--entrypoint=sh", "images-test/log-collector",
    "-c", 'printf "%s" "$1" > /config/collector.cfg; exec start', "sh", file ?? "",
  ]); // prettier-ignore
  await eventually(
    () => execa("docker", ["exec", collector, "syslog-ng-ctl", "healthcheck", "--control=/run/syslog-ng.ctl"]),
    ({ exitCode }) => exitCode === 0,
    60,
  );
});
afterAll(async () => {
  loki.close();
  await execa("docker", ["rm", "--force", collector], { reject: false });
});

/** Lets a container of that service's name write lines, by Docker's own driver, as the stack's services do. */
async function write(service: string, lines: readonly string[]): Promise<void> {
  await dockerOutput([
    "run", "--rm", "--log-driver=syslog", `--log-opt=syslog-address=udp://127.0.0.1:${String(port)}`,
    "--log-opt=syslog-format=rfc5424micro", `--log-opt=tag=${service}`, "--entrypoint=printf", "images-test/base",
    "%s\\n", ...lines,
  ]); // prettier-ignore
}

async function arrived(line: string): Promise<void> {
  await eventually(
    () => Promise.resolve(pushed),
    (all) => all.includes(line),
    30,
  );
}

test("syslog-ng accepts the file", async () => {
  const check = ["syslog-ng", "--syntax-only", "--no-caps", "--cfgfile=/config/collector.cfg"];
  const { code, stderr } = await runOn("log-collector", renderLogCollector(), check);
  expect([code, stderr]).toEqual([0, ""]);
});

/** A service of each format, and the level of the format's example. */
const of: Readonly<Record<string, readonly [service: string, level: string]>> = {
  "java.util.logging": ["jvb-2", "warn"],
  Prosody: ["prosody", "warn"],
  nginx: ["web", "info"],
  logfmt: ["prometheus", "warn"],
};

test.each(logFormats.map(({ name, example }) => [name, example] as const))(
  "a line of %s arrives with its service and level, as it was",
  async (name, example) => {
    const [service = "", level = ""] = of[name] ?? [];
    await write(service, [example]);
    await arrived(`${service} ${level} ${example}`);
  },
);

test("every level of each service is told from the others", async () => {
  await write("jicofo", ["Jicofo 2026-01-31 12:00:00.123 SEVERE: [1] A.b#1: c", "Jicofo 2026-01-31 12:00:00.123 FINE: [1] A.b#1: d"]); // prettier-ignore
  await write("web", [
    '192.0.2.7 [2026-01-31T12:00:00+00:00] "GET / HTTP/2.0" 502 1 0.001 - - "-" "a"',
    '192.0.2.7 [2026-01-31T12:00:00+00:00] "GET /x HTTP/2.0" 404 1 0.001 - - "-" "a"',
    "2026/01/31 12:00:00 [emerg] 7#7: bind() failed",
  ]);
  await write("grafana", ['logger=server t=2026-01-31T12:00:00Z level=error msg="no"']);
  await arrived("jicofo error Jicofo 2026-01-31 12:00:00.123 SEVERE: [1] A.b#1: c");
  await arrived("jicofo debug Jicofo 2026-01-31 12:00:00.123 FINE: [1] A.b#1: d");
  await arrived('web error 192.0.2.7 [2026-01-31T12:00:00+00:00] "GET / HTTP/2.0" 502 1 0.001 - - "-" "a"');
  await arrived('web warn 192.0.2.7 [2026-01-31T12:00:00+00:00] "GET /x HTTP/2.0" 404 1 0.001 - - "-" "a"');
  await arrived("web error 2026/01/31 12:00:00 [emerg] 7#7: bind() failed");
  await arrived('grafana error logger=server t=2026-01-31T12:00:00Z level=error msg="no"');
});

test("a line that is no message of a known kind arrives, too, and breaks nothing", async () => {
  const odd = 'at a.B.c("\\d", {"e": [1]}) $(echo x) ${PROGRAM} ü';
  await write("jicofo", [odd]);
  await arrived(`jicofo unknown ${odd}`);
});
