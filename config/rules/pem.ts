import { X509Certificate } from "node:crypto";

/** The certificates in a PEM text. Undefined: one of them cannot be read. */
export function certificatesIn(pem: string): readonly X509Certificate[] | undefined {
  try {
    return (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []).map(
      (one) => new X509Certificate(one),
    );
  } catch {
    return undefined;
  }
}
