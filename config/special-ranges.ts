import { isIPv4 } from "node:net";

/**
 * Networks that are nobody's on the internet: private, this machine's, multicast, for documentation, reserved. From the IANA
 * registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and what it was updated by), all that are not globally
 * reachable; and, where an IPv4 address is written inside an IPv6 one, all of those, since they lead to the same places.
 */
export const specialRanges: readonly string[] = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared by a provider's customers
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, and the metadata services of clouds
  "172.16.0.0/12", // private, Docker's networks
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays, withdrawn
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, broadcast
  "::/96", // unspecified, loopback, IPv4-compatible
  "::ffff:0:0/96", // IPv4-mapped
  "64:ff9b::/96", // IPv4 by translation
  "64:ff9b:1::/48", // the same, private
  "100::/64", // discarded
  "100:0:0:1::/64", // dummy
  "2001::/23", // protocol assignments, Teredo, ORCHID, benchmarks
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: IPv4 inside
  "3fff::/20", // documentation
  "5f00::/16", // segment routing
  "fc00::/7", // private
  "fe80::/10", // link-local
  "fec0::/10", // site-local, withdrawn
  "ff00::/8", // multicast
];

function groupsOf(text: string): readonly bigint[] {
  return text === "" ? [] : text.split(":").map((group) => BigInt(`0x${group}`));
}

/** An IPv6 address as a number. */
function ipv6Number(address: string): bigint {
  const [head = "", tail] = address.split("::");
  const [first, last] = [groupsOf(head), groupsOf(tail ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0n);
  return [...first, ...zeros, ...last].reduce((sum, group) => (sum << 16n) | group, 0n);
}

function ipv4Number(address: string): bigint {
  return address.split(".").reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function parts(value: bigint, count: number, bits: bigint, radix: number): readonly string[] {
  const mask = (1n << bits) - 1n;
  return Array.from({ length: count }, (_, i) => ((value >> (bits * BigInt(count - 1 - i))) & mask).toString(radix));
}

/** First and last address of a network: coturn knows no prefix lengths. */
export function firstAndLast(network: string): readonly [first: string, last: string] {
  const [address = "", length = ""] = network.split("/");
  const v4 = isIPv4(address);
  const first = v4 ? ipv4Number(address) : ipv6Number(address);
  const last = first | ((1n << BigInt((v4 ? 32 : 128) - Number(length))) - 1n);
  const text = (value: bigint) => (v4 ? parts(value, 4, 8n, 10).join(".") : parts(value, 8, 16n, 16).join(":"));
  return [text(first), text(last)];
}
