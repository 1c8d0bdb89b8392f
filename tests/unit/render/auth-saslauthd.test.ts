import { describe, expect, test } from "@jest/globals";
import { renderSaslauthd } from "../../../config/render/saslauthd.ts";
import { certificateFor } from "../settings/certificates.ts";
import { settingsOf } from "./variants.ts";

const ca = certificateFor(["ca"]).certificate;
const files = (ldap: object, type = "ldap") => renderSaslauthd(settingsOf({ auth: { type, ldap } }));

describe("saslauthd's files", () => {
  test("are there only where people are in a directory", () => {
    expect(files({ url: "ldaps://a" }, "internal")).toEqual({});
  });

  test("say what is set, and verify the directory by the public authorities", () => {
    expect(files({ url: "ldaps://a", base: "dc=example,dc=org" })).toEqual({
      "saslauthd.conf": `ldap_servers: ldaps://a
ldap_search_base: dc=example,dc=org
ldap_scope: sub
ldap_filter: uid=%u
ldap_auth_method: bind
ldap_version: 3
ldap_timeout: 3
ldap_time_limit: 3
ldap_tls_check_peer: yes
ldap_tls_cacert_file: /etc/ssl/certs/ca-certificates.crt
`,
    });
  });

  test("hold an authority of one's own beside it, and never a password", () => {
    const made = files({ url: "ldap://a", startTls: true, ca, bindDn: "cn=lookup", ciphers: "HIGH" });
    expect(Object.keys(made)).toEqual(["saslauthd.conf", "ldap-ca.crt"]);
    expect(made["ldap-ca.crt"]).toBe(ca);
    const lines = (made["saslauthd.conf"] ?? "").trimEnd().split("\n");
    expect(lines).toContain("ldap_tls_cacert_file: /config/ldap-ca.crt");
    expect(lines).toContain("ldap_start_tls: yes");
    expect(lines).toContain("ldap_tls_ciphers: HIGH");
    expect(lines).toContain("ldap_bind_dn: cn=lookup");
    expect(lines.filter((line) => /pw|password/.test(line))).toEqual([]);
  });

  test("say nothing of TLS where none is spoken", () => {
    expect(files({ url: "ldap://a", ciphers: "HIGH", ca })["saslauthd.conf"]).not.toMatch(/tls/);
  });

  test("are refused rather than broken by a value that slipped through", () => {
    const settings = settingsOf({ auth: { type: "ldap", ldap: { url: "ldap://a" } } });
    const { ldap } = settings.auth;
    for (const base of ["dc=a\nldap_servers: ldap://evil", " dc=a", "dc=a ", "x".repeat(5000)]) {
      const bad = { ...settings, auth: { ...settings.auth, ldap: { ...ldap, base } } };
      expect(() => renderSaslauthd(bad)).toThrow(/saslauthd's file cannot hold this as ldap_search_base/);
    }
  });
});
