import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

/** root -> intermediate -> leaf, for meet.example.org until 2119. The leaf says where the intermediate can be had. */
const [root, intermediate, leaf] = ["root", "intermediate", "leaf"].map((name) =>
  readFileSync(join(import.meta.dirname, `../../fixtures/chain/${name}.pem`), "utf8"),
) as [string, string, string];

function problems(certificate: string, tlsKey: unknown = encrypted) {
  const general = { publicUrl: "https://meet.example.org" };
  return problemsOf(raw({ general, tls: { mode: "custom", certificate }, secrets: { tlsKey } }));
}

const fix = "pulumi config set --plaintext --path tls.certificate < fullchain.pem";

describe("the chain of a certificate of one's own", () => {
  it("goes on to the root, or ends before it", () => {
    expect(problems(leaf + intermediate + root)).toEqual([]);
    expect(problems(leaf + intermediate)).toEqual([]);
  });

  it.each([
    ["another one in between", leaf + root + intermediate, "CN=Test root"],
    ["a part missing", leaf + root, "CN=Test root"],
    ["one that has nothing to do with it", leaf + intermediate + leaf, "CN=meet.example.org"],
  ])("is in order: %s is refused", (_, chain, loose) => {
    const reason = `is in the wrong order: ${loose} did not issue the certificate before it. The server's own comes first, then who issued it, and so on`;
    expect(problems(chain)).toEqual([{ path: "tls.certificate", reason, fix }]);
  });

  it("begins with the server's own", () => {
    expect(problems(intermediate + leaf).map(({ reason }) => reason)).toEqual([
      "does not cover meet.example.org, the host of the public URL. It is for no name",
      expect.stringMatching(/^is in the wrong order: CN=meet.example.org did not issue/),
    ]);
  });

  it("does not end with a certificate whose issuer nobody has", () => {
    const reason = "ends too early: the certificate of CN=Test intermediate, which issued it, is missing";
    expect(problems(leaf)).toEqual([{ path: "tls.certificate", reason, fix }]);
  });
});

describe("files in the place of their text", () => {
  it("are named in the command that sets the text", () => {
    expect(problems("/etc/ssl/meet.pem", "~/certs/meet.key").map((problem) => problem.fix)).toEqual([
      "pulumi config set --plaintext --path tls.certificate < /etc/ssl/meet.pem",
      "pulumi config set --secret --path secrets.tlsKey < ~/certs/meet.key",
    ]);
  });
});

describe("a key with a passphrase", () => {
  it.each([
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nbm9uZQ==\n-----END ENCRYPTED PRIVATE KEY-----\n",
    "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nbm9uZQ==\n-----END EC PRIVATE KEY-----\n",
  ])("is refused, with the command that takes it away", (key) => {
    expect(problems(leaf + intermediate, key)).toEqual([
      {
        path: "secrets.tlsKey",
        reason: "has a passphrase, which nobody is there to type when nginx starts",
        fix: "openssl pkey -in privkey.pem | pulumi config set --secret --path secrets.tlsKey",
      },
    ]);
  });
});
