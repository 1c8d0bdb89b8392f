import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { VariableRule } from "../../../config/env/answer.ts";
import { catalogue } from "../../../config/env/catalogue.ts";
import { variableRules } from "../../../config/env/rules.ts";
import { importEnv, importVariables, parseEnvFile } from "../../../config/env-file.ts";
import { registry } from "../../../config/registry.ts";

const answerTo = (text: string) => importEnv(text)[0];
const setTo = (setting: string, value: unknown, reason: string | null = null, answer = "setting") => ({
  answer,
  setting,
  value,
  reason,
});

describe("a variable with a setting", () => {
  it.each([
    ["HTTP_PORT=8080", setTo("http.port", 8080)],
    ["ENABLE_HTTP_REDIRECT=1", setTo("http.redirect", true)],
    ["ENABLE_P2P=false", setTo("web.peerToPeer.enabled", false)],
    ["ENABLE_P2P=0", setTo("web.peerToPeer.enabled", false)],
    ['ENABLE_P2P="1"', setTo("web.peerToPeer.enabled", true)],
    ["export ENABLE_P2P='TRUE' # yes", setTo("web.peerToPeer.enabled", true)],
    ["\uFEFFENABLE_P2P=on\r\n", setTo("web.peerToPeer.enabled", true)],
    ["ENABLE_P2P=yes", setTo("web.peerToPeer.enabled", true)],
    [
      "ENABLE_P2P=off",
      setTo("web.peerToPeer.enabled", false, "off means false here; docker-jitsi-meet reads it as true"),
    ],
    ["JVB_ADVERTISE_IPS= 192.0.2.1, 2001:db8::1 ,", setTo("bridge.advertiseIps", ["192.0.2.1", "2001:db8::1"])],
    [
      "DOCKER_HOST_ADDRESS=192.0.2.1",
      setTo("bridge.advertiseIps", ["192.0.2.1"], "the old name of JVB_ADVERTISE_IPS", "translated"),
    ],
    ["PUBLIC_URL=https://meet.example.org/", setTo("general.publicUrl", "https://meet.example.org")],
    [
      "PUBLIC_URL=meet.example.org:8443",
      setTo(
        "general.publicUrl",
        "https://meet.example.org:8443",
        "had no scheme: https, as in docker-jitsi-meet",
        "translated",
      ),
    ],
    ["JVB_AUTH_PASSWORD='pa$s #word'", setTo("secrets.jvbPassword", "[secret]")],
  ])("%s is converted", (line, expected) => {
    expect(answerTo(line)).toMatchObject(expected);
  });

  it.each([
    ["HTTP_PORT=eighty", "eighty", "must be a whole number"],
    ["HTTP_PORT=70000", "70000", "must be 1 to 65535"],
    ["ENABLE_P2P=2", "2", "must be true or false"],
    [
      "JVB_ADVERTISE_IPS=192.0.2.1,meet.example.org",
      "192.0.2.1,meet.example.org",
      "meet.example.org: must be an IPv4 or IPv6 address",
    ],
    [
      "JVB_ADVERTISE_IPS=192.0.2.1#10000",
      "192.0.2.1#10000",
      "192.0.2.1#10000 names a port. A bridge's port is the same outside and inside here: write the address alone, and the port as JVB_PORT",
    ],
    ["TZ=Europe / Berlin", "Europe / Berlin", "must be a time zone such as UTC or Europe/Berlin"],
    ['JVB_AUTH_PASSWORD="two\\nlines"', "[secret]", "must be one line"],
    [
      "JVB_AUTH_PASSWORD=pa$sword",
      "[secret]",
      "holds a $ that stands for a variable which the file does not set before. Where a $ is meant, put the value in single quotes",
    ],
    ["XMPP_DOMAIN", null, "has no value: Docker Compose would take it from the shell"],
  ])("%s is refused with the reason", (line, value, reason) => {
    expect(answerTo(line)).toMatchObject({ answer: "refused", setting: null, value, reason });
  });

  it("is refused without the user and password of a URL", () => {
    expect(answerTo("PUBLIC_URL=https://u:hunter2@meet.example.org")).toMatchObject({
      answer: "refused",
      value: "https://[secret]@meet.example.org",
    });
  });

  it("is unset where it is empty", () => {
    expect(answerTo('HTTP_PORT=""')).toMatchObject({
      answer: "ignored",
      setting: null,
      value: null,
      reason: "empty, which is as good as unset",
    });
  });

  it("counts once, with the last value", () => {
    expect(importEnv("HTTP_PORT=1\nTZ=UTC\nHTTP_PORT=2")).toEqual([
      {
        variable: "HTTP_PORT",
        answer: "setting",
        setting: "http.port",
        value: 2,
        reason: "set on lines 1, 3: the last one counts",
      },
      { variable: "TZ", answer: "setting", setting: "general.timezone", value: "UTC", reason: null },
    ]);
  });

  it("gives way to its newer name, unless that is empty", () => {
    expect(importEnv("DOCKER_HOST_ADDRESS=192.0.2.2\nJVB_ADVERTISE_IPS=192.0.2.1")[0]).toMatchObject({
      answer: "ignored",
      reason: "JVB_ADVERTISE_IPS is set, which wins",
    });
    expect(importEnv("DOCKER_HOST_ADDRESS=192.0.2.2\nJVB_ADVERTISE_IPS=")[0]).toMatchObject({
      answer: "translated",
      value: ["192.0.2.2"],
    });
  });
});

