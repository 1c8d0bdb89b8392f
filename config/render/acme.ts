import { isIP } from "node:net";
import { publicHost } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { letsEncrypt } from "../settings/tls/acme.ts";
import { builtinTurn } from "../turn-server.ts";
import { environmentFile } from "./environment.ts";
import type { Files } from "./files.ts";
import { configFolder } from "./names.ts";

/** Where services find the certificate that was issued, and where web serves the proofs for the authority. */
export const issuedFolder = "/acme";
export const challengeFolder = "/challenge";

/** Whether an authority issues the web certificate. */
export function usesAcme({ tls }: Settings): boolean {
  return tls.mode === "acme";
}

/** The authority that is asked. */
export function acmeDirectory({ tls: { acme } }: Settings): string {
  return acme.directory ?? (acme.staging ? letsEncrypt.staging : letsEncrypt.production);
}

/** Names in the certificate, which TURN shows, too. A name that a wildcard covers is left out: Let's Encrypt refuses both together. */
export function acmeNames(settings: Settings): readonly string[] {
  const turn = settings.turn.mode === "builtin" ? [builtinTurn(settings).host] : [];
  const hosts = [publicHost(settings), ...turn.filter((host) => isIP(host) === 0)];
  const names = [...new Set([...hosts, ...settings.tls.acme.names])];
  return names.filter((name) => name.startsWith("*.") || !names.includes(name.replace(/^[^.]+/, "*")));
}

/** The files of the service that gets the certificate. */
export function renderAcme(settings: Settings): Files {
  const { email, keyType, renewBefore, challenge, eabKeyId, authority, dns } = settings.tls.acme;
  const byDns = challenge === "dns";
  const environment = {
    ISSUE_DIRECTORY: acmeDirectory(settings),
    ISSUE_EMAIL: email ?? "",
    ISSUE_NAMES: acmeNames(settings).join(","),
    ISSUE_KEY_TYPE: keyType,
    ...(renewBefore === undefined ? {} : { ISSUE_RENEW_BEFORE: String(renewBefore) }),
    ...(eabKeyId === undefined ? {} : { ISSUE_EAB_KEY_ID: eabKeyId }),
    ISSUE_CHALLENGE: challenge,
    ...(byDns ? { ISSUE_DNS_PROVIDER: dns.provider ?? "" } : {}),
    ...(byDns && dns.secretOptions.length > 0 ? { ISSUE_DNS_SECRETS: dns.secretOptions.join(",") } : {}),
    ...(byDns && dns.resolvers.length > 0 ? { ISSUE_DNS_RESOLVERS: dns.resolvers.join(",") } : {}),
    ...(authority === undefined ? {} : { LEGO_CA_CERTIFICATES: `${configFolder}/authority.crt` }),
    ...(byDns ? dns.options : {}),
  };
  return {
    environment: environmentFile(environment),
    ...(authority === undefined ? {} : { "authority.crt": authority }),
  };
}
