import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";

const magicCookie = 0x2112a442;
const bindingRequest = 0x0001;
const bindingSuccess = 0x0101;
const xorMappedAddress = 0x0020;

/** What came of a question to a STUN server. */
export type StunResult =
  /** Our address and port as the server sees them. */
  | { readonly seen: string }
  /** `refused`: nothing is there. `silent`: nothing came back in time. */
  | { readonly seen: undefined; readonly why: "refused" | "silent" | "unknown host" };

/** Address and port from the XOR-MAPPED-ADDRESS (IPv4) of an answer (RFC 8489). */
export function mappedAddress(answer: Buffer): string | undefined {
  for (let at = 20; at + 4 <= answer.length;) {
    const length = answer.readUInt16BE(at + 2);
    if (answer.readUInt16BE(at) === xorMappedAddress && length === 8 && at + 12 <= answer.length) {
      const port = answer.readUInt16BE(at + 6) ^ (magicCookie >>> 16);
      const address = (answer.readUInt32BE(at + 8) ^ magicCookie) >>> 0;
      return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".")}:${String(port)}`;
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return undefined;
}

function request(transaction: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(bindingRequest, 0);
  head.writeUInt32BE(magicCookie, 4);
  return Buffer.concat([head, transaction]);
}

/** Milliseconds after which the request is sent again: UDP loses packets. */
const again = 500;

/** Asks a STUN server how it sees us. */
export async function stunAnswer(host: string, port: number, seconds = 3): Promise<StunResult> {
  const transaction = randomBytes(12);
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  let timers: NodeJS.Timeout[] = [];
  return new Promise<StunResult>((resolve) => {
    const send = (): void => {
      socket.send(request(transaction));
    };
    timers = [
      setInterval(send, again),
      setTimeout(() => {
        resolve({ seen: undefined, why: "silent" });
      }, seconds * 1000),
    ];
    socket.on("message", (answer) => {
      const ours = answer.length >= 20 && answer.subarray(8, 20).equals(transaction);
      const seen = ours && answer.readUInt16BE(0) === bindingSuccess ? mappedAddress(answer) : undefined;
      if (seen !== undefined) {
        resolve({ seen });
      }
    });
    socket.on("error", ({ code }: NodeJS.ErrnoException) => {
      resolve({ seen: undefined, why: code === "ECONNREFUSED" ? "refused" : "unknown host" });
    });
    // Connected, so that the kernel tells when nothing listens there.
    socket.connect(port, host, send);
  }).finally(() => {
    timers.forEach((timer) => {
      clearTimeout(timer);
    });
    socket.close();
  });
}
