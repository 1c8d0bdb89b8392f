import { createHash } from "node:crypto";
import { isIP } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { SecretOutputs } from "../config/load.ts";
import { domains, publicHost } from "../config/derived.ts";
import { prosodyHost } from "../config/render/names.ts";
import type { Settings } from "../config/settings/index.ts";
import { builtinTurn } from "../config/turn-server.ts";

/** A certificate chain and its key, as PEM text. */
export interface KeyPair {
  readonly certificate: pulumi.Output<string>;
  readonly key: pulumi.Output<string>;
}

export interface CertificatesArgs {
  readonly settings: Settings;
  readonly secrets: SecretOutputs;
}

/** Names that a certificate is valid for. Sorted: their order in the settings must not make a new certificate. */
export interface Names {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

function names(all: readonly string[]): Names {
  const sorted = [...new Set(all)].sort();
  return {
    dnsNames: sorted.filter((name) => isIP(name) === 0),
    ipAddresses: sorted.filter((name) => isIP(name) !== 0),
  };
}

/** Prosody's certificate: jicofo and the bridges look for the XMPP domain in it, nginx for the host name. */
export function xmppNames(settings: Settings): Names {
  return names([...Object.values<string>({ ...domains(settings) }), prosodyHost]);
}

/** The web certificate: the public host, this machine for whoever looks from it, and the TURN server that shares it. */
export function webNames(settings: Settings): Names {
  const host = publicHost(settings).replace(/^\[(.*)\]$/, "$1");
  const turn = settings.turn.mode === "builtin" ? [builtinTurn(settings).host] : [];
  return names([host, "localhost", "127.0.0.1", "::1", ...turn]);
}

/** SHA-256 fingerprint of the first certificate of a chain, as browsers and openssl show it. */
export function certificateFingerprint(pem: string): string {
  const [, body = ""] = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem) ?? [];
  const digest = createHash("sha256").update(Buffer.from(body, "base64")).digest("hex").toUpperCase();
  return (digest.match(/../g) ?? []).join(":");
}

/** Ten years. Nothing renews a certificate but `tls.rotation`, so none may run out unseen. */
const validityPeriodHours = 10 * 365 * 24;

const keyArgs: tls.PrivateKeyArgs = { algorithm: "ECDSA", ecdsaCurve: "P256" };

/**
 * The stack's own authority and what it signs: Prosody's certificate, by which the services know that they talk to Prosody,
 * and the web certificate of tls.mode self-signed.
 */
export class Certificates extends pulumi.ComponentResource {
  /** Certificate of the stack's authority, PEM. */
  readonly authority: pulumi.Output<string>;
  readonly xmpp: KeyPair;
  /** Undefined with tls.mode off. */
  readonly web: KeyPair | undefined;
  /** SHA-256 fingerprints, by certificate. */
  readonly fingerprints: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: CertificatesArgs, options?: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Certificates", name, {}, options);
    const { settings, secrets } = args;
    // Everything hangs on the authority's key: a new one makes all certificates anew.
    const key = new tls.PrivateKey(`${name}-authority-key`, keyArgs, {
      parent: this,
      replacementTrigger: settings.tls.rotation,
    });
    const authority = new tls.SelfSignedCert(
      `${name}-authority`,
      {
        privateKeyPem: key.privateKeyPem,
        subject: { commonName: `Authority of ${settings.xmpp.domain}`.slice(0, 64) },
        isCaCertificate: true,
        setSubjectKeyId: true,
        allowedUses: ["cert_signing", "crl_signing"],
        validityPeriodHours,
      },
      { parent: this },
    );
    const issue = (service: string, subject: Names): KeyPair =>
      issueCertificate(`${name}-${service}`, { key, authority, subject, rotation: settings.tls.rotation }, this);

    this.authority = authority.certPem;
    this.xmpp = issue("xmpp", xmppNames(settings));
    this.web = webKeyPair({ settings, secrets }, () => issue("web", webNames(settings)));
    this.fingerprints = {
      authority: this.authority.apply(certificateFingerprint),
      xmpp: this.xmpp.certificate.apply(certificateFingerprint),
      ...(this.web === undefined ? {} : { web: this.web.certificate.apply(certificateFingerprint) }),
    };
    this.registerOutputs({});
  }
}

/** Where the web certificate comes from. Settings with tls.mode custom have passed the check that both parts are there. */
function webKeyPair({ settings, secrets }: CertificatesArgs, issue: () => KeyPair): KeyPair | undefined {
  const { mode, certificate } = settings.tls;
  if (mode === "custom" && certificate !== undefined && secrets.tlsKey !== undefined) {
    return { certificate: pulumi.output(certificate), key: secrets.tlsKey };
  }
  return mode === "off" ? undefined : issue();
}

interface Issue {
  readonly key: tls.PrivateKey;
  readonly authority: tls.SelfSignedCert;
  readonly subject: Names;
  readonly rotation: number;
}

/** A key, and a server certificate for it that the authority has signed. */
function issueCertificate(name: string, args: Issue, parent: pulumi.Resource): KeyPair {
  const { dnsNames, ipAddresses } = args.subject;
  const key = new tls.PrivateKey(`${name}-key`, keyArgs, { parent, replacementTrigger: args.rotation });
  const request = new tls.CertRequest(
    `${name}-request`,
    {
      privateKeyPem: key.privateKeyPem,
      dnsNames: [...dnsNames],
      ...(ipAddresses.length === 0 ? {} : { ipAddresses: [...ipAddresses] }),
    },
    { parent },
  );
  const certificate = new tls.LocallySignedCert(
    name,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: args.key.privateKeyPem,
      caCertPem: args.authority.certPem,
      allowedUses: ["digital_signature", "server_auth"],
      validityPeriodHours,
    },
    { parent },
  );
  return { certificate: certificate.certPem, key: key.privateKeyPem };
}
