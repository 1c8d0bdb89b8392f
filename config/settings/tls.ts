import { z } from "zod";
import { group, setting } from "./setting.ts";
import { acme } from "./tls/acme.ts";
import { pemCertificates, port, whole } from "./types.ts";

export const tls = group({
  mode: setting(z.enum(["self-signed", "acme", "custom", "off"]).default("self-signed"), {
    doc: "`self-signed`: a certificate by the stack's own authority. `acme`: one that Let's Encrypt or another authority issues and that renews itself (tls.acme). `custom`: yours (tls.certificate, secrets.tlsKey). `off`: HTTP only, for a proxy in front that ends TLS.",
    effect: ["restart web"],
  }),
  port: setting(port.default(8443), {
    doc: "Port of the host that serves HTTPS.",
    env: ["HTTPS_PORT"],
    effect: ["restart web"],
  }),
  certificate: setting(pemCertificates.optional(), {
    doc: "The certificate chain of tls.mode custom, as PEM text, the server's own certificate first.",
    effect: ["reload web"],
  }),
  acme,
  minimumVersion: setting(z.enum(["1.2", "1.3"]).default("1.2"), {
    doc: "Oldest version of TLS that browsers may speak. Jitsi's older mobile apps need 1.2.",
    effect: ["reload web"],
  }),
  hsts: setting(z.boolean().default(true), {
    doc: "Tell browsers to use nothing but HTTPS for this host. Only sent with tls.mode custom and acme.",
    env: ["ENABLE_HSTS"],
    effect: ["reload web"],
  }),
  hstsMaxAge: setting(whole(1).default(63072000), {
    doc: "How long browsers keep to tls.hsts after a visit. The default is two years.",
    unit: "seconds",
    effect: ["reload web"],
  }),
  hstsSubdomains: setting(z.boolean().default(false), {
    doc: "tls.hsts counts for every host below this one. Each of them must have HTTPS then.",
    effect: ["reload web"],
  }),
  rotation: setting(z.int().min(1).default(1), {
    doc: "Raise it to make the stack's own authority and all certificates by it anew.",
    effect: ["reload web", "reload prosody", "restart jicofo", "restart jvb"],
  }),
});
