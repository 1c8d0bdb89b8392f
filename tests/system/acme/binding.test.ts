import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { renderAcme } from "../../../config/render/acme.ts";
import { eventually } from "../../harness/wait.ts";
import { buildImages } from "../images/images.ts";
import { type Service, certificates } from "../images/service.ts";
import { type Authority, buildAuthority, startAuthority } from "./authority.ts";
import { type Site, Volumes, acmeSettings, startAcme, startWeb } from "./site.ts";

jest.setTimeout(120_000);

const keyId = "kid-1";
const key = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
const volumes = new Volumes();
let site: Site;
let authority: Authority;
let acme: Service;

beforeAll(async () => {
  await buildImages(["web", "acme"]);
  await buildAuthority();
  site = await startWeb(volumes, (await certificates(["prosody"])).ca);
  authority = await startAuthority({ httpPort: site.httpPort, life: 3600, binding: [keyId, key] });
}, 600_000);

afterAll(async () => {
  await (acme as Service | undefined)?.stop();
  await (authority as Authority | undefined)?.stop();
  await (site as Site | undefined)?.stop();
  await volumes.remove();
});

test("an authority that wants a key of an account there is not served without one", async () => {
  acme = await startAcme(acmeSettings(authority), volumes);
  await eventually(
    async () => (await acme.exec("health")).stdout,
    (text) => text.includes("Server requires External Account Binding"),
  );
});

test("with the key, in the base64 that people are given, it issues", async () => {
  await acme.write("config", renderAcme(acmeSettings(authority, { eabKeyId: keyId })));
  await acme.write("secrets", { "eab-key": `${key.replaceAll("-", "+").replaceAll("_", "/")}=` });
  await acme.restart();
  await acme.untilHealth("healthy");
});

test("the key is needed once: with the account, it is given to nobody any more", async () => {
  await acme.write("secrets", { "eab-key": undefined });
  await acme.write("config", renderAcme(acmeSettings(authority, { eabKeyId: keyId, keyType: "ec384" })));
  await acme.restart();
  await acme.untilHealth("healthy");
  expect(authority.orders()).toBe(2);
});
