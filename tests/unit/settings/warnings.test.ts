import { describe, expect, it } from "@jest/globals";
import { checkSettings } from "../../../config/parse.ts";
import { warnings } from "../../../config/warnings.ts";
import { certificateFor } from "./certificates.ts";

function settings(groups: object) {
  return checkSettings(groups, { withoutPackages: true, now: new Date("2026-06-01") }).parsed.settings;
}

const own = certificateFor(["localhost"]);
const custom = settings({ tls: { mode: "custom", certificate: own.certificate }, secrets: { tlsKey: own.key } });

describe("warnings", () => {
  it("are none by default", () => {
    expect(warnings(settings({}))).toEqual([]);
  });

  it("mistake 13: begin three weeks before a certificate of one's own runs out", () => {
    expect(warnings(custom, new Date("2026-12-10T00:00:00Z"))).toEqual([]);
    expect(warnings(custom, new Date("2026-12-12T00:00:00Z"))).toEqual([
      "tls.certificate: runs out in 20 days, on 2027-01-01, and nothing renews it",
    ]);
  });
  it("say that a certificate for tests is trusted by nobody", () => {
    expect(warnings(settings({ tls: { mode: "acme", acme: { staging: true } } }))).toEqual([
      "tls.acme.staging: the certificate is by Let's Encrypt's authority for tests, which no browser trusts",
    ]);
  });
});
