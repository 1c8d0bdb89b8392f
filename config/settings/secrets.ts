import { z } from "zod";
import { group, setting } from "./setting.ts";
import { accountName, secretLine } from "./types.ts";

/** The one group whose values are secret, all of them. Every other group is plain text in the stack's file. */
export const secrets = group({
  jicofoPassword: setting(secretLine.optional(), {
    doc: "Password of jicofo's XMPP account.",
    env: ["JICOFO_AUTH_PASSWORD"],
    derivedDefault: "generated",
    effect: ["reload prosody", "restart jicofo"],
  }),
  jvbPassword: setting(secretLine.optional(), {
    doc: "Password of the bridges' XMPP account.",
    env: ["JVB_AUTH_PASSWORD"],
    derivedDefault: "generated",
    effect: ["reload prosody", "restart jvb"],
  }),
  users: setting(z.record(accountName, secretLine).default({}), {
    doc: "Password of each account named in auth.users: secrets.users.<name>.",
    effect: ["reload prosody"],
  }),
  tlsKey: setting(
    z
      .string()
      .regex(
        /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/,
        "must be the private key as PEM text",
      )
      .optional(),
    {
      doc: "The private key to tls.certificate, as PEM text.",
      effect: ["reload web"],
    },
  ),
});
