import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { connect } from "node:tls";

/** The certificate that a server shows. */
export interface Shown {
  readonly certificate: Pick<
    X509Certificate,
    "validFrom" | "validTo" | "subject" | "subjectAltName" | "fingerprint256" | "checkHost" | "checkIP"
  >;
  /** Why this machine's authorities do not vouch for it: the code of OpenSSL. Undefined: they do. */
  readonly untrusted: string | undefined;
}

const connectSeconds = 5;

/** Connects by TLS, asking for a name. @throws where no TLS connection comes about. */
export async function shownCertificate(host: string, port: number, name: string): Promise<Shown> {
  return new Promise((resolve, reject) => {
    const servername = isIP(name) === 0 ? { servername: name } : {};
    const socket = connect({ host, port, ...servername, rejectUnauthorized: false, timeout: connectSeconds * 1000 });
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerX509Certificate();
      // The name is checked apart, so that one fault does not hide the other.
      const error = socket.authorizationError as unknown as string | null;
      const untrusted = socket.authorized || error === "ERR_TLS_CERT_ALTNAME_INVALID" ? undefined : String(error);
      socket.destroy();
      if (certificate === undefined) {
        reject(new Error("no certificate was shown"));
      } else {
        resolve({ certificate, untrusted });
      }
    });
    socket.once("timeout", () => {
      socket.destroy(new Error(`no answer within ${String(connectSeconds)} seconds`));
    });
    socket.once("error", reject);
  });
}