describe("a variable of the machine, of Docker Compose or of another program", () => {
  const ownImages = "images are built here; images.versions names the packages in them";
  const hosted = "8x8's own service (JaaS) is no part of a stack of one's own. Remove the line";

  it.each([
    ["JITSI_RELEASE=unstable", "translated", "images.suite", "unstable", "the suite of Jitsi's Debian repository"],
    ["JITSI_RELEASE=nightly", "refused", null, "nightly", "must be one of stable, unstable"],
    ["JITSI_IMAGE_VERSION=stable-9753", "ignored", null, null, ownImages],
    ["RESTART_POLICY=always", "ignored", null, null, "every service restarts unless it is stopped"],
    ["COMPOSE_FILE=docker-compose.yml", "ignored", null, null, "for Docker Compose, which is not used here"],
    ["JICOFO_OPTS=--x", "ignored", null, null, "belongs to the start scripts of the Debian packages, which are not used here"],
    ["JAAS_APP_ID=vpaas-magic-cookie-x", "refused", null, "vpaas-magic-cookie-x", hosted],
    ["ENABLE_JAAS_COMPONENTS=1", "refused", null, "1", hosted],
    ["ENABLE_JAAS_COMPONENTS=0", "ignored", null, null, "off, as in every stack here"],
    ["MODULES_GLOBAUX=x", "ignored", null, null, "a translated name in a handbook that nothing reads: the variable is GLOBAL_MODULES"],
    ["HTTP_PROT=80", "unsupported", null, null, "no variable of docker-jitsi-meet that is known here. Did you mean HTTP_PORT?"],
    ["XYZZY_PLUGH_FROTZ=80", "unsupported", null, null, "no variable of docker-jitsi-meet that is known here."],
  ])("%s is answered", (text, answer, setting, value, reason) => {
    expect(answerTo(text)).toEqual({ variable: text.split("=")[0], answer, setting, value, reason });
  }); // prettier-ignore
});

describe("a private key", () => {
  const pem = "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n";
  const escaped = pem.replaceAll("\n", "\\n");

  it.each([
    ["in double quotes, with \\n for the line ends", `"${escaped}"`],
    ["in single quotes, with \\n for the line ends", `'${escaped}'`],
    ["without quotes, with \\n for the line ends", escaped],
    ["in quotes over several lines", `"${pem}"`],
  ])("comes through %s", (_, text) => {
    expect(importVariables(`GC_PRIVATE_KEY=${text}`)[0]?.values.get("secrets.googlePrivateKey")).toBe(pem);
  });
});

/** A file with variables that rules of the test's own answer. */
const withRules = (text: string, rules: Readonly<Record<string, VariableRule>>) => importVariables(text, rules);
const sets = (setting: string, value: unknown, also: Readonly<Record<string, unknown>> = {}): VariableRule => ({
  answer: "translated",
  reason: "of the test",
  decide: () => ({ answer: "translated", setting, value, also, reason: "of the test" }),
});

