import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { stringify, parse as parseYaml } from "yaml";
import { runProgram } from "../../../cli/program.ts";
import { proxySnippet } from "../../../config/render/proxy-snippets/index.ts";
import { proxyProblems } from "../../../config/render/proxy-snippets/problems.ts";
import { apache, apacheDirective, apacheSection } from "../../../config/write/apache.ts";
import { caddy, caddyDirective } from "../../../config/write/caddy.ts";
import { settingsOf } from "./variants.ts";

/** What is printed for proxies in front. nginx's and Apache's are run in tests/system/proxy. */

const behind = {
  general: { publicUrl: "https://meet.example.org:8443" },
  http: { port: 8080, listenAddress: "127.0.0.1", trustedProxies: ["172.16.0.0/12"] },
  tls: { mode: "off" },
};

async function run(input: object, program: string): Promise<{ code: number; out: string; err: string }> {
  const file = join(mkdtempSync(join(tmpdir(), "cli-")), "settings.yaml");
  writeFileSync(file, stringify(input));
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runProgram(["proxy-snippet", program, "--settings", file], {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("./jitsi proxy-snippet", () => {
  test.each(["nginx", "apache", "caddy", "traefik"] as const)("prints the configuration for %s", async (program) => {
    const { code, out, err } = await run({ ...behind, bridge: { advertiseIps: ["192.0.2.1"] } }, program);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(`${out}\n`).toBe(proxySnippet(program, settingsOf(behind)));
  });

  test("refuses a stack that is not set up for a proxy, with the commands that change that", async () => {
    expect(proxyProblems(settingsOf()).map(({ path, fix }) => [path, fix])).toEqual([
      ["general.publicUrl", "pulumi config set --path general.publicUrl https://meet.example.org"],
      ["tls.mode", "pulumi config set --path tls.mode off"],
      [
        "http.trustedProxies",
        "pulumi config rm --path http.trustedProxies && pulumi config set --path 'http.trustedProxies[0]' 172.16.0.0/12 && pulumi config set --path 'http.trustedProxies[1]' 192.168.0.0/16",
      ],
    ]);
    expect(proxyProblems(settingsOf(behind))).toEqual([]);
    const { code, out, err } = await run({ general: {} }, "nginx");
    expect({ code, out, first: err.split("\n")[0] }).toEqual({
      code: 1,
      out: "",
      first: "3 problems in the settings. Nothing was changed.",
    });
  });

  test.each([["haproxy"], ["nginx", "--stack", "a", "--settings", "b"]])("wrong usage ends with 2", async (...args) => {
    const nothing = (): void => undefined;
    expect(await runProgram(["proxy-snippet", ...args], { out: nothing, err: nothing })).toBe(2);
  });
});

describe("Traefik's file", () => {
  const file = (input: object): unknown => parseYaml(proxySnippet("traefik", settingsOf(input)));

  test("routes the host to the stack, over TLS, without holding answers back", () => {
    expect(file(behind)).toEqual({
      http: {
        routers: {
          "jitsi-meet": {
            rule: "Host(`meet.example.org`)",
            entryPoints: ["websecure"],
            service: "jitsi-meet",
            middlewares: ["jitsi-meet"],
            tls: { certResolver: "letsencrypt", options: "jitsi-meet" },
          },
        },
        services: {
          "jitsi-meet": {
            loadBalancer: {
              passHostHeader: true,
              servers: [{ url: "http://127.0.0.1:8080" }],
              responseForwarding: { flushInterval: "-1" },
            },
          },
        },
        middlewares: {
          "jitsi-meet": {
            headers: { customResponseHeaders: { "Strict-Transport-Security": "max-age=63072000" } },
          },
        },
      },
      tls: { options: { "jitsi-meet": { minVersion: "VersionTLS12" } } },
    });
  });

  test("names the settings of Traefik itself, which let a BOSH request wait", () => {
    const comment = proxySnippet("traefik", settingsOf(behind))
      .split("\n")
      .filter((line) => line.startsWith("# "))
      .map((line) => line.slice(2));
    const own = comment.slice(
      comment.indexOf("entryPoints:"),
      comment.findIndex((line) => line.startsWith("The stack")),
    );
    expect(parseYaml(own.join("\n"))).toMatchObject({
      entryPoints: { websecure: { address: ":8443", transport: { respondingTimeouts: { readTimeout: 0 } } } },
    });
  });
});

describe("values in Apache's and Caddy's files", () => {
  test("are quoted where they must be, and refused where the program would read more into them", () => {
    expect(apache([apacheSection("VirtualHost", "*:443", [apacheDirective("Header", 'a "b" \\ c', 1)])])).toBe(
      '<VirtualHost *:443>\n  Header "a \\"b\\" \\\\ c" 1\n</VirtualHost>\n',
    );
    expect(caddy([caddyDirective(["header", 'a "b"'], [caddyDirective(["x", -1])])])).toBe(
      'header "a \\"b\\"" {\n\tx -1\n}\n',
    );
    for (const wrong of ["a\nb", "${HOME}", "\0"]) {
      expect(() => apache([apacheDirective("Header", wrong)])).toThrow("Apache cannot carry");
    }
    for (const wrong of ["a\nb", "{env.HOME}", "a\\"]) {
      expect(() => caddy([caddyDirective(["header", wrong])])).toThrow("A Caddyfile cannot carry");
    }
  });

  test("never begin a line of their own, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        for (const write of [
          () => apache([apacheDirective("Name", value), { comment: value }]),
          () => caddy([caddyDirective(["name", value]), { comment: value }]),
        ]) {
          let text = "Name x\n";
          try {
            text = write();
          } catch {
            // Refused.
          }
          const [first = "", ...rest] = text.trimEnd().split("\n");
          expect(first).toMatch(/^[Nn]ame /);
          expect(rest.filter((line) => !line.startsWith("#"))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
