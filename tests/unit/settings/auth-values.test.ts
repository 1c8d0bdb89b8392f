import { describe, expect, test } from "@jest/globals";
import { certificateFor } from "./certificates.ts";
import { problemsOf, raw } from "./helpers.ts";

const ca = certificateFor(["ca"]).certificate;

/** What is wrong with one setting of auth.ldap that is otherwise complete. */
function wrong(key: string, value: unknown): readonly string[] {
  const ldap = { url: "ldaps://ldap.example.org", base: "dc=example,dc=org", [key]: value };
  return problemsOf(raw({ auth: { type: "ldap", ldap } }))
    .filter(({ path }) => path === `auth.ldap.${key}`)
    .map(({ reason }) => reason);
}

describe("auth.ldap.url", () => {
  test.each(["ldaps://ldap.example.org", "ldap://10.0.0.7:1389/", "ldaps://[2001:db8::1]:636", "ldaps://LDAP"])(
    "may be %s",
    (url) => {
      expect(wrong("url", url)).toEqual([]);
    },
  );

  test.each([
    "ldap.example.org",
    "https://ldap.example.org",
    "ldapi:///run/ldapi",
    "ldaps://a b",
    "ldaps://a ldap://b",
    "ldaps://a/dc=example",
    "ldaps://a\nldap_tls_check_peer: no",
  ])("may not be %j", (url) => {
    expect(wrong("url", url)).toEqual(["must be an LDAP server's URL, such as ldaps://ldap.example.org"]);
  });
});

describe("what stands in saslauthd's file", () => {
  test.each([
    ["base", "dc=example\nldap_servers: ldap://evil"],
    ["base", "dc=example\r"],
    ["base", " dc=example"],
    ["bindDn", "cn=a\0"],
    ["bindDn", "cn=a "],
    ["filter", "uid=%u\n"],
    ["bindDn", "x".repeat(1001)],
    ["base", `dc=${"ü".repeat(500)}`],
  ])("is one line that fits into its buffers: %s may not be %j", (key, value) => {
    expect(wrong(key, value)).toContain("must be one line of at most 1000 bytes, without blanks at its ends");
  });

  test("may hold what belongs to a name in a directory", () => {
    expect(wrong("base", "OU=Café \\, Bar,DC=example,DC=org")).toEqual([]);
  });
});

describe("auth.ldap.filter", () => {
  test.each(["uid=%u", "(sAMAccountName=%U)", "(&(objectClass=person)(|(uid=%u)(mail=%u)))", "(cn=\\28%u\\29)"])(
    "may be %s",
    (filter) => {
      expect(wrong("filter", filter)).toEqual([]);
    },
  );

  const tokens = "must use no other tokens than %u, %U, %d, %1 to %9, %r, %R, %s and %%";
  const name = "must hold %u or %U, the login name: without it everybody would be the same person";
  test.each([
    ["(uid=%u", "must have as many closing brackets as opening ones"],
    [")uid=%u(", "must have as many closing brackets as opening ones"],
    ["uid=%n%u", tokens],
    ["uid=%u%", tokens],
    ["uid=%%u", name],
    ["(objectClass=person)", name],
  ])("mistake 17: may not be %s: %s", (filter, reason) => {
    expect(wrong("filter", filter)).toEqual([reason]);
  });
});

describe("auth.ldap.ciphers", () => {
  test.each(["HIGH:!aNULL", "ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_AES_128_GCM_SHA256"])("may be %s", (ciphers) => {
    expect(wrong("ciphers", ciphers)).toEqual([]);
  });

  test.each(["SECURE256:SECURE128", "AES;rm", ""])("may not be %j, which OpenSSL does not know", (ciphers) => {
    expect(wrong("ciphers", ciphers)).toContain("must be a list of ciphers as OpenSSL writes it, such as HIGH:!aNULL");
  });
});

describe("auth.ldap.ca", () => {
  test("may be several certificates", () => {
    expect(wrong("ca", `${ca}${ca}\n`)).toEqual([]);
  });

  test.each([
    ["no text", ""],
    ["a path", "/etc/ssl/certs/ca-certificates.crt"],
    ["what only looks like a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
    ["a certificate and something else", `${ca}more`],
    ["a private key", certificateFor(["ca"]).key],
  ])("may not be %s", (_, text) => {
    expect(wrong("ca", text)[0]).toBe("must be one or more certificates as PEM text");
  });
});
