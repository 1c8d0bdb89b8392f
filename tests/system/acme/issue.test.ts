import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { eventually } from "../../harness/wait.ts";
import { shownCertificate } from "../../harness/web.ts";
import { buildImages } from "../images/images.ts";
import type { Service } from "../images/service.ts";
import { ask, login } from "../rehearsal-web/xmpp.ts";
import { type Authority, buildAuthority, startAuthority } from "./authority.ts";
import { type Site, Volumes, acmeSettings, host, startAcme, startSite } from "./site.ts";

jest.setTimeout(180_000);

const volumes = new Volumes();
let site: Site;
let authority: Authority;
let acme: Service;

beforeAll(async () => {
  await buildImages(["prosody", "web", "acme"]);
  await buildAuthority();
  site = await startSite(volumes, ["alice"]);
  await site.web.untilHealth("healthy");
  authority = await startAuthority({ httpPort: site.httpPort, life: 90 });
}, 600_000);

afterAll(async () => {
  await (acme as Service | undefined)?.stop();
  await (authority as Authority | undefined)?.stop();
  await (site as Site | undefined)?.stop();
  await volumes.remove();
});

const shown = async () => (await shownCertificate(site.httpsPort)).fingerprint256;

async function issued(): Promise<X509Certificate> {
  return new X509Certificate((await acme.exec("cat", "/acme/tls.crt")).stdout);
}

test("until a certificate is issued, nginx shows the stack's own, and says so", async () => {
  const { code, stdout } = await site.web.exec("health");
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "the certificate is the stack's own: none has been issued yet",
  });
  expect((await shownCertificate(site.httpsPort)).issuer.CN).toBe("ca");
});

test("the certificate is issued for every name, by a proof that nginx serves, and nginx takes it over", async () => {
  acme = await startAcme(acmeSettings(authority, { names: ["conference.example.test"] }), volumes);
  await acme.untilHealth("healthy");
  const certificate = await issued();
  expect(certificate.subjectAltName?.split(", ").sort()).toEqual(["DNS:conference.example.test", `DNS:${host}`]);
  await eventually(shown, (fingerprint) => fingerprint === certificate.fingerprint256, 60);
  expect(authority.orders()).toBe(1);
});

test("a renewal brings a new key, and a WebSocket through nginx lives on", async () => {
  const before = await issued();
  const alice = await login({
    port: site.httpPort,
    domain: "meet.jitsi",
    username: "alice",
    password: "alice-secret",
  });
  const after = await eventually(issued, ({ fingerprint256 }) => fingerprint256 !== before.fingerprint256, 120);
  await eventually(shown, (fingerprint) => fingerprint === after.fingerprint256, 60);
  expect(after.publicKey.equals(before.publicKey)).toBe(false);
  const pong = await ask(alice, "meet.jitsi", xml("ping", { xmlns: "urn:xmpp:ping" }));
  expect("condition" in pong ? pong.condition : pong.attrs["type"]).toBe("result");
  await alice.close();
});
