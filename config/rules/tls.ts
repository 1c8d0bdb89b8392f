import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { rootCertificates } from "node:tls";
import { setCommand, setFromFileCommand, setSecretCommand } from "../commands.ts";
import { publicHost } from "../derived.ts";
import type { Problem } from "../problems.ts";
import type { Draft, Rule } from "./draft.ts";
import { certificatesIn } from "./pem.ts";

const setCertificate = setFromFileCommand("tls.certificate", "fullchain.pem");
const setKey = setFromFileCommand("secrets.tlsKey", "privkey.pem", true);

function privateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function keyProblems(pem: string, certificate: X509Certificate | undefined): Problem[] {
  // Both ways of writing it: a block of its own name, and a header in the old form.
  if (/ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    return [
      {
        path: "secrets.tlsKey",
        reason: "has a passphrase, which nobody is there to type when nginx starts",
        fix: `openssl pkey -in privkey.pem | ${setSecretCommand("secrets.tlsKey")}`,
      },
    ];
  }
  const key = privateKey(pem);
  if (key === undefined) {
    return [{ path: "secrets.tlsKey", reason: "is no private key that can be read", fix: setKey }];
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

function nameOf({ subject, subjectAltName }: X509Certificate): string {
  return subject === "" ? (subjectAltName ?? "no name") : subject.replaceAll("\n", ", ");
}

function issued(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** Browsers look for each certificate's issuer in the next one. Some fetch what is missing; phones and programs do not. */
function chainProblem(chain: readonly X509Certificate[]): string | undefined {
  const [own, ...others] = chain;
  const loose = others.find((issuer, index) => !issued(chain[index] as X509Certificate, issuer));
  if (loose !== undefined) {
    return `is in the wrong order: ${nameOf(loose)} did not issue the certificate before it. The server's own comes first, then who issued it, and so on`;
  }
  // A certificate that tells where its issuer's can be had was not issued by a root that everybody has.
  const alone = own !== undefined && others.length === 0 && own.infoAccess?.includes("CA Issuers") === true;
  return alone && !rootCertificates.some((root) => issued(own, new X509Certificate(root)))
    ? `ends too early: the certificate of ${own.issuer.replaceAll("\n", ", ")}, which issued it, is missing`
    : undefined;
}

function customProblems(draft: Draft): Problem[] {
  const { settings, secrets, unread } = draft;
  const problems: Problem[] = [];
  const chain = settings.tls.certificate === undefined ? [] : certificatesIn(settings.tls.certificate);
  const certificate = chain?.[0];
  if (settings.tls.certificate === undefined) {
    problems.push({ path: "tls.certificate", reason: "is missing, which tls.mode custom needs", fix: setCertificate });
  } else if (certificate === undefined) {
    problems.push({ path: "tls.certificate", reason: "is no certificate chain that can be read", fix: setCertificate });
  } else {
    const reason = chain === undefined ? undefined : chainProblem(chain);
    problems.push(
      ...validityProblems(certificate, draft),
      ...(reason === undefined ? [] : [{ path: "tls.certificate", reason, fix: setCertificate }]),
    );
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
    tls.certificate !== undefined && (tls.mode === "self-signed" || tls.mode === "acme")
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
