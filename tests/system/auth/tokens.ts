import { type CryptoKey, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";

/** What a token says and how it is signed, where that differs from a good one. */
export interface TokenOptions {
  /** Claims over those of a good token. One that is undefined is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Shared secret, or private key. */
  readonly key?: string | CryptoKey;
  readonly header?: Readonly<Record<string, string>>;
  /** Seconds from now until the token ends; undefined: it never does. */
  readonly expiresIn?: number | undefined;
}

export const appId = "meet-app";
export const appSecret = "a-shared-secret-of-more-than-32-bytes";

const claimsOf = (claims: Readonly<Record<string, unknown>>, expiresIn: number | undefined): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: appId, aud: "jitsi", sub: "meet.jitsi", room: "*", ...claims };
  return { ...good, ...(expiresIn === undefined ? {} : { exp: now + expiresIn }) };
};

/** A signed token. Without options it is one that Prosody takes. */
export async function token(options: TokenOptions = {}): Promise<string> {
  const { claims = {}, key = appSecret, header = {} } = options;
  const expiresIn = "expiresIn" in options ? options.expiresIn : 60;
  return new SignJWT(claimsOf(claims, expiresIn))
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...header })
    .sign(typeof key === "string" ? new TextEncoder().encode(key) : key);
}

/** A token with algorithm `none`: nobody has signed it. */
export function unsignedToken(): string {
  return new UnsecuredJWT(claimsOf({}, 60)).encode();
}
