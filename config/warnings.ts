import { X509Certificate } from "node:crypto";
import type { Settings } from "./settings/index.ts";

/** Days before a certificate runs out from which on every run says so. */
export const warningDays = 21;

/** The rules have refused one that has run out, or that is none. */
function expiringCertificate({ tls }: Settings, now: Date): readonly string[] {
  if (tls.mode !== "custom" || tls.certificate === undefined) {
    return [];
  }
  const end = new Date(new X509Certificate(tls.certificate).validTo);
  const days = Math.floor((end.getTime() - now.getTime()) / 86_400_000);
  return days < warningDays
    ? [`tls.certificate: runs out in ${String(days)} days, on ${end.toISOString().slice(0, 10)}, and nothing renews it`]
    : [];
}

function untrustedCertificate({ tls }: Settings): readonly string[] {
  return tls.mode === "acme" && tls.acme.staging
    ? ["tls.acme.staging: the certificate is by Let's Encrypt's authority for tests, which no browser trusts"]
    : [];
}

/** What people should know of settings that are right: one sentence each. */
export function warnings(settings: Settings, now = new Date()): readonly string[] {
  return [...expiringCertificate(settings, now), ...untrustedCertificate(settings)];
}
