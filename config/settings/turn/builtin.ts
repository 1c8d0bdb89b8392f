import { z } from "zod";
import { group, setting } from "../setting.ts";
import { hostName, ipAddress, memory, port, whole } from "../types.ts";

const restarts = ["restart turn"] as const;
const announced = ["restart prosody", "restart turn"] as const;
const ipv4 = z.ipv4("must be an IPv4 address: the stack's own networks are IPv4");

/** The TURN server of turn.mode builtin: coturn in a container of the stack. */
export const builtin = group({
  host: setting(z.union([hostName, ipAddress], "must be a host name or an IP address, without a port").optional(), {
    doc: "Name by which browsers are told of the server. TLS needs a certificate for it. turn.builtin.onWebPort needs a name of its own.",
    derivedDefault: "the host of the public URL",
    effect: [...announced, "reload web", "restart acme"],
  }),
  address: setting(ipv4.optional(), {
    doc: "This host's address as everybody else reaches it: media is relayed from there.",
    derivedDefault: "the first IPv4 address of bridge.advertiseIps",
    effect: restarts,
  }),
  port: setting(port.default(3478), {
    doc: "UDP and TCP port of the host for TURN without TLS, and for STUN.",
    effect: announced,
  }),
  tlsPort: setting(port.default(5349), {
    doc: "TCP port of the host for TURN over TLS, where turn.builtin.onWebPort is not set.",
    effect: announced,
  }),
  onWebPort: setting(z.boolean().default(false), {
    doc: "TURN over TLS on the page's own port, told apart by the name turn.builtin.host. With port 443 it gets people in whose network lets nothing but HTTPS through.",
    effect: ["reload web", ...announced],
  }),
  relayPort: setting(port.default(49160), {
    doc: "First of the UDP ports that media is relayed from, on the host and inside.",
    effect: restarts,
  }),
  relayPorts: setting(whole(4, 1000).default(100), {
    doc: "How many ports follow it. A person takes up to four while a browser looks for a way, so 100 serve about 25 people behind TURN at once. Docker publishes each port by itself: with many, the container starts slowly.",
    effect: restarts,
  }),
  maxSessions: setting(whole(1).optional(), {
    doc: "Most relay ports that are in use at the same time.",
    derivedDefault: "all of turn.builtin.relayPorts",
    effect: restarts,
  }),
  sessionBandwidth: setting(whole(0, 1000000).default(2500), {
    doc: "Most that one relay port carries in each direction. What is above is dropped. 0: no limit.",
    unit: "kB/s",
    effect: restarts,
  }),
  totalBandwidth: setting(whole(0, 10000000).default(0), {
    doc: "Most that the server carries in each direction. 0: no limit.",
    unit: "kB/s",
    effect: restarts,
  }),
  memory: setting(memory(256, 64), {
    doc: "Memory the container may use.",
    unit: "MiB",
    effect: ["nothing"],
  }),
  secretRotation: setting(z.int().min(1).default(1), {
    doc: "Raise it to make the secret anew that Prosody and the server share. Credentials made of the old one hold until they expire.",
    effect: ["reload prosody", "reload turn"],
  }),
});
