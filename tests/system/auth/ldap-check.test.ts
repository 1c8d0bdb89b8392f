import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { renderProsody } from "../../../config/render/prosody.ts";
import { certificates, check } from "../images/service.ts";
import { buildProsody, settingsOf } from "./prosody.ts";

jest.setTimeout(60_000);

let ca: string;

beforeAll(async () => {
  await buildProsody();
  ca = (await certificates(["directory"])).ca;
}, 600_000);

describe("a configuration with a directory that is tried", () => {
  const files = () => {
    const ldap = { url: "ldaps://directory", base: "dc=example,dc=org", bindDn: "cn=lookup", ca };
    return renderProsody(settingsOf({ auth: { type: "ldap", ldap } }));
  };

  test("is accepted without the directory and without the bind password", async () => {
    expect(await check("prosody", files())).toMatchObject({ code: 0, stderr: "" });
  });

  test.each([
    ["saslauthd.conf is missing", { "saslauthd.conf": undefined }],
    ["saslauthd.conf: line 2:nonsense is no entry", { "saslauthd.conf": "ldap_servers: ldap://a\nnonsense\n" }],
    ["saslauthd.conf names no ldap_servers", { "saslauthd.conf": "ldap_version: 3\n" }],
    ["/config/ldap-ca.crt is not a certificate", { "ldap-ca.crt": "x" }],
    ["OpenSSL knows no cipher of ldap_tls_ciphers: SECURE256", { "saslauthd.conf": "ldap_servers: ldaps://a\nldap_tls_ciphers: SECURE256\n" }],
  ])("is refused when %s", async (reason, changed) => {
    const all = Object.entries({ ...files(), ...changed }).filter(([, text]) => text !== undefined);
    expect(await check("prosody", Object.fromEntries(all) as Record<string, string>)).toMatchObject({
      code: 1,
      stderr: reason,
    });
  }); // prettier-ignore
});
