import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { checkSettings, parseSettings } from "../../../config/parse.ts";
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
      raw({
        auth: { type: "internal", users: ["a.b"] },
        secrets: { jvbPassword: encrypted, users: { "a.b": encrypted } },
      }),
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
      "must be one of none, internal, ldap, jwt, matrix, hybrid_matrix_token",
      "pulumi config set --path auth.type internal",
    ],
    [
      "an option that does not exist",
      { auth: { type: "kerberos" } },
      "auth.type",
      "kerberos",
      "must be one of none, internal, ldap, jwt, matrix, hybrid_matrix_token",
      "pulumi config set --path auth.type internal",
    ],
    [
      "off read as false",
      { tls: { mode: false } },
      "tls.mode",
      false,
      "must be one of self-signed, acme, custom, off",
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
