import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { ask, shownCertificate } from "../../harness/web.ts";

jest.setTimeout(600_000);

interface KeyPair {
  readonly certificate: string;
  readonly key: string;
  readonly fingerprint: string;
}

let fixture: TestStack;
let first: KeyPair;

/** A certificate for localhost, such as a person brings along. */
async function keyPair(): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), "jitsi-tls-"));
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  await execa("openssl", ["req", "-x509", ...algorithm, "-days", "30", ...names, ...files]);
  const certificate = await readFile(join(folder, "cert.pem"), "utf8");
  const key = await readFile(join(folder, "key.pem"), "utf8");
  await rm(folder, { recursive: true });
  return { certificate, key, fingerprint: new X509Certificate(certificate).fingerprint256 };
}

beforeAll(async () => {
  first = await keyPair();
  fixture = await createTestStack("tls", { tls: { mode: "custom", certificate: first.certificate } });
  await fixture.stack.setSecret("secrets.tlsKey", first.key);
  await fixture.stack.up();
});
afterAll(async () => {
  await fixture.stack.dispose();
});

test("a certificate of one's own is shown, with HSTS", async () => {
  expect((await shownCertificate(fixture.httpsPort)).fingerprint256).toBe(first.fingerprint);
  const page = await ask(`${fixture.url}/`, { ca: first.certificate });
  expect(page.status).toBe(200);
  expect(page.headers["strict-transport-security"]).toBe("max-age=63072000");
});

test("a renewed certificate is taken in without a restart", async () => {
  const before = await fixture.stack.containers();
  const second = await keyPair();
  await fixture.stack.set("tls.certificate", second.certificate);
  await fixture.stack.setSecret("secrets.tlsKey", second.key);
  await fixture.stack.up();
  expect((await shownCertificate(fixture.httpsPort)).fingerprint256).toBe(second.fingerprint);
  expect(await fixture.stack.containers()).toEqual(before);
});

test("a key that does not belong to the certificate is refused, and the old pair serves on", async () => {
  const { fingerprint256 } = await shownCertificate(fixture.httpsPort);
  await fixture.stack.set("tls.certificate", first.certificate);
  const failed = await fixture.stack.tryPulumi(["up", "--yes", "--skip-preview"]);
  expect(failed.exitCode).not.toBe(0);
  expect(failed.all).toContain("1 problem in the settings. Nothing was changed.");
  expect((await shownCertificate(fixture.httpsPort)).fingerprint256).toBe(fingerprint256);
});

test("with TLS off the page is there over HTTP, for a proxy in front, and no HTTPS port is published", async () => {
  await fixture.stack.unset("tls.certificate");
  await fixture.stack.unset("secrets");
  await fixture.stack.set("tls.mode", "off");
  await fixture.stack.up();
  const response = await fetch(`http://localhost:${String(fixture.httpPort)}/config.js`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(`bosh: "http://localhost:${String(fixture.httpPort)}/http-bind"`);
  await expect(shownCertificate(fixture.httpsPort)).rejects.toThrow("ECONNREFUSED");
});
