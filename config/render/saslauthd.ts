import type { Settings } from "../settings/index.ts";
import type { Files } from "./files.ts";
import { configFolder } from "./names.ts";

/** The system's public authorities, in the image. */
const publicAuthorities = "/etc/ssl/certs/ca-certificates.crt";

/** File with the authorities of auth.ldap.ca. */
const authoritiesFile = "ldap-ca.crt";

/** Whether passwords travel to the directory by TLS. */
export function usesTls({ auth: { ldap } }: Settings): boolean {
  return ldap.startTls || [ldap.url ?? "", ...ldap.fallbackUrls].some((url) => url.startsWith("ldaps://"));
}

/**
 * The files of saslauthd, which asks the directory for Prosody. None unless auth.type is ldap.
 * The image's start script adds the bind password to a copy of `saslauthd.conf`.
 */
export function renderSaslauthd(settings: Settings): Files {
  const { type, ldap } = settings.auth;
  return type === "ldap"
    ? {
        "saslauthd.conf": file(settings),
        ...(usesTls(settings) && ldap.ca !== undefined ? { [authoritiesFile]: ldap.ca } : {}),
      }
    : {};
}

function file(settings: Settings): string {
  const { ldap } = settings.auth;
  const entries: readonly (readonly [string, string | number | undefined])[] = [
    ["ldap_servers", [ldap.url ?? "", ...ldap.fallbackUrls].join(" ")],
    ["ldap_search_base", ldap.base],
    ["ldap_scope", ldap.scope],
    ["ldap_bind_dn", ldap.bindDn],
    ["ldap_filter", ldap.filter],
    ["ldap_auth_method", ldap.method],
    ["ldap_version", ldap.version],
    ["ldap_timeout", ldap.timeout],
    ["ldap_time_limit", ldap.timeout],
    ...tls(settings),
  ];
  return entries.map(([key, value]) => (value === undefined || value === "" ? "" : entry(key, value))).join("");
}

function tls(settings: Settings): readonly (readonly [string, string | undefined])[] {
  const { startTls, verify, ca, ciphers } = settings.auth.ldap;
  return usesTls(settings)
    ? [
        ["ldap_start_tls", startTls ? "yes" : undefined],
        ["ldap_tls_check_peer", verify ? "yes" : "no"],
        ["ldap_tls_cacert_file", ca === undefined ? publicAuthorities : `${configFolder}/${authoritiesFile}`],
        ["ldap_tls_ciphers", ciphers],
      ]
    : [];
}

/** Longest line that saslauthd reads whole. */
const longestLine = 4000;

/** A value ends with its line, and there is no way to escape anything. */
function entry(key: string, value: string | number): string {
  const text = `${key}: ${String(value)}`;
  if (/[\p{Cc}]|: \s|\s$/u.test(text) || Buffer.byteLength(text) > longestLine) {
    throw new Error(`saslauthd's file cannot hold this as ${key}: ${JSON.stringify(value)}`);
  }
  return `${text}\n`;
}
