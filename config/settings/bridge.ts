import { z } from "zod";
import { group, setting } from "./setting.ts";
import { hostAndPort, ipAddress, memory, port } from "./types.ts";

export const bridge = group({
  count: setting(z.int().min(1).max(200).default(1), {
    doc: "Bridges on this host. Each takes a UDP port of its own, from bridge.port upwards.",
    effect: ["nothing"],
  }),
  port: setting(port.default(10000), {
    doc: "UDP port of the first bridge's media, on the host and inside.",
    env: ["JVB_PORT"],
    effect: ["restart jvb"],
  }),
  advertiseIps: setting(z.array(ipAddress).optional(), {
    doc: "Addresses under which browsers reach this host's media port.",
    env: ["JVB_ADVERTISE_IPS", "DOCKER_HOST_ADDRESS"],
    derivedDefault: "127.0.0.1 while the public URL is on this machine (localhost), else what STUN finds",
    effect: ["restart jvb"],
  }),
  advertisePrivateCandidates: setting(z.boolean().default(false), {
    doc: "Also offer browsers the container's private address. Only of use where browsers are in the same private network.",
    env: ["JVB_ADVERTISE_PRIVATE_CANDIDATES"],
    effect: ["restart jvb"],
  }),
  stunServers: setting(z.array(hostAndPort).optional(), {
    doc: "STUN servers by which the bridge finds its public address, as host:port. An empty list asks none.",
    env: ["JVB_STUN_SERVERS"],
    derivedDefault: "meet-jit-si-turnrelay.jitsi.net:443 where no address is advertised, else none",
    effect: ["restart jvb"],
  }),
  memory: setting(memory(2048, 512), {
    doc: "Memory a bridge's container may use. The Java heap takes up to 70 % of it.",
    unit: "MiB",
    effect: ["nothing"],
  }),
});
