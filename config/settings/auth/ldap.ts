import { z } from "zod";
import { group, setting } from "../setting.ts";
import { whole } from "../types.ts";
import {
  authorities,
  bindName,
  cipherList,
  distinguishedName,
  ldapFilter,
  ldapUrl,
  restartsProsody as effect,
} from "./values.ts";

/** The directory that auth.type ldap asks. */
export const ldap = group({
  url: setting(ldapUrl.optional(), {
    doc: "The directory's address. ldaps:// speaks TLS from the start; ldap:// only with auth.ldap.startTls.",
    env: ["LDAP_URL"],
    effect,
  }),
  fallbackUrls: setting(z.array(ldapUrl).max(4, "must be at most 4 addresses").default([]), {
    doc: "Servers of the same directory that are asked, in this order, when auth.ldap.url does not answer.",
    effect,
  }),
  base: setting(distinguishedName.optional(), {
    doc: "Entry below which people are looked for, such as ou=people,dc=example,dc=org.",
    env: ["LDAP_BASE"],
    effect,
  }),
  scope: setting(z.enum(["sub", "one", "base"]).default("sub"), {
    doc: "How deep below auth.ldap.base: `sub` everywhere, `one` directly below it, `base` only that entry.",
    effect,
  }),
  bindDn: setting(bindName.optional(), {
    doc: "Account that looks people up, with secrets.ldapBindPassword. Without it the directory is searched anonymously.",
    env: ["LDAP_BINDDN"],
    effect,
  }),
  filter: setting(ldapFilter.default("uid=%u"), {
    doc: "What finds a person's entry. %u is the login name, %U its part before an @. For Active Directory: (sAMAccountName=%U). With auth.ldap.method fastbind it is the person's whole name in the directory: uid=%u,ou=people,dc=example,dc=org.",
    env: ["LDAP_FILTER"],
    effect,
  }),
  method: setting(z.enum(["bind", "custom", "fastbind"]).default("bind"), {
    doc: "`bind`: find the entry, then log in as it. `fastbind`: log in as auth.ldap.filter says, without looking. `custom`: read the entry's userPassword and compare.",
    env: ["LDAP_AUTH_METHOD"],
    effect,
  }),
  version: setting(whole(2, 3).default(3), {
    doc: "Version of the LDAP protocol. 2 is for very old directories only.",
    env: ["LDAP_VERSION"],
    effect,
  }),
  startTls: setting(z.boolean().default(false), {
    doc: "Speak TLS on an ldap:// address: passwords travel encrypted.",
    env: ["LDAP_START_TLS"],
    effect,
  }),
  verify: setting(z.boolean().default(true), {
    doc: "Talk only to a directory whose certificate is right. docker-jitsi-meet does so only with LDAP_TLS_CHECK_PEER.",
    env: ["LDAP_TLS_CHECK_PEER"],
    effect,
  }),
  ca: setting(authorities.optional(), {
    doc: "The authorities that sign the directory's certificate, as PEM text. Without it: the public ones.",
    effect,
  }),
  ciphers: setting(cipherList.optional(), {
    doc: "TLS ciphers for the directory, as OpenSSL writes them. Without it: OpenSSL's own choice.",
    env: ["LDAP_TLS_CIPHERS"],
    effect,
  }),
  timeout: setting(whole(1, 30).default(3), {
    doc: "How long the directory may take to answer, twice at most. All signalling waits with it: keep it short.",
    unit: "seconds",
    effect,
  }),
});
