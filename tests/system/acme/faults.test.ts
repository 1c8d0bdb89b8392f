import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { renderAcme } from "../../../config/render/acme.ts";
import { running } from "../../harness/docker.ts";
import { eventually } from "../../harness/wait.ts";
import { buildImages } from "../images/images.ts";
import { type Service, certificates } from "../images/service.ts";
import { type Authority, buildAuthority, startAuthority } from "./authority.ts";
import { type Site, Volumes, acmeSettings, startAcme, startWeb } from "./site.ts";

jest.setTimeout(240_000);

const volumes = new Volumes();
let site: Site;
let authority: Authority;
let acme: Service;

beforeAll(async () => {
  await buildImages(["web", "acme"]);
  await buildAuthority();
  site = await startWeb(volumes, (await certificates(["prosody"])).ca);
  authority = await startAuthority({ httpPort: site.httpPort, life: 3600 });
}, 600_000);

afterAll(async () => {
  await (acme as Service | undefined)?.stop();
  await (authority as Authority | undefined)?.stop();
  await (site as Site | undefined)?.stop();
  await volumes.remove();
});

async function published(): Promise<string> {
  return new X509Certificate((await acme.exec("cat", "/acme/tls.crt")).stdout).fingerprint256;
}

async function health(): Promise<string> {
  return (await acme.exec("health")).stdout;
}

/** Gives the running service other settings, as `pulumi up` does. */
async function change(values: Readonly<Record<string, unknown>>): Promise<void> {
  await acme.write("config", renderAcme(acmeSettings(authority, values)));
  await acme.restart();
}

/** Waits until the service has looked at least twice whether it should ask, since it was started. */
async function looksTwice(): Promise<void> {
  const { started } = await running(acme.name);
  await eventually(
    () => Promise.resolve(Date.now() - Date.parse(started)),
    (age) => age > 13_000,
  );
}

test("an authority that is away from the start: health and one line of the log say it, and when it is asked again", async () => {
  authority.front.away(true);
  acme = await startAcme(acmeSettings(authority), volumes);
  await eventually(health, (text) => text.includes("The next attempt is at"));
  const why = `Could not create client: get directory at '${authority.directory}': Get "${authority.directory}": EOF`;
  expect(await health()).toMatch(/^no certificate: .* The next attempt is at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  expect(await health()).toContain(why);
  const lines = (await acme.log()).split("\n").filter((line) => line.startsWith("certificate: not issued: "));
  expect(lines.length).toBe(1);
  expect(lines[0]).toContain(`${why}. there is none so far. The next attempt is at `);
});

test("a restart makes no further request, and `retry` makes one at once", async () => {
  const before = authority.front.paths.length;
  await acme.restart();
  await looksTwice();
  expect(authority.front.paths.length).toBe(before);
  authority.front.away(false);
  expect((await acme.exec("retry")).code).toBe(0);
  await acme.untilHealth("healthy");
  expect(authority.orders()).toBe(1);
});

test("a limit is kept to the second, also after a restart, and the old certificate stays", async () => {
  const old = await published();
  const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + 45_000);
  const named = end.toISOString().slice(0, 19).replace("T", " ");
  authority.front.limit({
    detail: `too many certificates already issued, retry after ${named} UTC: see the documents`,
  });
  await change({ keyType: "ec384" });
  await eventually(health, (text) => text.endsWith(`The next attempt is at ${named} UTC`));
  expect(await health()).toMatch(/^the certificate is still that of earlier settings: .*rateLimited :: too many/);
  expect(authority.orders()).toBe(2);
  await acme.restart();
  await looksTwice();
  expect(authority.orders()).toBe(2);
  expect(await published()).toBe(old);

  authority.front.limit(undefined);
  await eventually(
    () => acme.health(),
    (state) => state === "healthy",
    90,
  );
  expect(Date.now()).toBeGreaterThanOrEqual(end.getTime());
  expect(authority.orders()).toBe(3);
  expect(await published()).not.toBe(old);
});

test("a limit without a time is kept for three hours", async () => {
  authority.front.limit({ detail: "slow down", retryAfter: "3600" });
  await change({ keyType: "rsa2048" });
  await eventually(health, (text) => text.includes("slow down"));
  const next = Number((await acme.exec("cat", "/var/lib/acme/attempt/next")).stdout);
  expect(Math.abs(next - Date.now() / 1000 - 10_800)).toBeLessThan(120);
});
