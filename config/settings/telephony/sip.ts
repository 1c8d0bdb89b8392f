import { z } from "zod";
import { group, setting } from "../setting.ts";
import { port } from "../types.ts";

const effect = ["restart jigasi"] as const;

/** A user at a SIP server. */
const sipUri = z
  .string()
  .regex(/^[^\s@:"'<>\\\0]+@[a-z0-9.-]+$/i, "must be user@host, such as alice@sip.example.org, without sip: in front");

/** What a SIP phone can call: a user at a server, or a name or number that one's own server knows. */
export const sipAddress = z
  .string()
  .regex(/^[^\s@:"'<>\\\0]+(@[a-z0-9.-]+(:[0-9]{1,5})?)?$/i, "must be user@host, or a name that the SIP server knows");

/** Host name or address, in any case: SIP providers write both. */
const server = z
  .string()
  .max(253, "must be at most 253 characters")
  .regex(
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i,
    "must be a host name or an IPv4 address",
  );

/** The account by which the gateway registers as a telephone. */
export const sip = group({
  uri: setting(sipUri.optional(), {
    doc: "SIP account of the gateway, user@host. Its password is secrets.sipPassword.",
    effect,
  }),
  server: setting(server.optional(), {
    doc: "SIP server that the gateway registers at.",
    env: ["JIGASI_SIP_SERVER"],
    effect,
  }),
  port: setting(port.default(5060), {
    doc: "Port of that server: as a rule 5060, with TLS 5061.",
    env: ["JIGASI_SIP_PORT"],
    effect,
  }),
  transport: setting(z.enum(["UDP", "TCP", "TLS"]).default("UDP"), {
    doc: "How the gateway talks to that server. With TLS the server's certificate is checked.",
    effect,
  }),
  keepAlive: setting(z.enum(["OPTIONS", "REGISTER", "CRLF", "NONE"]).default("OPTIONS"), {
    doc: "What the gateway sends every 25 seconds, so that NAT keeps the way back open.",
    effect,
  }),
  sdesSrtp: setting(z.boolean().default(false), {
    doc: "Voice between the gateway and the provider is encrypted, with keys that travel in SDP (SDES). Use it with transport TLS.",
    env: ["JIGASI_ENABLE_SDES_SRTP"],
    effect,
  }),
});
