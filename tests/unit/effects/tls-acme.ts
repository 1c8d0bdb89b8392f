import { type Change, content, type EffectRow, fingerprint } from "./row.ts";
import { certificateFor } from "../settings/certificates.ts";

const dns = { challenge: "dns", dns: { provider: "rfc2136" } };
const base = { email: "a@example.org", termsAgreed: true, forwarded: true };

function given(acme: object = {}) {
  return { general: { publicUrl: "https://meet.example.org" }, tls: { mode: "acme", acme: { ...base, ...acme } } };
}

/** A setting that the service reads from its environment file, when it starts. */
function variables(setting: string, value: unknown, keys: Readonly<Record<string, Change>>, acme?: object): EffectRow {
  return { path: `tls.acme.${setting}`, value, given: given(acme), changes: { "acme/environment": keys } };
}

function secret(name: string, value: unknown, file: string, before: unknown, acme: object): EffectRow {
  const text = (from: unknown) => (typeof from === "string" ? from : Object.values(from as object)[0]) as unknown;
  return {
    path: `secrets.${name}`,
    value,
    given: { ...given(acme), secrets: { [name]: before } },
    resources: {
      [`acme-secrets-${file}`]: content(text(before), text(value)),
      "acme-container": { "labels[4].value": fingerprint },
    },
  };
}

const own = certificateFor(["ca.example.org"], new Date("2026-01-01"), new Date("2100-01-01"));
const production = "https://acme-v02.api.letsencrypt.org/directory";
const staging = "https://acme-staging-v02.api.letsencrypt.org/directory";
const other = "https://acme.example.org/directory";

export const rows: readonly EffectRow[] = [
  variables("email", "b@example.org", { ISSUE_EMAIL: ["a@example.org", "b@example.org"] }),
  // A condition, and no more: nothing is issued without it.
  { path: "tls.acme.termsAgreed", value: true, resources: {} },
  variables("directory", other, { ISSUE_DIRECTORY: [production, other] }),
  variables("staging", true, { ISSUE_DIRECTORY: [production, staging] }),
  {
    path: "tls.acme.authority",
    value: own.certificate,
    given: given(),
    changes: {
      "acme/environment": { LEGO_CA_CERTIFICATES: [undefined, "/config/authority.crt"] },
      "acme/authority.crt": { "(text)": [undefined, own.certificate] },
    },
  },
  variables("names", ["www.example.org"], {
    ISSUE_NAMES: ["meet.example.org", "meet.example.org,www.example.org"],
  }),
  variables("keyType", "rsa2048", { ISSUE_KEY_TYPE: ["ec256", "rsa2048"] }),
  variables("renewBefore", 10, { ISSUE_RENEW_BEFORE: [undefined, "10"] }),
  variables(
    "challenge",
    "dns",
    { ISSUE_CHALLENGE: ["http", "dns"], ISSUE_DNS_PROVIDER: [undefined, "rfc2136"] },
    { dns: dns.dns },
  ),
  { path: "tls.acme.forwarded", value: true, resources: {} },
  variables("eabKeyId", "kid-1", { ISSUE_EAB_KEY_ID: [undefined, "kid-1"] }),
  variables("dns.provider", "hetzner", { ISSUE_DNS_PROVIDER: ["rfc2136", "hetzner"] }, dns),
  variables("dns.options", { RFC2136_NAMESERVER: "ns 1" }, { RFC2136_NAMESERVER: [undefined, "'ns 1'"] }, dns),
  variables("dns.secretOptions", ["A", "B"], { ISSUE_DNS_SECRETS: [undefined, "A,B"] }, dns),
  variables("dns.resolvers", ["192.0.2.53:53"], { ISSUE_DNS_RESOLVERS: [undefined, "192.0.2.53:53"] }, dns),
  secret("acmeEabKey", "bmV3", "eab-key", "b2xk", { eabKeyId: "kid-1" }),
  secret(
    "acmeDns",
    { KEY: "new" },
    "dns-KEY",
    { KEY: "old" },
    {
      challenge: "dns",
      dns: { provider: "rfc2136", secretOptions: ["KEY"] },
    },
  ),
];
