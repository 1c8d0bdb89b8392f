import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair } from "jose";
import { type TestServer, startServer } from "./http.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";
import { type TokenOptions, appId, token } from "./tokens.ts";

jest.setTimeout(60_000);

const domain = "meet.jitsi";
const filed = await generateKeyPair("RS256");
const listed = await generateKeyPair("RS256");
const longer = await generateKeyPair("RS512");
const publicPem = await exportSPKI(filed.publicKey);
const fileOf = (kid: string): string => `/keys/${createHash("sha256").update(kid).digest("hex")}.pem`;

let keyServer: TestServer;
let down = false;
let prosody: Prosody;
const attempt = async (options: TokenOptions): Promise<string> =>
  prosody.attempt({ domain, query: `token=${await token(options)}` });
const rsa = (kid: string, key: CryptoKey): TokenOptions => ({ key, header: { alg: "RS256", kid } });

beforeAll(async () => {
  const list = { keys: [{ ...(await exportJWK(listed.publicKey)), kid: "listed", use: "sig", alg: "RS256" }] };
  keyServer = await startServer(({ path }) => {
    if (down) {
      return { status: 503 };
    }
    if (path === "/list.json") {
      return { status: 200, body: list, headers: { "cache-control": "max-age=3600" } };
    }
    return path === fileOf("filed") || path === fileOf("again")
      ? { status: 200, body: publicPem }
      : { status: 404, body: "no such key" };
  });
  await buildProsody();
  prosody = await startProsody({
    settings: {
      auth: {
        type: "jwt",
        jwt: { appId, keyServerUrl: `${keyServer.url}/keys`, jwksUrl: `${keyServer.url}/list.json` },
      },
    },
  });
}, 600_000);
afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await keyServer.stop();
});

test("a key is asked for once, by the SHA-256 of its id", async () => {
  const before = keyServer.asked.length;
  expect(await attempt(rsa("filed", filed.privateKey))).toBe("welcome");
  expect(await attempt(rsa("filed", filed.privateKey))).toBe("welcome");
  expect(keyServer.asked.slice(before).map(({ path }) => path)).toEqual([fileOf("filed")]);
});

test("a key of the list is not asked for", async () => {
  const before = keyServer.asked.length;
  expect(await attempt(rsa("listed", listed.privateKey))).toBe("welcome");
  expect(keyServer.asked.slice(before)).toEqual([]);
  expect(keyServer.asked.map(({ path }) => path)).toContain("/list.json");
});

test.each<[string, () => TokenOptions, string]>([
  ["another key than the one it names", () => rsa("filed", listed.privateKey), "not-allowed: Invalid signature"],
  ["a key that nobody has", () => rsa("unknown", filed.privateKey), "not-allowed: could not obtain public key"],
  ["no key's name", () => ({ key: filed.privateKey, header: { alg: "RS256" } }), "not-allowed: 'kid' claim is missing"],
  ["the public key as a shared secret", () => ({ key: publicPem, header: { kid: "filed" } }), "not-allowed: 'kid' claim only support with RS family"],
  ["another algorithm of the family", () => ({ key: longer.privateKey, header: { alg: "RS512", kid: "filed" } }), "not-allowed: Invalid or incorrect alg"],
])("a token signed with %s is refused", async (_, options, refusal) => {
  expect(await attempt(options())).toBe(refusal);
}); // prettier-ignore

test("while the key server is down nobody with a new key comes in, and afterwards they do", async () => {
  down = true;
  expect(await attempt(rsa("again", filed.privateKey))).toBe("not-allowed: could not obtain public key");
  expect(await attempt(rsa("filed", filed.privateKey))).toBe("welcome");
  down = false;
  expect(await attempt(rsa("again", filed.privateKey))).toBe("welcome");
});
