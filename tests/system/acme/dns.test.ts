import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import { freeTcpPort } from "../../harness/ports.ts";
import { buildImages } from "../images/images.ts";
import type { Service } from "../images/service.ts";
import { type Authority, authorityImage, buildAuthority, startAuthority } from "./authority.ts";
import { type NameServer, startNameServer } from "./name-server.ts";
import { Volumes, acmeSettings, startAcme } from "./site.ts";

jest.setTimeout(180_000);

const volumes = new Volumes();
let names: NameServer;
let authority: Authority;
let acme: Service;

beforeAll(async () => {
  await buildImages(["acme"]);
  await buildAuthority();
  names = await startNameServer(authorityImage);
  // Nothing answers there: no proof can come by HTTP.
  authority = await startAuthority({ httpPort: await freeTcpPort(), life: 3600, nameServer: names.address });
}, 600_000);

afterAll(async () => {
  await (acme as Service | undefined)?.stop();
  await (authority as Authority | undefined)?.stop();
  await (names as NameServer | undefined)?.stop();
  await volumes.remove();
});

function settings() {
  return acmeSettings(authority, {
    names: ["*.example.test", "example.test"],
    challenge: "dns",
    dns: {
      provider: "rfc2136",
      options: {
        RFC2136_NAMESERVER: "ns.example.test:53",
        RFC2136_TSIG_ALGORITHM: "hmac-sha256.",
        RFC2136_TSIG_KEY: names.key.name,
        RFC2136_SEQUENCE_INTERVAL: "1",
      },
      secretOptions: ["RFC2136_TSIG_SECRET"],
      resolvers: ["ns.example.test:53"],
    },
  });
}

const wrong = Buffer.from("not the key").toString("base64");

test("a key that the name server does not take: health says it", async () => {
  acme = await startAcme(settings(), volumes, {
    secrets: { "dns-RFC2136_TSIG_SECRET": wrong },
    options: [`--network=${names.network}`],
  });
  await eventually(
    async () => (await acme.exec("health")).stdout,
    (text) => text.includes("DNS update failed: dns: bad authentication"),
    90,
  );
});

test("with the key, a certificate is issued for the domain and all names in it, by records in the DNS", async () => {
  await acme.write("secrets", { "dns-RFC2136_TSIG_SECRET": names.key.secret });
  await acme.restart();
  await eventually(
    () => acme.health(),
    (state) => state === "healthy",
    120,
  );
  const certificate = new X509Certificate((await acme.exec("cat", "/acme/tls.crt")).stdout);
  expect(certificate.subjectAltName?.split(", ").sort()).toEqual(["DNS:*.example.test", "DNS:example.test"]);
});

test("the key is in no environment, argument or log", async () => {
  const everywhere = "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n'";
  const { stdout } = await acme.exec("sh", "-c", everywhere);
  expect(stdout).toContain("/usr/local/bin/start");
  expect(stdout + (await acme.log())).not.toContain(names.key.secret);
});
