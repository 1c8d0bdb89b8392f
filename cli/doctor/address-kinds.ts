import { BlockList, isIP, isIPv6 } from "node:net";

function list(...networks: readonly (readonly [string, number])[]): BlockList {
  const all = new BlockList();
  for (const [network, prefix] of networks) {
    all.addSubnet(network, prefix, isIPv6(network) ? "ipv6" : "ipv4");
  }
  return all;
}

const here = list(["127.0.0.0", 8], ["::1", 128], ["169.254.0.0", 16], ["fe80::", 10]);

const inside = list(["10.0.0.0", 8], ["172.16.0.0", 12], ["192.168.0.0", 16], ["100.64.0.0", 10], ["fc00::", 7]);

/** How far an address reaches: this machine, a private network, the internet. */
export function reachOf(address: string): "machine" | "network" | "internet" {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return here.check(address, family) ? "machine" : inside.check(address, family) ? "network" : "internet";
}
