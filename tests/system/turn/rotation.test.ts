import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { eventually } from "../../harness/wait.ts";
import { type Prosody, startProsody } from "../auth/prosody.ts";
import { buildImages } from "../images/images.ts";
import { certificates } from "../images/service.ts";
import { ask } from "../rehearsal-web/xmpp.ts";
import { allocation } from "./client.ts";
import { type Credentials, type Stage, duringRelay, relay, secret, startStage, turnSettings } from "./stage.ts";

/** A new secret and a new certificate while media goes through the server. */

jest.setTimeout(240_000);

/** The shortest that may be: short enough to see them expire. */
const lifetime = 60;

let stage: Stage;
let prosody: Prosody;

beforeAll(async () => {
  await buildImages(["prosody", "turn"]);
  stage = await startStage(turnSettings({}, { credentialLifetime: lifetime }));
  const turn = { mode: "builtin", builtin: { host: "turn.example.org", address: "11.77.0.10" } };
  prosody = await startProsody({ settings: { turn }, secrets: { "turn-secret": secret } });
}, 600_000);

afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await (stage as Stage | undefined)?.stop();
});

function made(of: string, seconds = 3600): Credentials {
  const username = String(Math.floor(Date.now() / 1000) + seconds);
  return { username, password: createHmac("sha1", of).update(username).digest("base64") };
}

/** The certificate that clients see. */
async function shown(): Promise<string> {
  const command = "openssl s_client -connect 127.0.0.1:5349 </dev/null 2>/dev/null | openssl x509";
  return (await stage.server.exec("sh", "-c", command)).stdout;
}

test("a call goes on through a new secret and a new certificate, and new people get in with them", async () => {
  const before = made(secret);
  await duringRelay(stage, { transport: "tls", credentials: before }, async (goesOn) => {
    await goesOn();
    expect((await shown()).trim()).toBe(stage.certificate.certificate.trim());

    const { certificate, key } = await certificates(["turn.example.org"]);
    await stage.server.write("config", { "tls.crt": certificate });
    await stage.server.write("secrets", { "tls.key": key });
    expect(await stage.server.health()).toBe(
      "coturn shows another certificate than /config/tls.crt on port 5349: it was not reloaded",
    );
    await stage.server.write("secrets", { "turn-secret": "second-secret" });
    expect(await stage.server.health()).toBe("coturn refuses credentials made of its secret: it was not reloaded");
    expect(await stage.server.exec("reload")).toEqual({ code: 0, stdout: "", stderr: "" });

    await goesOn();
    expect((await shown()).trim()).toBe(certificate.trim());
    expect(await relay(stage, { transport: "tls", credentials: made("second-secret") })).toEqual({
      sent: 5,
      received: 5,
    });
    // Who is in a call, and has to come again by another network, has these.
    expect(await allocation(stage.address, before)).toBe(0);
  });
});

test("the old secret is worth nothing when all credentials made of it have expired, and that ends no call", async () => {
  const forged = made(secret, 86_400);
  await duringRelay(stage, { transport: "udp", credentials: made(secret) }, async (goesOn) => {
    await goesOn();
    await eventually(
      () => allocation(stage.address, forged),
      (code) => code === 401,
      120,
    );
    expect(await allocation(stage.address, made("second-secret"))).toBe(0);
    await goesOn();
  });
});

test("a secret that is empty, and a certificate that is none, are refused and change nothing", async () => {
  await stage.server.write("secrets", { "turn-secret": "" });
  expect(await stage.server.exec("reload")).toEqual({
    code: 1,
    stdout: "",
    stderr: "secret turn-secret is missing or empty",
  });
  await stage.server.write("secrets", { "turn-secret": 'it\'s "third"; $(x)' });
  await stage.server.write("config", { "tls.crt": "none" });
  const { code, stderr } = await stage.server.exec("reload");
  expect([code, stderr]).toEqual([
    1,
    "coturn is not healthy with the new certificate and secret: /config/tls.crt is not a certificate",
  ]);
  expect(await allocation(stage.address, made("second-secret"))).toBe(0);
  expect(await allocation(stage.address, made('it\'s "third"; $(x)'))).toBe(0);
});

test("Prosody hands out credentials of the new secret after a reload, to people who stay connected", async () => {
  const person = await prosody.person({ domain: "meet.jitsi" });
  const password = async (): Promise<string> => {
    const answer = await ask(person, "meet.jitsi", xml("services", { xmlns: "urn:xmpp:extdisco:2" }));
    const services = "condition" in answer ? undefined : answer.getChild("services");
    const { username = "", password } = (services?.getChildren("service") ?? []).at(-1)?.attrs ?? {};
    return (
      ["first-secret", "second-secret"].find(
        (of) => password === createHmac("sha1", of).update(username).digest("base64"),
      ) ?? "neither"
    );
  };
  expect(await password()).toBe("first-secret");
  await prosody.service.write("secrets", { "turn-secret": "second-secret" });
  expect(await prosody.service.exec("reload")).toMatchObject({ code: 0 });
  expect(await password()).toBe("second-secret");
  await person.close();
});
