import { z } from "zod";

/** Value types of the group http. */

const longestPolicy = 3000;

/** The directives that a policy may be made of. A word that is none is a mistake that browsers would pass over. */
const policyDirectives = new Set(
  `base-uri child-src connect-src default-src fenced-frame-src font-src form-action frame-ancestors frame-src img-src
  manifest-src media-src object-src report-to report-uri require-trusted-types-for sandbox script-src script-src-attr
  script-src-elem style-src style-src-attr style-src-elem trusted-types upgrade-insecure-requests worker-src`.split(
    /\s+/,
  ),
);

function isPolicy(text: string): boolean {
  const parts = text
    .split(";")
    .map((part) => part.trim().split(" ")[0] ?? "")
    .filter((name) => name !== "");
  return parts.length > 0 && parts.every((name) => policyDirectives.has(name.toLowerCase()));
}

/** `off`, `standard`, or a content security policy. */
export const policy = z
  .string()
  .refine(
    (text) =>
      ["off", "standard"].includes(text) ||
      (/^[\x20-\x7e]+$/.test(text) && text.length <= longestPolicy && isPolicy(text)),
    `must be off, standard, or one line of content security policy of at most ${String(longestPolicy)} characters, such as default-src 'self'`,
  );

/** A place in a content security policy: an origin, whose host may begin with `*.`. */
export const source = z
  .string()
  .max(300, "must be at most 300 characters")
  .regex(
    /^(https?:\/\/)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:([0-9]{1,5}|\*))?$/,
    "must be an origin such as https://www.example.org or https://*.example.org",
  );

/** `*`, or one origin as browsers send it. */
export const origin = z
  .string()
  .max(300, "must be at most 300 characters")
  .regex(
    /^(\*|https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?)$/,
    "must be * or an origin such as https://www.example.org",
  );

/** Headers that have a setting of their own, or that would break the answer. */
const ownHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "http.contentSecurityPolicy",
  "strict-transport-security": "tls.hsts",
  "access-control-allow-origin": "http.corsOrigin",
};
const fixedHeaders = `cache-control connection content-encoding content-length content-type date etag expires keep-alive
  last-modified location referrer-policy server set-cookie trailer transfer-encoding upgrade vary x-content-type-options`.split(
  /\s+/,
);

const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "must be a header's name: letters, digits and dashes")
  .refine((name) => !Object.hasOwn(ownHeaders, name.toLowerCase()), {
    error: ({ input }) => `must not be set here: it has the setting ${ownHeaders[String(input).toLowerCase()] ?? ""}`,
  })
  .refine((name) => !fixedHeaders.includes(name.toLowerCase()), "must not be a header that the web server sets itself");

const headerValue = z
  .string()
  .regex(
    /^[\x21-\x7e]([\x20-\x7e]{0,1022}[\x21-\x7e])?$/,
    "must be one line of at most 1024 printable ASCII characters",
  );

/** Extra headers: name -> value. */
export const headers = z.record(headerName, headerValue);

const fileName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}(\/[A-Za-z0-9][A-Za-z0-9.-]{0,99})?$/,
    "must be a file's name of letters, digits, dots and dashes, below one folder at most",
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Files below /.well-known/: name -> JSON text. */
export const wellKnown = z.record(fileName, z.string().refine(isJson, "must be JSON text"));

const internalUrlError =
  "must be an http URL that the web container reaches, such as http://etherpad:9001: a plain path at most, no user, no ? and no #";

/** Address of a service behind the web server. nginx is given host and port, and a path that needs no escapes. */
export const internalUrl = z
  .url({ protocol: /^http$/, error: internalUrlError })
  .max(1000, internalUrlError)
  .refine(
    (text) =>
      /^http:\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?(\/[\w.~-]+)*\/?$/i.test(text) &&
      !/\/[.]{1,2}(\/|$)/.test(text),
    internalUrlError,
  )
  .transform((text) => text.replace(/\/$/, ""));
