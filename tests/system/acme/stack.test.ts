import { connect, type DetailedPeerCertificate } from "node:tls";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { shownCertificate } from "../../harness/web.ts";
import { type Authority, buildAuthority, hostAddress, startAuthority } from "./authority.ts";
import { host } from "./site.ts";

jest.setTimeout(600_000);

let fixture: TestStack;
let authority: Authority;

beforeAll(async () => {
  await buildAuthority();
  fixture = await createTestStack("acme", {
    general: { publicUrl: `https://${host}` },
    http: { listenAddress: "127.0.0.1" },
    // Here is no STUN server that would tell.
    bridge: { advertiseIps: [await hostAddress()] },
    tls: { mode: "acme", acme: { email: "ops@example.test", termsAgreed: true, forwarded: true } },
  });
  authority = await startAuthority({ httpPort: fixture.httpPort, life: 86_400 });
  await fixture.stack.set("tls.acme.directory", authority.directory);
  await fixture.stack.set("tls.acme.authority", authority.authority);
  await fixture.stack.up();
}, 900_000);

afterAll(async () => {
  await (fixture as TestStack | undefined)?.stack.dispose();
  await (authority as Authority | undefined)?.stop();
});

/** The certificate that a browser gets which trusts this root only. */
function trusted(root: string): Promise<DetailedPeerCertificate> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: fixture.httpsPort, servername: host, ca: root };
    const socket = connect(options, () => {
      resolve(socket.getPeerCertificate(true));
      socket.end();
    });
    socket.once("error", reject);
  });
}

const fingerprint = async () => (await shownCertificate(fixture.httpsPort)).fingerprint256;

test("the page shows the authority's certificate, with the chain that leads to its root", async () => {
  const root = await authority.root();
  const certificate = await eventually(
    () => trusted(root),
    ({ subjectaltname }) => subjectaltname === `DNS:${host}`,
    60,
  );
  expect(certificate.issuerCertificate.subject.CN).toMatch(/^Pebble Intermediate CA/);
  const { status, said } = await fixture.stack.health("acme");
  expect(status).toBe("healthy");
  expect(said).toMatch(/^the certificate runs out in \d days, at /);
});

test("a second run changes nothing", async () => {
  await fixture.stack.up("--expect-no-changes");
});

test("a container that is new has the account and the certificate of the old one, and asks nobody", async () => {
  const [before, shown] = [await fixture.stack.container("acme"), await fingerprint()];
  await fixture.stack.set("general.timezone", "Europe/Berlin");
  await fixture.stack.up();
  expect(await fixture.stack.container("acme")).not.toBe(before);
  expect(await fingerprint()).toBe(shown);
  expect(authority.orders()).toBe(1);
});
