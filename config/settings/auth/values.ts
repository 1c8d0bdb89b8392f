import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { z } from "zod";

/** Value types of the ways to log in. */

/** What a change of Prosody's configuration does. */
export const restartsProsody = ["restart prosody"] as const;

/** One line that neither starts nor ends with a blank. */
const oneLine = /^[^\s\p{Cc}\p{Cs}](?:[^\p{Cc}\p{Cs}]*[^\s\p{Cc}\p{Cs}])?$/u;

/**
 * One line of saslauthd's file, where a value ends with its line and loses blanks at its start.
 * Shorter than the daemon's buffers: it cuts off what is longer without a word.
 */
function line(longest: number) {
  const message = `must be one line of at most ${String(longest)} bytes, without blanks at its ends`;
  return z
    .string()
    .regex(oneLine, message)
    .refine((text) => Buffer.byteLength(text) <= longest, message);
}

/** A directory server's address. Upstream's saslauthd takes no path behind it. */
export const ldapUrl = z
  .string()
  .max(200, "must be at most 200 characters")
  .regex(
    /^ldaps?:\/\/(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?\/?$/,
    "must be an LDAP server's URL, such as ldaps://ldap.example.org",
  );

/** An entry's name in the directory: `ou=people,dc=example,dc=org`. */
export const distinguishedName = line(1000).regex(
  /^[A-Za-z0-9.-]+ *=/,
  "must be a distinguished name, such as ou=people,dc=example,dc=org",
);

/** By what an account is asked for: a distinguished name, or what Active Directory takes in its place. */
export const bindName = line(1000);

/** Whether every bracket that opens is closed. A backslash takes the two digits behind it along. */
function isBalanced(filter: string): boolean {
  let open = 0;
  for (const character of filter.replaceAll(/\\[0-9a-fA-F]{2}/g, "")) {
    open += character === "(" ? 1 : character === ")" ? -1 : 0;
    if (open < 0) {
      return false;
    }
  }
  return open === 0;
}

/** How a person's entry is found. The daemon puts the escaped login name in; it drops tokens that it does not know. */
export const ldapFilter = line(1000)
  .refine(isBalanced, "must have as many closing brackets as opening ones")
  .refine(
    (filter) => !/%(?![uUdrRs%1-9])/.test(filter),
    "must use no other tokens than %u, %U, %d, %1 to %9, %r, %R, %s and %%",
  )
  .refine(
    (filter) => /%[uU]/.test(filter.replaceAll("%%", "")),
    "must hold %u or %U, the login name: without it everybody would be the same person",
  );

function isCipherList(text: string): boolean {
  try {
    createSecureContext({ ciphers: text });
    return true;
  } catch {
    return false;
  }
}

/** TLS ciphers as OpenSSL writes them. GnuTLS's words, such as SECURE256, mean nothing to it. */
export const cipherList = line(127)
  .regex(/^[A-Za-z0-9_:+!@=.-]+$/, "must be a list of ciphers as OpenSSL writes it, such as HIGH:!aNULL")
  .refine(isCipherList, "must be a list of ciphers as OpenSSL writes it, such as HIGH:!aNULL");

const pem = /-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----\s*/g;

function areCertificates(text: string): boolean {
  try {
    return (text.match(pem) ?? []).every((one) => new X509Certificate(one).subject !== "");
  } catch {
    return false;
  }
}

const authoritiesMessage = "must be one or more certificates as PEM text";

/** Certificates of authorities, one after the other. */
export const authorities = z
  .string()
  .refine((text) => text !== "" && text.replaceAll(pem, "") === "", authoritiesMessage)
  .refine(areCertificates, authoritiesMessage);

/** What a token's `iss` or `aud` may say. */
export const claim = z.string().regex(oneLine, "must be one line of text without blanks at its ends");

/** A room's name as it stands in an address, or a tenant's. */
export const roomName = z
  .string()
  .regex(/^[^\s\p{Cc}\p{Cs}\p{Lu}"&'/:<>@[\]]+$/u, "must be a name in lower case, as it stands in the address");
