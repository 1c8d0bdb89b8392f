import { describe, expect, it } from "@jest/globals";
import { importEnv } from "../../../config/env-file.ts";

function answers(text: string): Record<string, unknown> {
  return Object.fromEntries(importEnv(text).map(({ variable, answer, value }) => [variable, [answer, value]]));
}

const on = "ENABLE_LETSENCRYPT=1\n";

describe("the variables of Let's Encrypt", () => {
  it("are ignored while it is off", () => {
    const rest = "LETSENCRYPT_DOMAIN=meet.example.org\nLETSENCRYPT_EMAIL=a@example.org\nLETSENCRYPT_USE_STAGING=1";
    expect(answers(`ENABLE_LETSENCRYPT=0\n${rest}\nLETSENCRYPT_ACME_SERVER=zerossl`)).toEqual({
      ENABLE_LETSENCRYPT: ["ignored", null],
      LETSENCRYPT_DOMAIN: ["ignored", null],
      LETSENCRYPT_EMAIL: ["ignored", null],
      LETSENCRYPT_USE_STAGING: ["ignored", null],
      LETSENCRYPT_ACME_SERVER: ["ignored", null],
    });
  });

  it.each(["1", "true"])("become settings while it is %s, with the terms agreed to", (value) => {
    const rest = "LETSENCRYPT_EMAIL=a@example.org\nLETSENCRYPT_USE_STAGING=1";
    expect(answers(`ENABLE_LETSENCRYPT=${value}\n${rest}`)).toEqual({
      ENABLE_LETSENCRYPT: ["translated", { "tls.mode": "acme", "tls.acme.termsAgreed": true }],
      LETSENCRYPT_EMAIL: ["setting", "a@example.org"],
      LETSENCRYPT_USE_STAGING: ["setting", true],
    });
  });

  it("name the public URL's host, or another name beside it", () => {
    const domain = "LETSENCRYPT_DOMAIN=meet.example.org";
    expect(answers(`${on}${domain}`)).toMatchObject({
      LETSENCRYPT_DOMAIN: ["translated", "https://meet.example.org"],
    });
    expect(answers(`${on}${domain}\nPUBLIC_URL=meet.example.org:8443`)).toMatchObject({
      LETSENCRYPT_DOMAIN: ["ignored", null],
    });
    expect(answers(`${on}${domain}\nPUBLIC_URL=https://video.example.org`)).toMatchObject({
      LETSENCRYPT_DOMAIN: ["translated", ["meet.example.org"]],
    });
  });

  it.each([
    ["letsencrypt", ["ignored", null]],
    ["letsencrypt_test", ["translated", true]],
    ["zerossl", ["translated", "https://acme.zerossl.com/v2/DV90"]],
    ["https://ca.example.org/acme/directory", ["translated", "https://ca.example.org/acme/directory"]],
    ["buypass", ["refused", "buypass"]],
  ])("take acme.sh's name for an authority: %s", (name, answer) => {
    expect(answers(`${on}LETSENCRYPT_ACME_SERVER=${name}`)).toMatchObject({ LETSENCRYPT_ACME_SERVER: answer });
  });
});
