import { z } from "zod";
import { media } from "./bridge/media.ts";
import { programOptions, regionName } from "./bridge/values.ts";
import { group, setting } from "./setting.ts";
import { hostAndPort, ipAddress, memory, port } from "./types.ts";

const effect = ["restart jvb"] as const;

export const bridge = group({
  count: setting(z.int().min(1).max(200).default(1), {
    doc: "Bridges on this host. Each takes a UDP port of its own, from bridge.port upwards.",
    effect: ["nothing"],
  }),
  port: setting(port.default(10000), {
    doc: "UDP port of the first bridge's media, on the host and inside.",
    env: ["JVB_PORT"],
    effect,
  }),
  advertiseIps: setting(z.array(ipAddress).optional(), {
    doc: "Addresses under which browsers reach this host's media port.",
    env: ["JVB_ADVERTISE_IPS", "DOCKER_HOST_ADDRESS"],
    derivedDefault: "127.0.0.1 while the public URL is on this machine (localhost), else what STUN finds",
    effect,
  }),
  advertisePrivateCandidates: setting(z.boolean().default(false), {
    doc: "Also offer browsers the container's private address. Only of use where browsers are in the same private network.",
    env: ["JVB_ADVERTISE_PRIVATE_CANDIDATES"],
    effect,
  }),
  stunServers: setting(z.array(hostAndPort).optional(), {
    doc: "STUN servers by which the bridge finds its public address, as host:port. An empty list asks none.",
    env: ["JVB_STUN_SERVERS"],
    derivedDefault: "meet-jit-si-turnrelay.jitsi.net:443 where no address is advertised, else none",
    effect,
  }),
  awsHarvester: setting(z.boolean().default(false), {
    doc: "The bridge asks Amazon's metadata service for its public address. Only on EC2, in place of advertiseIps.",
    effect,
  }),
  requireValidAddress: setting(z.boolean().optional(), {
    doc: "A bridge without an address that browsers on the internet can reach is not healthy.",
    env: ["JVB_REQUIRE_VALID_ADDRESS"],
    derivedDefault: "true where only STUN or Amazon can tell it such an address",
    effect,
  }),
  ...media,
  region: setting(regionName.optional(), {
    doc: "Region that these bridges are in, for focus.bridgeSelection.",
    env: ["JVB_OCTO_REGION"],
    effect,
  }),
  relays: setting(z.boolean().default(false), {
    doc: "Bridges pass media on to each other (Octo), so that a meeting can be on several of them.",
    env: ["ENABLE_OCTO"],
    effect: ["restart jicofo", "restart jvb"],
  }),
  gc: setting(z.enum(["G1", "Z", "Shenandoah", "Parallel", "Serial"]).default("G1"), {
    doc: "Garbage collector of the bridge's Java machine.",
    effect,
  }),
  options: setting(programOptions.default({}), {
    doc: "Further keys of jvb.conf, by their dotted paths below videobridge, jmt and ice4j. For what no other setting writes; a time span needs its unit, such as 30 seconds.",
    effect,
  }),
  logLevel: setting(z.enum(["debug", "info", "warn", "error"]).default("info"), {
    doc: "What the bridges write to their logs.",
    effect,
  }),
  sentry: setting(z.boolean().default(false), {
    doc: "The bridges report their warnings and errors to Sentry, at secrets.jvbSentryDsn.",
    effect,
  }),
  memory: setting(memory(2048, 512), {
    doc: "Memory a bridge's container may use. The Java heap takes up to 70 % of it.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
