import { BlockList, isIPv4 } from "node:net";
import { advertisedIps, publicHost, publicUrl } from "./derived.ts";
import { specialRanges } from "./special-ranges.ts";
import type { Settings } from "./settings/index.ts";

/** What follows from the settings for the TURN server of turn.mode builtin. */
export interface BuiltinTurn {
  /** Name by which browsers are told of it. */
  readonly host: string;
  /** Address that media is relayed from, as others see it. */
  readonly address: string | undefined;
  /** Whether it has a certificate. */
  readonly tls: boolean;
  /** Port of TURN over TLS that browsers are told. */
  readonly tlsPort: number;
  readonly transports: readonly ("udp" | "tcp")[];
  readonly relayPorts: { readonly first: number; readonly last: number };
  /** Addresses of the bridges in a private network: where they have no others, people behind TURN must get there. */
  readonly privateBridges: readonly string[];
}

const special = new BlockList();
for (const range of specialRanges.filter((network) => network.includes("."))) {
  const [address = "", length] = range.split("/");
  special.addSubnet(address, Number(length), "ipv4");
}

/** Whether an IPv4 address is nobody's on the internet. */
export function isSpecial(address: string): boolean {
  return special.check(address, "ipv4");
}

/** Port of the public URL. */
function publicPort(settings: Settings): number {
  const { port, protocol } = new URL(publicUrl(settings));
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

export function builtinTurn(settings: Settings): BuiltinTurn {
  const { builtin, transports } = settings.turn;
  const bridges = advertisedIps(settings).filter((address) => isIPv4(address));
  return {
    host: builtin.host ?? publicHost(settings).replace(/^\[(.*)\]$/, "$1"),
    address: builtin.address ?? bridges[0],
    tls: settings.tls.mode !== "off",
    tlsPort: builtin.onWebPort ? publicPort(settings) : builtin.tlsPort,
    transports: transports ?? ["udp", "tcp"],
    relayPorts: { first: builtin.relayPort, last: builtin.relayPort + builtin.relayPorts - 1 },
    privateBridges: bridges.every(isSpecial) ? bridges.filter((address) => !address.startsWith("127.")) : [],
  };
}

/** Whether TURN over TLS comes in on the page's port, and web passes it on. */
export function sharesWebPort({ turn, tls }: Settings): boolean {
  return turn.mode === "builtin" && turn.builtin.onWebPort && tls.mode !== "off";
}
