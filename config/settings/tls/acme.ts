import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostAndPort, hostName, pemCertificates, textLine, whole } from "../types.ts";

const effect = ["restart acme"] as const;

/** Let's Encrypt's directories. */
export const letsEncrypt = {
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

const certificateName = z
  .string()
  .refine(
    (name) => hostName.safeParse(name.replace(/^\*\./, "")).success,
    "must be a host name such as meet.example.org, or a wildcard such as *.example.org",
  );

/** Name of an environment variable of a DNS provider. */
export const variableName = z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, "must be a variable such as CF_DNS_API_TOKEN");

const dns = group({
  provider: setting(
    z
      .string()
      .regex(/^[a-z0-9-]+$/, "must be one of lego's names for DNS providers, such as cloudflare")
      .optional(),
    { doc: "Who serves the domain's DNS, by lego's name for it: `cloudflare`, `hetzner`, `rfc2136` ...", effect },
  ),
  options: setting(z.record(variableName, textLine).default({}), {
    doc: "The provider's variables as lego documents them, by name, apart from the secret ones.",
    effect,
  }),
  secretOptions: setting(z.array(variableName).default([]), {
    doc: "Names of the provider's variables that are secret. The value of each is secrets.acmeDns.<name>.",
    effect,
  }),
  resolvers: setting(z.array(hostAndPort).default([]), {
    doc: "Name servers that are asked whether the authority will find the proof. Absent: those of the host.",
    effect,
  }),
});

/** The certificate that an authority issues by ACME, with tls.mode acme. */
export const acme = group({
  email: setting(z.email("must be an e-mail address").optional(), {
    doc: "Address that the authority writes to about the certificate.",
    env: ["LETSENCRYPT_EMAIL"],
    effect,
  }),
  termsAgreed: setting(z.boolean().default(false), {
    doc: "You agree to the terms of the authority that tls.acme.directory names. It issues nothing otherwise.",
    effect: ["nothing"],
  }),
  directory: setting(
    z.url({ protocol: /^https$/, error: "must be the https URL of an authority's ACME directory" }).optional(),
    {
      doc: "The authority's ACME directory. Another one issues a new certificate.",
      derivedDefault: "Let's Encrypt's, that for tests with tls.acme.staging",
      effect,
    },
  ),
  staging: setting(z.boolean().default(false), {
    doc: "Ask Let's Encrypt's authority for tests, whose limits are wide and whose certificates no browser trusts.",
    env: ["LETSENCRYPT_USE_STAGING"],
    effect,
  }),
  authority: setting(pemCertificates.optional(), {
    doc: "Certificate of the authority that signed the certificate of tls.acme.directory itself, as PEM text, where it is one of your own.",
    effect,
  }),
  names: setting(z.array(certificateName).default([]), {
    doc: "Names in the certificate besides the host of the public URL and turn.builtin.host. Wildcards need tls.acme.challenge dns.",
    effect,
  }),
  keyType: setting(z.enum(["ec256", "ec384", "rsa2048", "rsa4096"]).default("ec256"), {
    doc: "Kind of the certificate's key, which is new with each certificate.",
    effect,
  }),
  renewBefore: setting(whole(1, 365).optional(), {
    doc: "How long before its end a certificate is renewed. Never more than two thirds of its life.",
    unit: "days",
    derivedDefault: "a third of the certificate's life",
    effect,
  }),
  challenge: setting(z.enum(["http", "dns"]).default("http"), {
    doc: "How the authority sees that the name is yours. `http`: by a file that it reads from port 80 of the name. `dns`: by a record that lego writes into the domain.",
    effect,
  }),
  forwarded: setting(z.boolean().default(false), {
    doc: "Something in front of this host hands port 80 of the public URL's host on to http.port. Else tls.acme.challenge http needs http.port 80.",
    effect: ["nothing"],
  }),
  eabKeyId: setting(textLine.optional(), {
    doc: "Key identifier of an account at the authority (external account binding), to secrets.acmeEabKey. ZeroSSL and Google want one.",
    effect,
  }),
  dns,
});