describe("a variable that sets several settings", () => {
  const rules = { BOTH: sets("http.port", 8080, { "secrets.jvbPassword": "hunter2" }) };

  it("is answered with all of them, secrets hidden", () => {
    const [only] = withRules("BOTH=1", rules);
    expect(only?.answer).toEqual({
      variable: "BOTH",
      answer: "translated",
      setting: "http.port, secrets.jvbPassword",
      value: { "http.port": 8080, "secrets.jvbPassword": "[secret]" },
      reason: "of the test",
    });
    expect([...(only?.values ?? [])]).toEqual([
      ["http.port", 8080],
      ["secrets.jvbPassword", "hunter2"],
    ]);
  });

  it("sets none of them where one is wrong", () => {
    const [only] = withRules("BOTH=1", { BOTH: sets("http.port", 8080, { "tls.port": 0 }) });
    expect(only?.answer).toMatchObject({ answer: "refused", setting: null, reason: "must be 1 to 65535" });
    expect(only?.values.size).toBe(0);
  });
});

describe("variables that set the same setting", () => {
  const rules = {
    ONE: sets("http.port", 1001),
    SAME: sets("http.port", 1001),
    OTHER: sets("tls.port", 8443, { "http.port": 1002 }),
    KEY: sets("secrets.jvbPassword", "hunter2"),
    KEY_TOO: sets("secrets.jvbPassword", "hunter3"),
  };

  it("are taken where they agree", () => {
    expect(withRules("ONE=1\nSAME=1", rules).map(({ answer }) => answer.answer)).toEqual(["translated", "translated"]);
  });

  it("are all refused where they do not, each with the names of the others, and the rest is taken", () => {
    const answers = withRules("ONE=a\nHTTPS_PORT=8443\nSAME=b\nOTHER=c", rules).map(({ answer }) => answer);
    expect(answers.map(({ variable, answer, reason }) => [variable, answer, reason])).toEqual([
      ["ONE", "refused", "sets http.port, and so do SAME and OTHER, to another value. Keep one of them"],
      ["HTTPS_PORT", "setting", null],
      ["SAME", "refused", "sets http.port, and so do ONE and OTHER, to another value. Keep one of them"],
      ["OTHER", "refused", "sets http.port, and so do ONE and SAME, to another value. Keep one of them"],
    ]);
  });

  it("do not show a secret when they disagree", () => {
    const imported = withRules("KEY=hunter2\nKEY_TOO=hunter3", rules);
    expect(JSON.stringify(imported.map(({ answer }) => answer))).not.toMatch(/hunter/);
    expect(imported.map(({ values }) => values.size)).toEqual([0, 0]);
  });
});

describe("any file", () => {
  const names = [...Object.keys(variableRules()), ...registry().flatMap(({ env }) => env)];
  const line = fc.tuple(
    fc.oneof(fc.constantFrom(...names), fc.stringMatching(/^[A-Z_]{1,12}$/)),
    fc.oneof(fc.string(), fc.constantFrom("0", "1", "internal")),
  );

  it("is answered once for each variable, and never fails", () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map(([name, value]) => `${name}=${value}`).join("\n");
        expect(importEnv(text).map(({ variable }) => variable)).toEqual(parseEnvFile(text).map(({ name }) => name));
      }),
      { numRuns: 300 },
    );
  });

  it("shows no secret's value", () => {
    const marker = "hunter2-marker";
    const secrets = catalogue()
      .filter(({ variable, setting }) => setting?.includes("secrets.") || /PASSW|SECRET|BINDPW|DSN/.test(variable))
      .map(({ variable }) => variable);
    const wrappings = ["MARK", "'MARK'", '"MARK\\n"', "$MARK", "MARK$x", "'MARK", "MARK #"];
    for (const name of secrets) {
      for (const wrapping of wrappings) {
        expect(JSON.stringify(importEnv(`${name}=${wrapping.replace("MARK", marker)}`))).not.toContain(marker);
      }
    }
    expect(secrets.length).toBeGreaterThan(10);
  });
});
