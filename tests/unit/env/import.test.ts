import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { variableRules } from "../../../config/env/rules.ts";
import { importEnv, importVariables, parseEnvFile } from "../../../config/env-file.ts";
import { parseSettings } from "../../../config/parse.ts";
import { allSettings, registry } from "../../../config/registry.ts";

const sample = (name: string) => readFileSync(join(import.meta.dirname, "samples", name), "utf8");
const answerTo = (text: string) => importEnv(text)[0];
const setTo = (setting: string, value: unknown, reason: string | null = null, answer = "setting") => ({
  answer,
  setting,
  value,
  reason,
});

/** Raw settings that an import makes. */
function rawOf(text: string): Record<string, Record<string, unknown>> {
  const groups: Record<string, Record<string, unknown>> = { images: { packages: "rehearsal" } };
  for (const { answer, value } of importVariables(text)) {
    const [group, key] = answer.setting?.split(".") ?? [];
    if (group !== undefined && key !== undefined) {
      groups[group] = { ...groups[group], [key]: value };
    }
  }
  return groups;
}

describe("the quick start's file", () => {
  it("is answered line by line", () => {
    expect(importEnv(sample("quickstart.env"))).toEqual([
      {
        variable: "CONFIG",
        answer: "ignored",
        setting: null,
        value: null,
        reason: "there is no configuration folder: files are made from the settings and live in Docker volumes",
      },
      { variable: "HTTP_PORT", answer: "setting", setting: "http.port", value: 8000, reason: null },
      { variable: "HTTPS_PORT", answer: "setting", setting: "tls.port", value: 8443, reason: null },
      { variable: "TZ", answer: "setting", setting: "general.timezone", value: "UTC", reason: null },
      {
        variable: "PUBLIC_URL",
        answer: "setting",
        setting: "general.publicUrl",
        value: "https://localhost:8443",
        reason: null,
      },
      {
        variable: "JVB_ADVERTISE_IPS",
        answer: "setting",
        setting: "bridge.advertiseIps",
        value: ["127.0.0.1"],
        reason: null,
      },
      {
        variable: "JICOFO_AUTH_PASSWORD",
        answer: "setting",
        setting: "secrets.jicofoPassword",
        value: "[secret]",
        reason: null,
      },
      {
        variable: "JVB_AUTH_PASSWORD",
        answer: "setting",
        setting: "secrets.jvbPassword",
        value: "[secret]",
        reason: null,
      },
      {
        variable: "JIGASI_XMPP_PASSWORD",
        answer: "unsupported",
        setting: null,
        value: null,
        reason: "telephony (jigasi) is not yet supported",
      },
      {
        variable: "JIBRI_RECORDER_PASSWORD",
        answer: "unsupported",
        setting: null,
        value: null,
        reason: "recording is not yet supported",
      },
      {
        variable: "JIBRI_XMPP_PASSWORD",
        answer: "unsupported",
        setting: null,
        value: null,
        reason: "recording is not yet supported",
      },
    ]);
  });

  it("makes a stack that validates, with its passwords", () => {
    const { settings, secrets } = parseSettings(rawOf(sample("quickstart.env")));
    expect(settings.general.publicUrl).toBe("https://localhost:8443");
    expect(secrets).toEqual({
      jicofoPassword: "86ae422edd4a253b7ea43c3248083370",
      jvbPassword: "d4379f95a9de5e85a554cb7567fafb07",
      users: {},
    });
  });
});

describe("the handbook's file", () => {
  const answers = importEnv(sample("handbook-2024.env"));

  it("has each of its 148 lines answered once", () => {
    const names = parseEnvFile(sample("handbook-2024.env")).map(({ name }) => name);
    expect(names).toHaveLength(148);
    expect(answers.map(({ variable }) => variable)).toEqual(names);
  });

  it("is known in full, and nothing in it is refused", () => {
    const known = new Set([...Object.keys(variableRules()), ...registry().flatMap(({ env }) => env)]);
    expect(answers.filter(({ variable }) => !known.has(variable))).toEqual([]);
    expect(answers.filter(({ answer }) => answer === "refused")).toEqual([]);
  });

  it("makes a stack that validates", () => {
    expect(parseSettings(rawOf(sample("handbook-2024.env"))).settings.auth).toEqual({
      type: "internal",
      guests: true,
      users: [],
    });
  });

  it("has a reason where a line sets nothing", () => {
    expect(answers.filter(({ setting, reason }) => setting === null && !reason)).toEqual([]);
  });
});

