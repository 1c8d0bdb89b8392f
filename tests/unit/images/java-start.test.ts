import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { environmentFile } from "../../../config/render/environment.ts";

/** The start scripts of jicofo and the bridge, run by the real shell; java, keytool and ip are played. */

const images = join(import.meta.dirname, "../../../images");
const java = "printf '%s\\0' \"$@\" >ROOT/arguments\nenv -0 >ROOT/environment\n";
const keytool = "for word; do printf '%s ' \"$word\"; done >>ROOT/keytool\necho >>ROOT/keytool\n";
// Two networks: the one that leads outside has the second address.
const ip = 'echo "1.1.1.1 via 172.19.0.1 dev eth1 src 172.19.0.7 uid 1000"\n';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "java-start-"));
  ["config", "secrets", "run", "bin"].forEach((folder) => {
    mkdirSync(join(root, folder));
  });
  Object.entries({ java, keytool, ip }).forEach(([name, text]) => {
    writeFileSync(join(root, "bin", name), `#!/bin/sh\n${text.replaceAll("ROOT", root)}`);
    chmodSync(join(root, "bin", name), 0o755);
  });
  writeFileSync(join(root, "secrets/xmpp-password"), "geheim");
  writeFileSync(join(root, "config/environment"), environmentFile({ TRUST: "stack", GC: "G1" }));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Started {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

function zeroSeparated(file: string): string[] {
  return readFileSync(join(root, file), "utf8").split("\0").slice(0, -1);
}

function start(service: "jicofo" | "jvb"): Started {
  const common = readFileSync(join(images, "base-java/rootfs/usr/local/lib/stack/java"), "utf8");
  const script = readFileSync(join(images, service, "rootfs/usr/local/bin/start"), "utf8").replace(
    ". /usr/local/lib/stack/java\n",
    () => common,
  );
  const here = script.replaceAll(/(?<=[ "=])\/(config|secrets|run)\//g, `${root}/$1/`);
  const path = [join(root, "bin"), process.env["PATH"]].join(delimiter);
  execFileSync("sh", ["-c", here], { env: { PATH: path }, stdio: "pipe" });
  const environment = zeroSeparated("environment").map((line): [string, string] => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  });
  return { arguments: zeroSeparated("arguments"), environment: Object.fromEntries(environment) };
}

describe.each(["jicofo", "jvb"] as const)("the start of %s", (service) => {
  test("makes an environment variable of every secret", () => {
    writeFileSync(join(root, "secrets/sentry-dsn"), "https://key@sentry.example.org/1");
    writeFileSync(join(root, "secrets/translation-access-secret"), " a 'b' \"c\" $(d) `e` \\ ü\nf");
    expect(start(service).environment).toMatchObject({
      XMPP_PASSWORD: "geheim",
      SENTRY_DSN: "https://key@sentry.example.org/1",
      TRANSLATION_ACCESS_SECRET: " a 'b' \"c\" $(d) `e` \\ ü\nf",
    });
  });

  test("runs nothing that is in a password", () => {
    writeFileSync(join(root, "secrets/xmpp-password"), `$(touch ${root}/run/bad) ; touch ${root}/run/bad`);
    expect(start(service).environment["XMPP_PASSWORD"]).toBe(`$(touch ${root}/run/bad) ; touch ${root}/run/bad`);
    expect(() => readFileSync(join(root, "run/bad"))).toThrow("ENOENT");
  });

  test("trusts the stack's own authority only, unless it talks to servers outside, too", () => {
    const own = `-importcert -noprompt -alias stack -file ${root}/config/ca.crt -keystore ${root}/run/trust.p12 -storetype PKCS12 -storepass changeit `;
    const everybody = `-importkeystore -noprompt -srckeystore /etc/ssl/certs/java/cacerts -srcstorepass changeit -destkeystore ${root}/run/trust.p12 -deststoretype PKCS12 -deststorepass changeit `;
    start(service);
    expect(readFileSync(join(root, "keytool"), "utf8").split("\n")).toEqual([own, ""]);
    rmSync(join(root, "keytool"));
    writeFileSync(join(root, "config/environment"), environmentFile({ TRUST: "public", GC: "G1" }));
    start(service);
    expect(readFileSync(join(root, "keytool"), "utf8").split("\n")).toEqual([everybody, own, ""]);
  });

  test("ends at once without its environment or its password", () => {
    rmSync(join(root, "config/environment"));
    expect(() => start(service)).toThrow("config/environment is missing");
    writeFileSync(join(root, "config/environment"), environmentFile({ TRUST: "stack", GC: "G1" }));
    rmSync(join(root, "secrets/xmpp-password"));
    expect(() => start(service)).toThrow();
  });
});

test("the bridge runs with the garbage collector that the settings name", () => {
  writeFileSync(join(root, "config/environment"), environmentFile({ TRUST: "stack", GC: "Z" }));
  expect(start("jvb").arguments.slice(0, 3)).toEqual([
    "-XX:MaxRAMPercentage=70",
    "-XX:+UseZGC",
    `-Dconfig.file=${root}/config/jvb.conf`,
  ]);
});

test("mistake 6: with several networks, the bridge's own address is the one on the network that leads outside", () => {
  expect(start("jvb").environment["LOCAL_ADDRESS"]).toBe("172.19.0.7");
});

test("any value of a variable reaches the program as it is, whatever the shell would make of it", () => {
  const value = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0") && text.isWellFormed());
  const nasty = fc.constantFrom("'", '"', "`id`", "$HOME", "${IFS}", "$(id)", "\\", "\n", ";", "&", "#", "~", "*", " ");
  const values = fc.array(fc.oneof(value, nasty)).map((parts) => parts.join(""));
  fc.assert(
    fc.property(values, values, (environment, release) => {
      writeFileSync(
        join(root, "config/environment"),
        environmentFile({ TRUST: "stack", GC: "G1", SENTRY_ENVIRONMENT: environment, SENTRY_RELEASE: release }),
      );
      expect(start("jicofo").environment).toMatchObject({
        SENTRY_ENVIRONMENT: environment,
        SENTRY_RELEASE: release,
        XMPP_PASSWORD: "geheim",
      });
    }),
    { numRuns: 40 },
  );
});

test("a variable's name is none that could be anything else", () => {
  expect(() => environmentFile({ "A=1;B": "x" })).toThrow('not the name of an environment variable: "A=1;B"');
});
