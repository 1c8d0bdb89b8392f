import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { behindAProxy, logsWithoutTokens } from "./behaviour.ts";

const modules = {
  ...{ mpm_event: "mpm_event", authz_core: "authz_core", alias: "alias", headers: "headers", info: "info" },
  ...{ proxy: "proxy", proxy_http: "proxy_http", proxy_wstunnel: "proxy_wstunnel", ssl: "ssl" },
};

function whole(snippet: string, folder: string, httpPort: number): string {
  const load = Object.entries(modules).map(
    ([name, file]) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${file}.so`,
  );
  const httpsPort = /<VirtualHost \*:(\d+)>/.exec(snippet.replace("<VirtualHost *:80>", ""))?.[1] ?? "";
  return [
    ...load,
    `ServerName localhost`,
    `PidFile ${folder}/pid`,
    `DefaultRuntimeDir ${folder}`,
    `DocumentRoot ${folder}`,
    `ErrorLog ${folder}/logs/error.log`,
    // Apache refuses to run as root.
    ...(process.getuid?.() === 0 ? ["User nobody", "Group nogroup"] : []),
    `Listen 127.0.0.1:${String(httpPort)}`,
    `Listen 127.0.0.1:${httpsPort}`,
    snippet
      .replaceAll("/var/log/apache2", `${folder}/logs`)
      .replace("<VirtualHost *:80>", `<VirtualHost *:${String(httpPort)}>`),
  ].join("\n");
}

describe("Apache in front", () => {
  const stage = behindAProxy({
    program: "apache",
    command: "apache2",
    args: (file) => ["-D", "FOREGROUND", "-f", file],
    whole,
  });

  test("a BOSH request may wait for longer than Prosody ever lets it, as Apache itself reads the file", () => {
    const file = join(stage().folder, "front.conf");
    const { stdout } = spawnSync("apache2", ["-t", "-D", "DUMP_CONFIG", "-f", file], { encoding: "utf8" });
    const words = stdout
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .find(([name]) => name === "ProxyPass");
    expect(words?.slice(1)).toEqual([
      "/",
      `http://127.0.0.1:${String(stage().settings.http.port)}/`,
      ...["upgrade=websocket", "nocanon", "timeout=3600", "flushpackets=on"],
    ]);
  });

  logsWithoutTokens(stage);
});
