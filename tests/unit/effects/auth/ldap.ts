import { certificateFor } from "../../settings/certificates.ts";
import { type Change, type EffectRow } from "../row.ts";

const directory = { url: "ldap://ldap.example.org", base: "dc=example,dc=org" };
const secure = { ...directory, url: "ldaps://ldap.example.org" };

/** A setting that saslauthd's file shows. */
function row(
  key: string,
  value: unknown,
  changes: Readonly<Record<string, Change>>,
  ldap: object = directory,
): EffectRow {
  return {
    path: `auth.ldap.${key}`,
    value,
    given: { auth: { type: "ldap", ldap } },
    changes: { "prosody/saslauthd.conf": changes },
  };
}

const publicAuthorities = "/etc/ssl/certs/ca-certificates.crt";
const other = "ldaps://other.example.org";
const ca = certificateFor(["ca"]).certificate;

export const ldapRows: readonly EffectRow[] = [
  row(
    "url",
    secure.url,
    {
      ldap_servers: [undefined, secure.url],
      ldap_tls_check_peer: [undefined, "yes"],
      ldap_tls_cacert_file: [undefined, publicAuthorities],
    },
    { base: "dc=example,dc=org" },
  ),
  row("fallbackUrls", [other], { ldap_servers: [secure.url, `${secure.url} ${other}`] }, secure),
  row("base", "ou=people,dc=example,dc=org", {
    ldap_search_base: ["dc=example,dc=org", "ou=people,dc=example,dc=org"],
  }),
  row("scope", "one", { ldap_scope: ["sub", "one"] }),
  row("bindDn", "cn=lookup,dc=example,dc=org", { ldap_bind_dn: [undefined, "cn=lookup,dc=example,dc=org"] }),
  row("filter", "(sAMAccountName=%U)", { ldap_filter: ["uid=%u", "(sAMAccountName=%U)"] }),
  row("method", "custom", { ldap_auth_method: ["bind", "custom"] }),
  row("version", 2, { ldap_version: ["3", "2"] }),
  row("startTls", true, {
    ldap_start_tls: [undefined, "yes"],
    ldap_tls_check_peer: [undefined, "yes"],
    ldap_tls_cacert_file: [undefined, publicAuthorities],
  }),
  row("verify", false, { ldap_tls_check_peer: ["yes", "no"] }, secure),
  {
    path: "auth.ldap.ca",
    value: ca,
    given: { auth: { type: "ldap", ldap: secure } },
    changes: {
      "prosody/saslauthd.conf": { ldap_tls_cacert_file: [publicAuthorities, "/config/ldap-ca.crt"] },
      "prosody/ldap-ca.crt": { "(text)": [undefined, ca] },
    },
  },
  row("ciphers", "HIGH:!aNULL", { ldap_tls_ciphers: [undefined, "HIGH:!aNULL"] }, secure),
  row("timeout", 5, { ldap_timeout: ["3", "5"], ldap_time_limit: ["3", "5"] }),
];
