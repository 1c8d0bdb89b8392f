import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { setCommand, setFromFileCommand } from "../commands.ts";
import { publicHost } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Draft, Rule } from "./draft.ts";

const setCertificate = setFromFileCommand("tls.certificate", "fullchain.pem");
const setKey = setFromFileCommand("secrets.tlsKey", "privkey.pem", true);

function certificates(pem: string): X509Certificate[] | undefined {
  try {
    return (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map(
      (one) => new X509Certificate(one),
    );
  } catch {
    return undefined;
  }
}

function privateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function keyProblems(pem: string, certificate: X509Certificate | undefined): Problem[] {
  const key = privateKey(pem);
  if (key === undefined) {
    return [
      {
        path: "secrets.tlsKey",
        reason: "is no private key that can be read. One with a passphrase must be decrypted first",
        fix: setKey,
      },
    ];
  }
  return certificate === undefined || certificate.checkPrivateKey(key)
    ? []
    : [{ path: "secrets.tlsKey", reason: "does not belong to the first certificate of tls.certificate", fix: setKey }];
}

function validityProblems(certificate: X509Certificate, { settings, now }: Draft): Problem[] {
  const host = publicHost(settings).replace(/^\[(.*)\]$/, "$1");
  const covered = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const reasons = [
    ...(to < now ? [`expired on ${to.toISOString().slice(0, 10)}`] : []),
    ...(from > now ? [`is only valid from ${from.toISOString().slice(0, 10)}`] : []),
    ...(covered === undefined
      ? [`does not cover ${host}, the host of the public URL. It is for ${certificate.subjectAltName ?? "no name"}`]
      : []),
  ];
  return reasons.map((reason) => ({ path: "tls.certificate", reason, fix: setCertificate }));
}

function customProblems(draft: Draft): Problem[] {
  const { settings, secrets, unread } = draft;
  const problems: Problem[] = [];
  const chain = settings.tls.certificate === undefined ? [] : certificates(settings.tls.certificate);
  const certificate = chain?.[0];
  if (settings.tls.certificate === undefined) {
    problems.push({ path: "tls.certificate", reason: "is missing, which tls.mode custom needs", fix: setCertificate });
  } else if (certificate === undefined) {
    problems.push({ path: "tls.certificate", reason: "is no certificate chain that can be read", fix: setCertificate });
  } else {
    problems.push(...validityProblems(certificate, draft));
  }
  if (secrets.tlsKey !== undefined) {
    problems.push(...keyProblems(secrets.tlsKey, certificate));
  } else if (!unread.has("secrets.tlsKey")) {
    problems.push({ path: "secrets.tlsKey", reason: "is missing, which tls.mode custom needs", fix: setKey });
  }
  return problems;
}

const customCertificate: Rule = {
  reads: ["tls.mode", "tls.certificate", "secrets.tlsKey", "general.publicUrl"],
  check: (draft) => (draft.settings.tls.mode === "custom" ? customProblems(draft) : []),
};

/** A certificate that is given and not used: whoever set it believes otherwise. */
const unusedCertificate: Rule = {
  reads: ["tls.mode", "tls.certificate"],
  check: ({ settings: { tls } }) =>
    tls.certificate !== undefined && tls.mode === "self-signed"
      ? [
          {
            path: "tls.mode",
            value: tls.mode,
            reason: "does not use tls.certificate",
            fix: setCommand("tls.mode", "custom"),
          },
        ]
      : [],
};

export const tlsRules: readonly Rule[] = [customCertificate, unusedCertificate];
