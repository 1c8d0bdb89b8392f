import { hostAddress } from "../../harness/docker.ts";
import { connect, type DetailedPeerCertificate } from "node:tls";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import { freeTcpPort, freeUdpPort } from "../../harness/ports.ts";
import { createTestStack, type TestStack } from "../../harness/test-stack.ts";
import { shownCertificate } from "../../harness/web.ts";
import { type Authority, buildAuthority, startAuthority } from "./authority.ts";
import { host } from "./site.ts";

jest.setTimeout(600_000);

let fixture: TestStack;
let authority: Authority;
/** Port of TURN over TLS. */
let turnPort: number;
const turnHost = "turn.example.test";

beforeAll(async () => {
  await buildAuthority();
  turnPort = await freeTcpPort();
  fixture = await createTestStack("acme", {
    general: { publicUrl: `https://${host}` },
    http: { listenAddress: "127.0.0.1" },
    // Here is no STUN server that would tell.
    bridge: { advertiseIps: [await hostAddress()] },
    tls: { mode: "acme", acme: { email: "ops@example.test", termsAgreed: true, forwarded: true } },
    turn: {
      mode: "builtin",
      builtin: {
        ...{ host: turnHost, address: "11.77.1.1" },
        ...{ port: await freeTcpPort(), tlsPort: turnPort, relayPort: await freeUdpPort(), relayPorts: 4 },
      },
    },
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
function trusted(root: string, port: number, servername: string): Promise<DetailedPeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca: root }, () => {
      resolve(socket.getPeerCertificate(true));
      socket.end();
    });
    socket.once("error", reject);
  });
}

/** What the page and TURN show. */
async function fingerprints(): Promise<string[]> {
  const shown = await Promise.all([fixture.httpsPort, turnPort].map(shownCertificate));
  return shown.map(({ fingerprint256 }) => fingerprint256);
}

test("the page shows the authority's certificate, with the chain that leads to its root", async () => {
  const root = await authority.root();
  const certificate = await eventually(
    () => trusted(root, fixture.httpsPort, host),
    () => true,
    60,
  );
  expect(certificate.subjectaltname?.split(", ").sort()).toEqual([`DNS:${host}`, `DNS:${turnHost}`]);
  expect(certificate.issuerCertificate.subject.CN).toMatch(/^Pebble Intermediate CA/);
  const { status, said } = await fixture.stack.health("acme");
  expect(status).toBe("healthy");
  expect(said).toMatch(/^the certificate runs out in \d days, at /);
});

test("TURN shows the same one, with the chain, under its own name", async () => {
  const root = await authority.root();
  const certificate = await eventually(
    () => trusted(root, turnPort, turnHost),
    () => true,
    60,
  );
  expect(certificate.issuerCertificate.subject.CN).toMatch(/^Pebble Intermediate CA/);
  const [page, turn] = await fingerprints();
  expect(turn).toBe(page);
  expect((await fixture.stack.health("turn")).status).toBe("healthy");
});

test("a second run changes nothing", async () => {
  await fixture.stack.up("--expect-no-changes");
});

test("containers that are new have the account and the certificate of the old ones, and ask nobody", async () => {
  const [before, shown] = [await fixture.stack.containers(), await fingerprints()];
  await fixture.stack.set("general.timezone", "Europe/Berlin");
  await fixture.stack.up();
  for (const service of ["acme", "turn", "web"]) {
    expect(await fixture.stack.container(service)).not.toBe(before.get(service));
  }
  expect(await fingerprints()).toEqual(shown);
  expect(authority.orders()).toBe(1);
});
