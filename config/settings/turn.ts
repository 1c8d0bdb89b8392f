import { z } from "zod";
import { group, setting } from "./setting.ts";
import { builtin } from "./turn/builtin.ts";
import { hostName, ipAddress, port, textLine, whole } from "./types.ts";

const effect = ["restart prosody"] as const;

const host = z.union([hostName, ipAddress], "must be a host name or an IP address, without a port");

/** STUN and TURN servers that browsers are told of. */
export const turn = group({
  mode: setting(z.enum(["off", "external", "builtin"]).default("off"), {
    doc: "`builtin`: coturn runs in this stack, see turn.builtin. `external`: browsers are told of the TURN servers named here. `off`: of none.",
    effect,
  }),
  hosts: setting(z.array(host).default([]), {
    doc: "TURN servers without TLS.",
    env: ["TURN_HOST"],
    effect,
  }),
  port: setting(port.default(443), {
    doc: "Port of turn.hosts. coturn's own is 3478.",
    env: ["TURN_PORT"],
    effect,
  }),
  transports: setting(
    z
      .array(z.enum(["udp", "tcp"]))
      .min(1, "must name udp, tcp or both")
      .optional(),
    {
      doc: "How browsers reach turn.hosts, or the built-in server, without TLS. For calls over a bridge they only use tcp.",
      env: ["TURN_TRANSPORT"],
      derivedDefault: "tcp; with turn.mode builtin udp and tcp",
      effect,
    },
  ),
  tlsHosts: setting(z.array(host).default([]), {
    doc: "TURN servers with TLS: what gets people into a meeting whose network lets nothing but HTTPS through.",
    env: ["TURNS_HOST"],
    effect,
  }),
  tlsPort: setting(port.default(443), {
    doc: "Port of turn.tlsHosts. coturn's own is 5349.",
    env: ["TURNS_PORT"],
    effect,
  }),
  stunHost: setting(host.optional(), {
    doc: "STUN server by which two people find a direct way to each other.",
    env: ["STUN_HOST"],
    effect,
  }),
  stunPort: setting(port.default(443), {
    doc: "UDP port of turn.stunHost. coturn's own is 3478.",
    env: ["STUN_PORT"],
    effect,
  }),
  username: setting(textLine.refine((text) => text.isWellFormed(), "must be one line of text").optional(), {
    doc: "Fixed user name to secrets.turnPassword, for TURN servers without a shared secret. Every browser is told both.",
    env: ["TURN_USERNAME"],
    effect,
  }),
  credentialLifetime: setting(whole(60, 2592000).default(86400), {
    doc: "How long the credentials hold that a browser is given. Media through TURN ends with them.",
    unit: "seconds",
    env: ["TURN_TTL"],
    effect: ["restart prosody", "restart turn"],
  }),
  builtin,
});
