import { isIP } from "node:net";
import { z } from "zod";

/** Value types that several groups share. Each message completes the sentence "<setting>: ...". */

export const port = z.int("must be a whole number").min(1, "must be 1 to 65535").max(65535, "must be 1 to 65535");

export const hostName = z
  .string()
  .max(253, "must be at most 253 characters")
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/,
    "must be a host name in lower case, such as meet.example.org",
  );

export const ipAddress = z.string().refine((value) => isIP(value) !== 0, "must be an IPv4 or IPv6 address");

/** `host:port`, as STUN servers are given. The bridge takes IPv4 or names only. */
export const hostAndPort = z
  .string()
  .regex(/^[a-z0-9.-]+:[0-9]{1,5}$/i, "must be host:port, such as stun.example.org:3478");

/** An XMPP account's name: what may stand before the @. */
export const accountName = z
  .string()
  .regex(/^[a-z0-9._-]{1,64}$/, "must be 1 to 64 characters of a-z, 0-9, dot, dash or underscore");

/** MiB of memory for a container. */
export function memory(defaultMiB: number, minimumMiB: number) {
  return z
    .int("must be a whole number of MiB")
    .min(minimumMiB, `must be at least ${String(minimumMiB)} MiB`)
    .default(defaultMiB);
}

/** A password or key. One line: it travels as a file whose newline would become part of it. */
export const secretLine = z
  .string()
  .min(1, "must not be empty")
  .regex(/^[^\r\n\0]*$/, "must be one line");

/** A private key, many lines. */
export const pemKey = z
  .string()
  .regex(
    /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/,
    "must be the private key as PEM text",
  );

/** Certificates, many lines. */
export const pemCertificates = z
  .string()
  .regex(
    /^-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----\s*$/,
    "must be the certificate chain as PEM text",
  );

/** An http(s) URL, kept as it was given. */
export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http(s) URL" });

/** A whole number of a unit, from `minimum`. */
export function whole(minimum: number, maximum?: number) {
  const text =
    maximum === undefined
      ? `must be a whole number from ${String(minimum)}`
      : `must be a whole number from ${String(minimum)} to ${String(maximum)}`;
  const number = z.int(text).min(minimum, text);
  return maximum === undefined ? number : number.max(maximum, text);
}

/** One line of text that may stand in a log or a file. */
export const textLine = z.string().regex(/^[^\r\n\0]+$/, "must be one line of text");

const network = z.union([z.cidrv4(), z.cidrv6()]);

/** One IP address, or a network of them. */
export const addressRange = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || network.safeParse(value).success,
    "must be an IP address or a network such as 10.0.0.0/8",
  );

/** A container image by name. Without a tag it would be another one from day to day. */
export const imageName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?(:[0-9]{1,5}\/[a-z0-9._/-]*[a-z0-9])?(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    "must be an image's name with a tag or digest, such as registry.example.org/etherpad:2.0.3",
  );
