import { X509Certificate } from "node:crypto";
import type { Settings } from "./settings/index.ts";

/** Services whose files are rendered, and for which no container exists so far. */
const unbuilt = {
  telephony: "the SIP gateway",
  transcription: "the transcriber",
} as const;

/** Days before a certificate runs out from which on every run says so. */
const warningDays = 21;

function unbuiltServices(settings: Settings): readonly string[] {
  return (Object.keys(unbuilt) as (keyof typeof unbuilt)[])
    .filter((group) => settings[group].enabled)
    .map(
      (group) =>
        `${group}.enabled: accounts and files of ${unbuilt[group]} are made, a container that reads them is not part of this version`,
    );
}

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

/** What people should know of settings that are right: one sentence each. */
export function warnings(settings: Settings, now = new Date()): readonly string[] {
  return [...unbuiltServices(settings), ...expiringCertificate(settings, now)];
}
