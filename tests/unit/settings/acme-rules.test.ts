import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

type Values = Readonly<Record<string, unknown>>;

const good = { email: "ops@example.org", termsAgreed: true };

function problems(acme: Values, groups: Readonly<Record<string, Values>> = {}) {
  const { tls = {}, ...others } = groups;
  return problemsOf(
    raw({
      general: { publicUrl: "https://meet.example.org" },
      http: { port: 80 },
      ...others,
      tls: { mode: "acme", acme: { ...good, ...acme }, ...tls },
    }),
  );
}

const pathsAndFixes = (...args: Parameters<typeof problems>) => problems(...args).map(({ path, fix }) => [path, fix]);

describe("tls.mode acme", () => {
  it("takes an address, the terms, a public name and port 80", () => {
    expect(problems({})).toEqual([]);
  });

  it("is refused without the address and the terms", () => {
    expect(problems({ email: undefined, termsAgreed: false })).toEqual([
      {
        path: "tls.acme.email",
        reason: "is missing, which tls.mode acme needs",
        fix: "pulumi config set --path tls.acme.email you@example.org",
      },
      {
        path: "tls.acme.termsAgreed",
        reason: "must be true: the authority issues nothing to people who do not agree to its terms",
        fix: "pulumi config set --path tls.acme.termsAgreed true",
      },
    ]);
  });

  it.each(["https://localhost:8443", "https://192.0.2.1", "https://[2001:db8::1]", "https://meet"])(
    "is refused for %s, which no authority knows",
    (publicUrl) => {
      expect(pathsAndFixes({ forwarded: true }, { general: { publicUrl } })).toEqual([
        ["general.publicUrl", "pulumi config set --path general.publicUrl https://meet.example.org"],
      ]);
    },
  );

  it("needs port 80, unless something in front hands it on, or the proof is in the DNS", () => {
    const http = { port: 8000 };
    expect(problems({}, { http })).toEqual([
      {
        path: "http.port",
        value: 8000,
        reason:
          "must be 80: the authority reads the proof from port 80 of meet.example.org. Where something in front hands that port on, tls.acme.forwarded says so",
        fix: "pulumi config set --path http.port 80",
      },
    ]);
    expect(problems({ forwarded: true }, { http })).toEqual([]);
    expect(problems({ challenge: "dns", dns: { provider: "hetzner" } }, { http })).toEqual([]);
    expect(pathsAndFixes({}, { http: { port: 80, listenAddress: "127.0.0.1" } })).toEqual([
      ["http.listenAddress", "pulumi config set --path http.listenAddress 0.0.0.0"],
    ]);
  });

  it("proves wildcards by the DNS only", () => {
    const names = ["www.example.org", "*.example.org"];
    expect(problems({ names })).toEqual([
      {
        path: "tls.acme.names[1]",
        value: "*.example.org",
        reason: "is a wildcard, which needs a record in the DNS: with tls.acme.challenge http there is no proof for it",
        fix: "pulumi config set --path tls.acme.challenge dns",
      },
    ]);
    expect(problems({ names, challenge: "dns", dns: { provider: "hetzner" } })).toEqual([]);
  });

  it("does not mix Let's Encrypt's tests with another authority", () => {
    expect(pathsAndFixes({ staging: true, directory: "https://ca.example.org/dir" })).toEqual([
      ["tls.acme.staging", "pulumi config rm --path tls.acme.directory"],
    ]);
  });

  it("asks for the key of an account where the authority does, and for both parts of it", () => {
    expect(problems({ directory: "https://acme.zerossl.com/v2/DV90" })).toEqual([
      {
        path: "tls.acme.eabKeyId",
        reason: "is missing: acme.zerossl.com wants a key of an account there",
        fix: "pulumi config set --path tls.acme.eabKeyId KEY-ID",
      },
    ]);
    expect(pathsAndFixes({ eabKeyId: "kid" })).toEqual([
      ["secrets.acmeEabKey", "pulumi config set --secret --path secrets.acmeEabKey"],
    ]);
    expect(problems({ eabKeyId: "kid" }, { secrets: { acmeEabKey: encrypted } })).toEqual([]);
    expect(pathsAndFixes({}, { secrets: { acmeEabKey: "a2V5" } })).toEqual([
      ["tls.acme.eabKeyId", "pulumi config set --path tls.acme.eabKeyId KEY-ID"],
    ]);
  });

  it("reads the certificate of an authority of one's own", () => {
    const authority = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    expect(problems({ authority })).toEqual([
      {
        path: "tls.acme.authority",
        reason: "is no certificate that can be read",
        fix: "pulumi config set --plaintext --path tls.acme.authority < authority.pem",
      },
    ]);
  });

  it("has no use for a certificate of one's own", () => {
    const certificate = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    expect(pathsAndFixes({}, { tls: { certificate } })).toEqual([
      ["tls.mode", "pulumi config set --path tls.mode custom"],
    ]);
  });
});

describe("tls.acme.challenge dns", () => {
  const dns = (values: Values): Values => ({ challenge: "dns", dns: values });

  it("needs a provider that lego knows", () => {
    expect(pathsAndFixes(dns({}))).toEqual([
      ["tls.acme.dns.provider", "pulumi config set --path tls.acme.dns.provider cloudflare"],
    ]);
    expect(problems(dns({ provider: "cloudfare" }))).toEqual([
      {
        path: "tls.acme.dns.provider",
        value: "cloudfare",
        reason: "is none that lego knows. Did you mean cloudflare?",
        fix: "pulumi config set --path tls.acme.dns.provider cloudflare",
      },
    ]);
    expect(problems(dns({ provider: "exec" })).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^needs a program or a person that is not there/),
    ]);
  });

  it("has a value for each secret variable, and a name for each value", () => {
    const provider = "hetzner";
    expect(problems(dns({ provider, secretOptions: ["HETZNER_API_KEY"] }))).toEqual([
      {
        path: "secrets.acmeDns.HETZNER_API_KEY",
        reason: "is missing: tls.acme.dns.secretOptions names HETZNER_API_KEY",
        fix: "pulumi config set --secret --path secrets.acmeDns.HETZNER_API_KEY",
      },
    ]);
    const secrets = { acmeDns: { HETZNER_API_KEY: encrypted } };
    expect(problems(dns({ provider, secretOptions: ["HETZNER_API_KEY"] }), { secrets })).toEqual([]);
    expect(pathsAndFixes(dns({ provider }), { secrets })).toEqual([
      ["secrets.acmeDns.HETZNER_API_KEY", "pulumi config set --path 'tls.acme.dns.secretOptions[0]' HETZNER_API_KEY"],
    ]);
  });

  it("sets nothing but the provider's variables", () => {
    const options = { PATH: "/tmp", LEGO_SERVER: "x", HETZNER_TTL: "60" };
    expect(
      pathsAndFixes(dns({ provider: "hetzner", options, secretOptions: ["LD_PRELOAD"] }), {
        secrets: { acmeDns: { LD_PRELOAD: encrypted } },
      }),
    ).toEqual([
      ["tls.acme.dns.options.PATH", "pulumi config rm --path tls.acme.dns.options.PATH"],
      ["tls.acme.dns.options.LEGO_SERVER", "pulumi config rm --path tls.acme.dns.options.LEGO_SERVER"],
      ["tls.acme.dns.secretOptions[0]", "pulumi config rm --path 'tls.acme.dns.secretOptions[0]'"],
    ]);
  });
});
