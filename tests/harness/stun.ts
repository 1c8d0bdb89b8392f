import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

const magicCookie = 0x2112a442;

/** Address and port that a STUN server sees, from the XOR-MAPPED-ADDRESS of its answer (RFC 8489). */
function mappedAddress(answer: Buffer): string {
  for (let at = 20; at + 4 <= answer.length;) {
    const type = answer.readUInt16BE(at);
    const length = answer.readUInt16BE(at + 2);
    if (type === 0x0020) {
      const port = answer.readUInt16BE(at + 6) ^ (magicCookie >>> 16);
      const address = (answer.readUInt32BE(at + 8) ^ magicCookie) >>> 0;
      const bytes = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
      return `${bytes.join(".")}:${String(port)}`;
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  throw new Error("no XOR-MAPPED-ADDRESS in the answer");
}

/** Asks a STUN server on this machine how it sees us. @throws when it does not answer within `seconds`. */
export async function stunBinding(port: number, seconds = 5): Promise<string> {
  const transaction = randomBytes(12);
  const head = Buffer.alloc(8);
  head.writeUInt16BE(0x0001, 0);
  head.writeUInt32BE(magicCookie, 4);
  const socket = createSocket("udp4");
  return new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`no STUN answer on UDP ${String(port)}`));
    }, seconds * 1000);
    socket.once("message", (answer) => {
      clearTimeout(timer);
      const isSuccess = answer.readUInt16BE(0) === 0x0101 && answer.subarray(8, 20).equals(transaction);
      if (isSuccess) {
        resolve(mappedAddress(answer));
      } else {
        reject(new Error("not the answer to our request"));
      }
    });
    socket.send(Buffer.concat([head, transaction]), port, "127.0.0.1");
  }).finally(() => {
    socket.close();
  });
}