describe("a variable with a setting", () => {
  it.each([
    ["HTTP_PORT=8080", setTo("http.port", 8080)],
    ["ENABLE_HTTP_REDIRECT=1", setTo("http.redirect", true)],
    ["ENABLE_P2P=false", setTo("web.peerToPeer", false)],
    ["ENABLE_P2P=yes", setTo("web.peerToPeer", true)],
    ["ENABLE_P2P=off", setTo("web.peerToPeer", false, "off means false here; docker-jitsi-meet reads it as true")],
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

describe("a variable without a setting of its own", () => {
  it.each([
    ["ENABLE_AUTH=1", "translated", "auth.type", "internal"],
    ["ENABLE_AUTH=0", "translated", "auth.type", "none"],
    ["AUTH_TYPE=internal\nENABLE_AUTH=1", "translated", "auth.type", "internal"],
    ["AUTH_TYPE=internal", "ignored", null, null],
    ["AUTH_TYPE=ldap\nENABLE_AUTH=1", "unsupported", null, null],
    ["ENABLE_AUTH=1\nAUTH_TYPE=jwt", "translated", "auth.type", "internal"],
    ["ENABLE_AUTH=perhaps", "refused", null, "perhaps"],
    ["ENABLE_GUESTS=1\nENABLE_AUTH=1", "setting", "auth.guests", true],
    ["ENABLE_GUESTS=1", "ignored", null, null],
    ["PROSODY_AUTH_TYPE=internal", "ignored", null, null],
    ["PROSODY_AUTH_TYPE=ldap", "refused", null, "ldap"],
    ["JICOFO_ENABLE_AUTH=true\nENABLE_AUTH=1", "ignored", null, null],
    ["JICOFO_ENABLE_AUTH=1", "refused", null, "1"],
    ["DISABLE_HTTPS=1", "translated", "tls.mode", "off"],
    ["DISABLE_HTTPS=0", "ignored", null, null],
    ["ENABLE_LETSENCRYPT=1", "unsupported", null, null],
    ["ENABLE_LETSENCRYPT=0", "ignored", null, null],
    ["JVB_DISABLE_STUN=true", "translated", "bridge.stunServers", []],
    ["JVB_STUN_SERVERS=stun.example.org:3478\nJVB_DISABLE_STUN=1", "ignored", null, null],
    [
      "JVB_STUN_SERVERS=stun.example.org:3478\nJVB_DISABLE_STUN=0",
      "setting",
      "bridge.stunServers",
      ["stun.example.org:3478"],
    ],
    ["GLOBAL_CONFIG=a = 1;\\nb = 2;", "translated", "xmpp.extraConfig", "a = 1;\nb = 2;"],
    ["JITSI_RELEASE=unstable", "translated", "images.suite", "unstable"],
    ["JICOFO_AUTH_USER=focus", "ignored", null, null],
    ["JICOFO_AUTH_USER=other", "refused", null, "other"],
    ["CONFIG=~/.jitsi-meet-cfg", "ignored", null, null],
    ["JIBRI_XMPP_PASSWORD=hunter2", "unsupported", null, null],
    ["HTTP_PROT=80", "unsupported", null, null],
  ])("%s is answered", (text, answer, setting, value) => {
    expect(answerTo(text)).toMatchObject({ answer, setting, value });
  });

  it("may be a mistyped one", () => {
    expect(answerTo("HTTP_PROT=80")?.reason).toBe(
      "no variable of docker-jitsi-meet that is known here. Did you mean HTTP_PORT?",
    );
  });
});

describe("the table of variables", () => {
  it("says of each rule without a setting what the answer is, and why", () => {
    const withSetting = new Set(registry().flatMap(({ env }) => env));
    const silent = Object.entries(variableRules()).filter(
      ([name, { answer }]) => (answer === undefined) !== withSetting.has(name),
    );
    expect(silent).toEqual([]);
    expect(Object.values(variableRules()).filter(({ reason }) => reason === "")).toEqual([]);
  });

  it("only names settings that exist", () => {
    const paths = new Set(allSettings().map(({ path }) => path));
    const lines = Object.keys(variableRules()).flatMap((name) =>
      ["0", "1", "internal", "stable", "x"].map((value) => `${name}=${value}`),
    );
    const named = lines.flatMap((line) => importEnv(`${line}\nENABLE_AUTH=1`)).map(({ setting }) => setting);
    expect(named.filter((setting) => setting !== null && !paths.has(setting))).toEqual([]);
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
    const secrets = names.filter((name) => /PASSW|SECRET|BINDPW|CREDENTIALS|DSN/.test(name));
    const wrappings = ["MARK", "'MARK'", '"MARK\\n"', "$MARK", "MARK$x", "'MARK", "MARK #"];
    for (const name of secrets) {
      for (const wrapping of wrappings) {
        expect(JSON.stringify(importEnv(`${name}=${wrapping.replace("MARK", marker)}`))).not.toContain(marker);
      }
    }
    expect(secrets.length).toBeGreaterThan(10);
  });
});
