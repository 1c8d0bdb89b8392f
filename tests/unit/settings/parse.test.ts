import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { encrypted } from "../../../config/encrypted.ts";
import { checkSettings, parseSettings, SettingsError } from "../../../config/parse.ts";
import { allSettings } from "../../../config/registry.ts";
import { schema } from "../../../config/settings/index.ts";
import { problemsOf, raw } from "./helpers.ts";

describe("settings that are right", () => {
  it("are what the schema makes of them, with secrets apart", () => {
    const given = raw({
      http: { port: 80 },
      auth: { type: "internal", users: ["alice"] },
      secrets: { users: { alice: "x" } },
    });
    const { secrets, ...settings } = schema.parse(given);
    expect(parseSettings(given)).toEqual({ settings, secrets });
  });

  it("need no group at all but the packages' versions", () => {
    expect(parseSettings(raw()).settings.general.environment).toBe("development");
  });

  it("cannot be changed, however deep", () => {
    const { settings, secrets } = parseSettings(raw({ bridge: { advertiseIps: ["192.0.2.1"] } }));
    const parts: unknown[] = [
      settings,
      secrets,
      settings.bridge,
      settings.bridge.advertiseIps,
      settings.images.versions,
      secrets.users,
    ];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it("may hold encrypted secrets, which nobody looks at", () => {
    const { problems } = checkSettings(
      raw({ auth: { users: ["a.b"] }, secrets: { jvbPassword: encrypted, users: { "a.b": encrypted } } }),
    );
    expect(problems).toEqual([]);
  });
});

describe("a wrong value", () => {
  it.each([
    [
      "a word for a boolean",
      { http: { redirect: "yes" } },
      "http.redirect",
      "yes",
      "must be true or false, and this is text: in the file it stands without quotes",
      "pulumi config set --path http.redirect true",
    ],
    [
      "a number in quotes",
      { http: { port: "8080" } },
      "http.port",
      "8080",
      "must be a whole number, and this is text: in the file it stands without quotes",
      "pulumi config set --path http.port 8080",
    ],
    [
      "a number too large",
      { tls: { port: 70000 } },
      "tls.port",
      70000,
      "must be 1 to 65535",
      "pulumi config set --path tls.port 65535",
    ],
    [
      "a number too small",
      { bridge: { memory: 12 } },
      "bridge.memory",
      12,
      "must be at least 512 MiB",
      "pulumi config set --path bridge.memory 512",
    ],
    [
      "a number out of an unworded range",
      { bridge: { count: 500 } },
      "bridge.count",
      500,
      "must be an integer 1..200",
      "pulumi config set --path bridge.count 200",
    ],
    [
      "a mistyped option",
      { auth: { type: "intenral" } },
      "auth.type",
      "intenral",
      "must be one of none, internal",
      "pulumi config set --path auth.type internal",
    ],
    [
      "an option that does not exist",
      { auth: { type: "jwt" } },
      "auth.type",
      "jwt",
      "must be one of none, internal",
      "pulumi config set --path auth.type internal",
    ],
    [
      "off read as false",
      { tls: { mode: false } },
      "tls.mode",
      false,
      "must be one of self-signed, custom, off",
      "pulumi config set --path tls.mode off",
    ],
    [
      "a URL without a scheme",
      { general: { publicUrl: "meet.example.org" } },
      "general.publicUrl",
      "meet.example.org",
      "must be an http(s) URL such as https://meet.example.org",
      "pulumi config set --path general.publicUrl https://meet.example.org",
    ],
    [
      "a URL with a path",
      { general: { publicUrl: "https://meet.example.org/jitsi" } },
      "general.publicUrl",
      "https://meet.example.org/jitsi",
      "must be scheme, host and port only: Jitsi Meet does not work below a path",
      "pulumi config set --path general.publicUrl https://meet.example.org",
    ],
    [
      "capitals in a domain",
      { xmpp: { domain: "Meet.Jitsi" } },
      "xmpp.domain",
      "Meet.Jitsi",
      "must be a host name in lower case, such as meet.example.org",
      "pulumi config set --path xmpp.domain meet.jitsi",
    ],
    [
      "a number for a text",
      { web: { extraConfig: 5 } },
      "web.extraConfig",
      5,
      "must be text",
      "pulumi config set --path --type string web.extraConfig 5",
    ],
    [
      "a text for a list",
      { bridge: { advertiseIps: "192.0.2.1, 192.0.2.2" } },
      "bridge.advertiseIps",
      "192.0.2.1, 192.0.2.2",
      "must be a list of IP addresses",
      "pulumi config rm --path bridge.advertiseIps && pulumi config set --path 'bridge.advertiseIps[0]' 192.0.2.1 && pulumi config set --path 'bridge.advertiseIps[1]' 192.0.2.2",
    ],
    [
      "a host name among addresses",
      { bridge: { advertiseIps: ["192.0.2.1", "meet.example.org"] } },
      "bridge.advertiseIps[1]",
      "meet.example.org",
      "must be an IPv4 or IPv6 address",
      "pulumi config rm --path 'bridge.advertiseIps[1]'",
    ],
    [
      "a text that nothing is near to",
      { xmpp: { mucDomain: "a b" } },
      "xmpp.mucDomain",
      "a b",
      "must be a host name in lower case, such as meet.example.org",
      "pulumi config rm --path xmpp.mucDomain",
    ],
    [
      "nothing",
      { http: { port: null } },
      "http.port",
      null,
      "must be a whole number",
      "pulumi config rm --path http.port",
    ],
    [
      "a certificate that is none",
      { tls: { certificate: "x" } },
      "tls.certificate",
      "x",
      "must be the certificate chain as PEM text",
      "pulumi config set --plaintext --path tls.certificate < fullchain.pem",
    ],
    ["a group that is none", { http: 8000 }, "http", 8000, "must be a group of settings", "pulumi config rm http"],
  ])("%s is reported with its reason and a command", (_, groups, path, value, reason, fix) => {
    expect(problemsOf(raw(groups))).toEqual([{ path, value, reason, fix }]);
  });
});

describe("an unknown name", () => {
  it.each([
    [
      "a mistyped group",
      { htpp: { port: 80 } },
      "htpp",
      "is no group of settings. Did you mean http?",
      "pulumi config rm htpp",
    ],
    [
      "a group like no other",
      { recordings: {} },
      "recordings",
      "is no group of settings. The groups are general, http, tls, web, auth, xmpp, bridge, focus, images, secrets.",
      "pulumi config rm recordings",
    ],
    [
      "a mistyped key",
      { auth: { tpye: "internal" } },
      "auth.tpye",
      "is no setting. Did you mean auth.type?",
      "pulumi config rm --path auth.tpye && pulumi config set --path auth.type internal",
    ],
    [
      "a mistyped key with a value that does not fit",
      { auth: { tpye: "jwt" } },
      "auth.tpye",
      "is no setting. Did you mean auth.type?",
      "pulumi config rm --path auth.tpye",
    ],
    [
      "a key of another group",
      { web: { publicUrl: "https://meet.example.org" } },
      "web.publicUrl",
      "is no setting. Did you mean general.publicUrl?",
      "pulumi config rm --path web.publicUrl && pulumi config set --path general.publicUrl https://meet.example.org",
    ],
    [
      "a secret outside the secrets",
      { xmpp: { jvbPassword: "hunter2" } },
      "xmpp.jvbPassword",
      "is no setting. Did you mean secrets.jvbPassword?",
      "pulumi config rm --path xmpp.jvbPassword && pulumi config set --secret --path secrets.jvbPassword",
    ],
    [
      "a mistyped secret",
      { secrets: { jvbPasword: "hunter2" } },
      "secrets.jvbPasword",
      "is no setting. Did you mean secrets.jvbPassword?",
      "pulumi config rm --path secrets.jvbPasword && pulumi config set --secret --path secrets.jvbPassword",
    ],
    [
      "a variable of docker-jitsi-meet",
      { http: { HTTPS_PORT: 443 } },
      "http.HTTPS_PORT",
      "is no setting. Did you mean tls.port?",
      "pulumi config rm --path http.HTTPS_PORT && pulumi config set --path tls.port 443",
    ],
    [
      "a variable in place of a group",
      { HTTP_PORT: 8080 },
      "HTTP_PORT",
      "is no setting. Did you mean http.port?",
      "pulumi config rm HTTP_PORT && pulumi config set --path http.port 8080",
    ],
    [
      "a path that was set without --path",
      { "http.port": 8080 },
      "http.port",
      "was set without --path, so it is no setting.",
      "pulumi config rm http.port && pulumi config set --path http.port 8080",
    ],
    [
      "a mistyped package",
      { images: { versions: { jicoffo: "1.0" } } },
      "images.versions.jicoffo",
      "is no setting. Did you mean jicofo?",
      "pulumi config rm --path images.versions.jicoffo && pulumi config set --path images.versions.jicofo 1.0",
    ],
    [
      "a name like no other",
      { web: { "a b": 1 } },
      'web["a b"]',
      "is no setting.",
      "pulumi config rm --path 'web[\"a b\"]'",
    ],
  ])("%s is reported with what was meant", (_, groups, path, reason, fix) => {
    expect(problemsOf(raw(groups))).toEqual([{ path, reason, fix }]);
  });
});

describe("the report", () => {
  it("holds every problem at once, values and rules alike", () => {
    const problems = problemsOf({
      htpp: {},
      http: { port: 70000, redirect: "on" },
      auth: { users: ["alice"], guests: true },
      xmpp: { mucDomain: "rooms.example.org" },
      secrets: { users: { bob: "x" } },
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "htpp",
      "http.port",
      "http.redirect",
      "secrets.users.alice",
      "secrets.users.bob",
      "auth.guests",
      "xmpp.mucDomain",
      "images.versions.jicofo",
      "images.versions.jitsi-videobridge2",
      "images.versions.jitsi-meet-web",
      "images.versions.jitsi-meet-prosody",
    ]);
  });

  it("is one text for people", () => {
    const problems = problemsOf(raw({ http: { port: 70000 }, auth: { tpye: "x" } }));
    expect(new SettingsError(problems).message).toBe(`2 problems in the settings. Nothing was changed.

  http.port = 70000: must be 1 to 65535
    fix: pulumi config set --path http.port 65535
  auth.tpye: is no setting. Did you mean auth.type?
    fix: pulumi config rm --path auth.tpye

Where the pulumi command is not installed, \`npm run pulumi -- config ...\` does the same. docs/reference.md lists every setting.`);
  });

  it("cuts long values short", () => {
    const { message } = new SettingsError([{ path: "a.b", value: "x".repeat(500), reason: "is long", fix: "cut it" }]);
    expect(message.split("\n")[2]).toBe(`  a.b = "${"x".repeat(59)}...: is long`);
  });

  it("never holds a secret's value, wherever it stands", () => {
    const marker = "hunter2-marker";
    const anywhere = fc.oneof(
      fc.constant(marker),
      fc.constant([marker]),
      fc.constant({ [marker.slice(0, 3)]: marker }),
      fc.constant(`${marker}\n`),
      fc.constant(`-----BEGIN PRIVATE KEY-----\n${marker}\n-----END PRIVATE KEY-----`),
    );
    const keys = fc.constantFrom("jicofoPassword", "jvbPassword", "users", "tlsKey", "jvbPasswort", "other");
    fc.assert(
      fc.property(fc.dictionary(keys, anywhere), fc.constantFrom("xmpp", "bridge"), (secrets, group) => {
        const problems = problemsOf({ secrets, [group]: { jvbPassword: marker }, tls: { mode: "custom" } });
        expect(JSON.stringify(problems)).not.toContain(marker);
        expect(new SettingsError(problems).message).not.toContain(marker);
      }),
    );
  });

  it("hides the values of a group that holds an encrypted one", () => {
    const { problems } = checkSettings(raw({ http: { port: "hunter2" } }), { hiddenGroups: new Set(["http"]) });
    expect(problems).toEqual([
      {
        path: "http.port",
        reason: "must be a whole number, and this is text: in the file it stands without quotes",
        fix: "pulumi config rm --path http.port",
      },
    ]);
  });

  it("refuses an encrypted value outside the secrets", () => {
    const { problems } = checkSettings(raw({ auth: { type: encrypted } }));
    expect(problems).toEqual([
      {
        path: "auth.type",
        reason: "is encrypted, which only the values of the group secrets are",
        fix: "pulumi config rm --path auth.type && pulumi config set --path auth.type",
      },
    ]);
  });
});

describe("any input", () => {
  const groups = [...new Set(allSettings().map(({ group }) => group))];
  const keys = allSettings().map(({ key }) => key);
  const settingsLike = fc.dictionary(
    fc.oneof(fc.constantFrom(...groups), fc.string()),
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.oneof(fc.constantFrom(...keys, "__proto__", "constructor"), fc.string()), fc.jsonValue()),
    ),
  );

  it("throws nothing but SettingsError", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), settingsLike), (value) => {
        try {
          parseSettings(value);
        } catch (error) {
          expect(error).toBeInstanceOf(SettingsError);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is refused exactly when the schema or a rule refuses it: no problem means that the schema agrees", () => {
    fc.assert(
      fc.property(settingsLike, (value) => {
        const { problems, parsed } = checkSettings(value, { withoutPackages: true });
        const result = schema.safeParse(value);
        if (!result.success) {
          expect(problems.length).toBeGreaterThan(0);
        } else {
          const { secrets, ...settings } = result.data;
          expect(parsed).toEqual({ settings, secrets });
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([...groups])("of a wrong type in any setting of %s gives a problem of its own and a command", (group) => {
    for (const setting of allSettings().filter((one) => one.group === group)) {
      const problems = problemsOf(raw({ [group]: { [setting.key]: [{ wrong: "\0" }] } }));
      const own = problems.filter(({ path }) => path.startsWith(setting.path));
      expect(own.map(({ path }) => path)).not.toEqual([]);
      expect(own.every(({ fix, reason }) => fix.startsWith("pulumi config ") && reason !== "")).toBe(true);
    }
  });
});
