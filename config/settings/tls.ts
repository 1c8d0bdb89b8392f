import { z } from "zod";
import { group, setting } from "./setting.ts";
import { port } from "./types.ts";

export const tls = group({
  mode: setting(z.enum(["self-signed", "custom", "off"]).default("self-signed"), {
    doc: "`self-signed`: a certificate by the stack's own authority. `custom`: yours (tls.certificate, secrets.tlsKey). `off`: HTTP only, for a proxy in front that ends TLS.",
    effect: ["restart web"],
  }),
  port: setting(port.default(8443), {
    doc: "Port of the host that serves HTTPS.",
    env: ["HTTPS_PORT"],
    effect: ["restart web"],
  }),
  certificate: setting(
    z
      .string()
      .regex(
        /^-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----\s*$/,
        "must be the certificate chain as PEM text",
      )
      .optional(),
    {
      doc: "The certificate chain of tls.mode custom, as PEM text, the server's own certificate first.",
      effect: ["reload web"],
    },
  ),
  hsts: setting(z.boolean().default(true), {
    doc: "Tell browsers to use nothing but HTTPS for this host for two years. Only sent with tls.mode custom.",
    env: ["ENABLE_HSTS"],
    effect: ["reload web"],
  }),
  rotation: setting(z.int().min(1).default(1), {
    doc: "Raise it to make the stack's own authority and all certificates by it anew.",
    effect: ["reload web", "reload prosody", "restart jicofo", "restart jvb"],
  }),
});
