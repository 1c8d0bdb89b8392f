import { createHmac, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { renderWeb } from "../../../config/render/web.ts";
import { type Outcome, docker } from "../images/docker.ts";
import { buildImages, imageName } from "../images/images.ts";
import { type Service, certificates, check, startService } from "../images/service.ts";
import { TurnClient } from "./client.ts";
import { type Stage, secret, startStage, turnSettings } from "./stage.ts";

/** The page and TURN over TLS on one port, told apart by the name that a connection asks for. */

jest.setTimeout(120_000);

const settings = turnSettings({ onWebPort: true });
const files = renderWeb(settings);

let stage: Stage;
let web: Service;
let page: { readonly certificate: string };

const address = "11.77.0.40";

beforeAll(async () => {
  await buildImages(["web", "turn"]);
  stage = await startStage(settings);
  const { ca, certificate, key } = await certificates(["meet.example.org"]);
  page = { certificate };
  web = await startService("web", {
    config: { ...files, "ca.crt": ca, "tls.crt": certificate },
    secrets: { "tls.key": key },
    options: [`--network=${stage.network}`, `--ip=${address}`],
  });
  // As far as it gets without Prosody.
  await web.untilHealth("nginx answers 502 for Prosody (/http-bind)");
}, 600_000);

afterAll(async () => {
  await (web as Service | undefined)?.stop();
  await (stage as Stage | undefined)?.stop();
});

/** Runs something of the TURN image in a container of its own, to which both names lead to web. */
function client(program: string, ...args: readonly string[]): Promise<Outcome> {
  const names = ["meet", "turn"].map((name) => `--add-host=${name}.example.org:${address}`);
  const place = [`--network=${stage.network}`, ...names, `--entrypoint=${program}`];
  return docker(["run", "--rm", "--init", ...place, imageName("turn"), ...args]);
}

async function shell(script: string): Promise<string> {
  return (await client("sh", "-c", script)).stdout;
}

/** Serial number of the certificate that somebody sees who asks for a name. */
async function shown(name?: string): Promise<string> {
  const asking = name === undefined ? "-noservername" : `-servername ${name}`;
  const pem = await shell(`openssl s_client -connect ${address}:8443 ${asking} </dev/null 2>/dev/null | openssl x509`);
  return new X509Certificate(pem).serialNumber;
}

test("each name leads to its own server, and everything else to the page", async () => {
  const [web, turn] = [page.certificate, stage.certificate.certificate].map(
    (pem) => new X509Certificate(pem).serialNumber,
  );
  expect(await shown("meet.example.org")).toBe(web);
  expect(await shown("turn.example.org")).toBe(turn);
  expect([await shown("other.example.org"), await shown()]).toEqual([web, web]);
});

test("the page is there, and its log has the client's address", async () => {
  const answer = await shell(
    "curl --silent --insecure --output /dev/null --write-out '%{http_code} ' https://meet.example.org:8443/config.js; hostname -i | grep -o '11[.][0-9.]*'",
  );
  const [status, client = ""] = answer.trim().split(/\s+/);
  expect(status).toBe("200");
  expect(client).toMatch(/^11\.77\.0\./);
  expect(await web.log()).toContain(`\n${client} [`);
});

test("health checks that succeed are not in the log", async () => {
  expect(await web.log()).not.toMatch(/^127\.0\.0\.1 .*"GET \/config\.js/m);
});

test("TURN gives relay ports on that port, under its own certificate", async () => {
  const username = String(Math.floor(Date.now() / 1000) + 600);
  const password = createHmac("sha1", secret).update(username).digest("base64");
  const options = { host: address, port: 8443, servername: "turn.example.org", ca: stage.certificate.ca };
  const browser = await TurnClient.openTls(options);
  expect(await browser.allocate({ username, password })).toBe(0);
  expect(await browser.permission(stage.peer)).toBe(0);
  browser.close();
});

test("a reload keeps it so", async () => {
  expect(await web.exec("reload")).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await shown("meet.example.org")).not.toBe(await shown("turn.example.org"));
});

test("the files pass nginx's own check before they are live", async () => {
  expect(await check("web", files)).toMatchObject({ code: 0 });
});
