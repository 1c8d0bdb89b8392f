import { createHash, createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, isIPv4, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { Credentials } from "./stage.ts";

/** A TURN client over TCP that tells with which code it was refused (RFC 8489, RFC 8656). */

const cookie = 0x2112a442;
const method = { allocate: 0x0003, createPermission: 0x0008 } as const;
const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
} as const;
const success = 0x0100;

type Attributes = ReadonlyMap<number, Buffer>;

interface Answer {
  /** 0: success. */
  readonly code: number;
  readonly attributes: Attributes;
}

function encoded(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function header(type: number, length: number, id: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(cookie, 4);
  return Buffer.concat([head, id]);
}

function decoded(body: Buffer): Attributes {
  const found = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= body.length;) {
    const length = body.readUInt16BE(at + 2);
    found.set(body.readUInt16BE(at), body.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

/** An IPv6 address in full, as eight groups without `::`. */
function addressBytes(address: string): Buffer {
  return isIPv4(address)
    ? Buffer.from(address.split(".").map(Number))
    : Buffer.concat(
        address.split(":").map((group) => {
          const bytes = Buffer.alloc(2);
          bytes.writeUInt16BE(parseInt(group, 16));
          return bytes;
        }),
      );
}

function peerAddress(address: string, port: number, id: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(isIPv4(address) ? 1 : 2, 1);
  head.writeUInt16BE(port ^ (cookie >>> 16), 2);
  const key = Buffer.concat([header(0, 0, id).subarray(4, 8), id]);
  return Buffer.concat([head, addressBytes(address).map((byte, i) => byte ^ (key[i] ?? 0))]);
}

export class TurnClient {
  readonly #socket: Socket;
  readonly #answers: AsyncIterableIterator<Buffer>;
  #received = Buffer.alloc(0);
  #login: { readonly attributes: readonly Buffer[]; readonly key: Buffer } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#answers = socket.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  }

  static async open(host: string, port = 3478): Promise<TurnClient> {
    const socket = connect(port, host);
    await once(socket, "connect");
    return new TurnClient(socket);
  }

  /** Over TLS, asking for a name. */
  static async openTls(options: ConnectionOptions): Promise<TurnClient> {
    const socket = connectTls(options);
    await once(socket, "secureConnect");
    return new TurnClient(socket);
  }

  async #answer(): Promise<Answer> {
    for (;;) {
      const length = this.#received.length >= 20 ? this.#received.readUInt16BE(2) : Infinity;
      if (this.#received.length >= 20 + length) {
        const attributes = decoded(this.#received.subarray(20, 20 + length));
        const type = this.#received.readUInt16BE(0);
        this.#received = this.#received.subarray(20 + length);
        const error = attributes.get(attribute.error);
        return { code: (type & success) !== 0 && error === undefined ? 0 : errorCode(error), attributes };
      }
      const next: IteratorResult<Buffer, unknown> = await this.#answers.next();
      if (next.done === true) {
        throw new Error("the TURN server closed the connection");
      }
      this.#received = Buffer.concat([this.#received, next.value]);
    }
  }

  async #ask(type: number, attributes: (id: Buffer) => readonly Buffer[]): Promise<Answer> {
    const id = randomBytes(12);
    let body = Buffer.concat([...attributes(id), ...(this.#login?.attributes ?? [])]);
    if (this.#login !== undefined) {
      const signed = Buffer.concat([header(type, body.length + 24, id), body]);
      const integrity = createHmac("sha1", this.#login.key).update(signed).digest();
      body = Buffer.concat([body, encoded(attribute.integrity, integrity)]);
    }
    this.#socket.write(Buffer.concat([header(type, body.length, id), body]));
    return this.#answer();
  }

  /** Asks for a relay port. 0, or the code of the refusal. Without credentials, the server's first refusal is the answer. */
  async allocate(credentials?: Credentials, family?: 4 | 6): Promise<number> {
    const wanted = [encoded(attribute.transport, Buffer.from([17, 0, 0, 0]))];
    if (family === 6) {
      wanted.push(encoded(attribute.family, Buffer.from([2, 0, 0, 0])));
    }
    const first = await this.#ask(method.allocate, () => wanted);
    if (credentials === undefined) {
      return first.code;
    }
    const { username, password } = credentials;
    const [realm, nonce] = [first.attributes.get(attribute.realm), first.attributes.get(attribute.nonce)];
    if (realm === undefined || nonce === undefined) {
      throw new Error(`the TURN server asks for no credentials: ${String(first.code)}`);
    }
    this.#login = {
      attributes: [
        encoded(attribute.username, Buffer.from(username)),
        encoded(attribute.realm, realm),
        encoded(attribute.nonce, nonce),
      ],
      key: createHash("md5").update(`${username}:${realm.toString()}:${password}`).digest(),
    };
    return (await this.#ask(method.allocate, () => wanted)).code;
  }

  /** Asks to exchange data with an address. 0, or the code of the refusal. */
  async permission(address: string): Promise<number> {
    const { code } = await this.#ask(method.createPermission, (id) => [
      encoded(attribute.peer, peerAddress(address, 4000, id)),
    ]);
    return code;
  }

  close(): void {
    this.#socket.destroy();
  }
}

function errorCode(error: Buffer | undefined): number {
  return error === undefined ? -1 : error.readUInt8(2) * 100 + error.readUInt8(3);
}

/** What a request for a relay port comes to. */
export async function allocation(host: string, credentials?: Credentials, port?: number): Promise<number> {
  const client = await TurnClient.open(host, port);
  try {
    return await client.allocate(credentials);
  } finally {
    client.close();
  }
}
