import { describe, expect, test } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import type { Problem } from "../../../config/problems.ts";
import { certificateFor } from "./certificates.ts";
import { problemsOf, raw } from "./helpers.ts";

const ca = certificateFor(["ca"]).certificate;

/** Path, reason and fix of everything that is wrong with these settings of auth. */
function problems(auth: object, more: Record<string, unknown> = {}): readonly string[] {
  const text = ({ path, reason, fix }: Problem) => `${path}: ${reason} | ${fix}`;
  return problemsOf(raw({ auth, ...more })).map(text);
}

const paths = (found: readonly string[]): readonly string[] => found.map((text) => text.split(":")[0] ?? "");
const rm = (path: string) => `pulumi config rm --path ${path}`;
const set = (path: string, value: string) => `pulumi config set --path ${path} ${value}`;
const secret = (name: string) => `pulumi config set --secret --path secrets.${name}`;

const directory = { url: "ldaps://ldap.example.org", base: "dc=example,dc=org" };
const ldap = (changed: object, more: Record<string, unknown> = {}) =>
  problems({ type: "ldap", ldap: { ...directory, ...changed } }, more);

describe("mistake 17: a directory", () => {
  test("is complete with its address and its base", () => {
    expect(ldap({})).toEqual([]);
    expect(paths(problems({ type: "ldap" }))).toEqual(["auth.ldap.url", "auth.ldap.base"]);
  });

  test("has STARTTLS on ldap:// only, and with version 3 only", () => {
    expect(ldap({ startTls: true })).toEqual([
      `auth.ldap.startTls: is for ldap:// addresses: one with ldaps:// speaks TLS from the start, and refuses to begin it anew | ${set("auth.ldap.startTls", "false")}`,
    ]);
    expect(ldap({ url: "ldap://ldap.example.org", startTls: true })).toEqual([]);
    expect(ldap({ url: "ldap://ldap.example.org", startTls: true, version: 2 })).toEqual([
      `auth.ldap.version: knows no STARTTLS, which auth.ldap.startTls asks for | ${rm("auth.ldap.version")}`,
    ]);
  });

  test("is not spoken to in clear where another server of it is spoken to by TLS", () => {
    expect(ldap({ fallbackUrls: ["ldaps://b.example.org", "ldap://c.example.org"] })).toEqual([
      `auth.ldap.fallbackUrls[1]: sends passwords unencrypted, while another address of the same directory is ldaps:// | ${set("'auth.ldap.fallbackUrls[1]'", "ldaps://c.example.org")}`,
    ]);
  });

  test("has an authority and ciphers only where TLS is spoken", () => {
    expect(paths(ldap({ url: "ldap://ldap.example.org", ca, ciphers: "HIGH" }))).toEqual([
      "auth.ldap.ca",
      "auth.ldap.ciphers",
    ]);
    expect(ldap({ ca, ciphers: "HIGH" })).toEqual([]);
  });

  test("is verified, where an authority is named and in production", () => {
    expect(paths(ldap({ ca, verify: false }))).toEqual(["auth.ldap.verify"]);
    expect(ldap({ verify: false })).toEqual([]);
    const general = { environment: "production", publicUrl: "https://meet.example.org" };
    expect(paths(ldap({ verify: false }, { general }))).toContain("auth.ldap.verify");
  });

  test("is searched by an account with a password, or by none without", () => {
    const secrets = { ldapBindPassword: encrypted };
    expect(ldap({ bindDn: "cn=a" })).toEqual([
      `secrets.ldapBindPassword: is missing: auth.ldap.bindDn names its account | ${secret("ldapBindPassword")}`,
    ]);
    expect(ldap({ bindDn: "cn=a" }, { secrets })).toEqual([]);
    expect(paths(ldap({}, { secrets }))).toEqual(["secrets.ldapBindPassword"]);
  });

  test("is not searched with fastbind: the filter is a whole name", () => {
    expect(paths(ldap({ method: "fastbind" }))).toEqual(["auth.ldap.filter"]);
    expect(paths(ldap({ method: "fastbind", filter: "(uid=%u)" }))).toEqual(["auth.ldap.filter"]);
    expect(ldap({ method: "fastbind", filter: "%U@example.org", base: undefined })).toEqual([]);
    const secrets = { ldapBindPassword: encrypted };
    expect(paths(ldap({ method: "fastbind", filter: "%U@a.org", bindDn: "cn=a" }, { secrets }))).toEqual([
      "auth.ldap.bindDn",
    ]);
  });

  test("is not Prosody's own container", () => {
    expect(ldap({ url: "ldap://localhost" })).toEqual([
      `auth.ldap.url: leads Prosody to itself, where nothing answers | ${rm("auth.ldap.url")}`,
    ]);
  });

  test("is nobody's concern with another way to log in", () => {
    expect(problems({ type: "none", ldap: { startTls: true, url: "ldaps://localhost" } })).toEqual([]);
  });
});

describe("mistake 18: accounts in auth.users", () => {
  const users = { users: ["alice"] };
  const secrets = { users: { alice: encrypted } };

  test.each(["none", "ldap", "jwt"])("are for auth.type internal, and not for %s", (type) => {
    expect(problems({ type, ...users, ldap: directory, jwt: { appId: "a" } }, { secrets })).toContain(
      `auth.type: has no use for the accounts in auth.users: they are for auth.type internal | ${set("auth.type", "internal")}`,
    );
  });

  test("and guests make a closed stack", () => {
    expect(problems({ type: "internal", guests: true, ...users }, { secrets })).toEqual([]);
  });
});

describe("a booking system", () => {
  const baseUrl = "https://b.example.org";
  const bookings = (reservations: object, more: Record<string, unknown> = {}) =>
    problems({ reservations: { enabled: true, baseUrl, ...reservations } }, more);

  test("has an address that is not Prosody's own", () => {
    expect(bookings({})).toEqual([]);
    expect(paths(bookings({ baseUrl: undefined }))).toEqual(["auth.reservations.baseUrl"]);
    expect(paths(bookings({ baseUrl: "http://127.0.0.1:8080" }))).toEqual(["auth.reservations.baseUrl"]);
  });

  test("is sent a secret only where both sides are set", () => {
    const secrets = { reservationsAuthorization: encrypted };
    expect(paths(bookings({ authorization: true }))).toEqual(["secrets.reservationsAuthorization"]);
    expect(paths(bookings({}, { secrets }))).toEqual(["secrets.reservationsAuthorization"]);
    expect(bookings({ authorization: true }, { secrets })).toEqual([]);
  });

  test("opens no lobby where there is none", () => {
    expect(paths(bookings({ lobby: true }, { rooms: { lobby: false } }))).toEqual(["auth.reservations.lobby"]);
  });
});
