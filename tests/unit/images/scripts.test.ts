import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";

const images = join(import.meta.dirname, "../../../images");

const scripts = readdirSync(images, { recursive: true, encoding: "utf8" })
  .filter((path) => path.includes("rootfs/usr/local/bin/") && statSync(join(images, path)).isFile())
  .sort();

test("every service has a start and a health script, and those that reload can check before", () => {
  const ofServices = scripts
    .map((path) => path.replace("/rootfs/usr/local/bin", ""))
    .filter((path) => !/^(base|packages)/.test(path));
  expect(ofServices).toEqual([
    "acme/health",
    "acme/retry",
    "acme/start",
    "alertmanager/health",
    "alertmanager/start",
    "exporters/health",
    "exporters/start",
    "jibri/finalize",
    "jibri/health",
    "jibri/start",
    "jicofo/health",
    "jicofo/start",
    "jigasi/health",
    "jigasi/start",
    "jvb/health",
    "jvb/start",
    "log-collector/health",
    "log-collector/start",
    "prometheus/health",
    "prometheus/start",
    "prosody/check",
    "prosody/health",
    "prosody/reload",
    "prosody/start",
    // A writer that refuses what its format cannot carry makes the file: there is nothing to check before.
    "turn/health",
    "turn/reload",
    "turn/start",
    "web/check",
    "web/health",
    "web/reload",
    "web/start",
  ]);
});

/** They run several programs and wait for the first that ends: `wait -n`, which only bash has. */
const bashScripts = ["exporters/rootfs/usr/local/bin/start", "jibri/rootfs/usr/local/bin/start"];

/** A recording is kept, and the rest done, whatever fails: it says so itself. */
const goesOn = ["jibri/rootfs/usr/local/bin/finalize"];

describe.each(scripts)("images/%s", (path) => {
  const file = join(images, path);

  test("may be executed by everyone, and is a plain shell's that stops at the first failure", () => {
    const lines = readFileSync(file, "utf8").split("\n");
    expect((statSync(file).mode & 0o777).toString(8)).toBe("755");
    expect(lines[0]).toBe(bashScripts.includes(path) ? "#!/bin/bash" : "#!/bin/sh");
    const first = lines.slice(1).find((line) => line !== "" && !line.startsWith("#"));
    expect(first).toBe(goesOn.includes(path) ? "set -u" : "set -eu");
  });

  test("is understood by the shell", () => {
    expect(() =>
      execFileSync(bashScripts.includes(path) ? "bash" : "sh", ["-n", file], { stdio: "pipe" }),
    ).not.toThrow();
  });
});
