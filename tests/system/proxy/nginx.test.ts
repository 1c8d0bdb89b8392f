import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "nginx-conf";
import { workerUser } from "../../unit/write/real/nginx.ts";
import { behindAProxy, logsWithoutTokens } from "./behaviour.ts";

function whole(snippet: string, folder: string, httpPort: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((use) => `${use}_temp_path ${folder}/${use};`)
    .join(" ");
  const here = snippet
    .replaceAll("/var/log/nginx", `${folder}/logs`)
    .replace("listen 80;", `listen 127.0.0.1:${String(httpPort)};`)
    .replace('listen "[::]:80";', "");
  return `${workerUser}daemon off; pid ${folder}/pid; events {} http { ${temporary}\n${here}\n}`;
}

interface Block {
  readonly name: string;
  readonly value: string;
  readonly children: Block[] | null;
}

describe("nginx in front", () => {
  const stage = behindAProxy({
    program: "nginx",
    command: "nginx",
    args: (file) => ["-e", "stderr", "-c", file],
    whole,
  });

  test("a BOSH request may wait for longer than Prosody ever lets it", async () => {
    const text = await readFile(join(stage().folder, "front.conf"), "utf8");
    const timeouts: string[] = [];
    const collect = ({ name, value, children }: Block): void => {
      if (name === "proxy_read_timeout") {
        timeouts.push(value);
      }
      children?.forEach(collect);
    };
    parse(text, (error, tree) => {
      expect(error).toBeNull();
      collect(tree as Block);
    });
    expect(timeouts).toEqual(["3600s"]);
  });

  logsWithoutTokens(stage);
});
