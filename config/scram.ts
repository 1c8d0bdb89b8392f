/** What a server stores of a password instead of the password itself: SCRAM-SHA-1, RFC 5802. */
export interface StoredPassword {
  readonly iterations: number;
  readonly salt: Uint8Array;
  /** 20 bytes each. */
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

const keyBytes = 20;

/** The form of RFC 5803, in which `secrets.users.<name>` may hold a stored password: `SCRAM-SHA-1$<iterations>:<salt>$<stored key>:<server key>`. */
export function storedPasswordText({ iterations, salt, storedKey, serverKey }: StoredPassword): string {
  const [saltText, stored, server] = [salt, storedKey, serverKey].map((bytes) => Buffer.from(bytes).toString("base64"));
  return `SCRAM-SHA-1$${String(iterations)}:${saltText ?? ""}$${stored ?? ""}:${server ?? ""}`;
}

/** Whether a secret begins as a stored password does. A person's password may not: Prosody would take it for one. */
export function looksStored(secret: string): boolean {
  return /^SCRAM-[A-Z0-9-]+\$/.test(secret);
}

/** Bytes of base64 text. Undefined: it is none. */
function bytesOf(text: string): number | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.length > 0 && bytes.toString("base64") === text ? bytes.length : undefined;
}

/** Whether a secret is a complete stored password, by which Prosody lets the person in. */
export function isStoredPassword(secret: string): boolean {
  const [, salt = "", stored = "", server = ""] =
    /^SCRAM-SHA-1\$[1-9][0-9]{0,6}:([^$]+)\$([^:]+):(.+)$/.exec(secret) ?? [];
  return bytesOf(salt) !== undefined && bytesOf(stored) === keyBytes && bytesOf(server) === keyBytes;
}
