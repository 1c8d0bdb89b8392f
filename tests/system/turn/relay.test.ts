import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { xml } from "@xmpp/client";
import { firstAndLast, specialRanges } from "../../../config/special-ranges.ts";
import { type Prosody, startProsody } from "../auth/prosody.ts";
import { buildImages } from "../images/images.ts";
import { ask } from "../rehearsal-web/xmpp.ts";
import { TurnClient, allocation } from "./client.ts";
import { type Credentials, type Stage, type Transport, relay, secret, startStage } from "./stage.ts";

/** The real coturn, and the real Prosody that tells people of it. */

jest.setTimeout(120_000);

let stage: Stage;
let prosody: Prosody;
let given: Credentials;

const turn = { mode: "builtin", builtin: { host: "turn.example.org", address: "11.77.0.10" } };

/** What Prosody tells somebody who has logged in. */
async function services(): Promise<Readonly<Record<string, string>>[]> {
  const person = await prosody.person({ domain: "meet.jitsi" });
  const answer = await ask(person, "meet.jitsi", xml("services", { xmlns: "urn:xmpp:extdisco:2" }));
  await person.close();
  if ("condition" in answer) {
    throw new Error(`Prosody refuses: ${answer.condition}`);
  }
  return (answer.getChild("services")?.getChildren("service") ?? []).map(
    ({ attrs }) => attrs as Record<string, string>,
  );
}

async function credentials(): Promise<Credentials> {
  const [found] = (await services()).filter(({ type }) => type === "turn");
  return { username: found?.["username"] ?? "", password: found?.["password"] ?? "" };
}

/** Credentials as Prosody makes them, of any secret and for any time. */
function made(of: string, seconds: number): Credentials {
  const username = String(Math.floor(Date.now() / 1000) + seconds);
  return { username, password: createHmac("sha1", of).update(username).digest("base64") };
}

beforeAll(async () => {
  await buildImages(["prosody", "turn"]);
  stage = await startStage();
  prosody = await startProsody({ settings: { turn }, secrets: { "turn-secret": secret } });
  given = await credentials();
}, 600_000);

afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await (stage as Stage | undefined)?.stop();
});

describe("people who log in", () => {
  test("are told of the server by each transport, with credentials that end in a day", async () => {
    const told = await services();
    expect(told.map(({ type, host, port, transport }) => [type, host, port, transport])).toEqual([
      ["stun", "turn.example.org", "3478", "udp"],
      ["turn", "turn.example.org", "3478", "udp"],
      ["turn", "turn.example.org", "3478", "tcp"],
      ["turns", "turn.example.org", "5349", "tcp"],
    ]);
    const [stun, ...turns] = told;
    expect([stun?.["username"], stun?.["password"]]).toEqual([undefined, undefined]);
    for (const { username = "", password } of turns) {
      expect(Math.abs(Number(username) - Date.now() / 1000 - 86400)).toBeLessThan(60);
      expect(password).toBe(createHmac("sha1", secret).update(username).digest("base64"));
    }
  });

  test.each<Transport>(["udp", "tcp", "tls"])("get every message through it over %s", async (transport) => {
    expect(await relay(stage, { transport, credentials: given })).toEqual({ sent: 5, received: 5 });
  });

  test("reach each other where both go through it", async () => {
    const options = ["-y"];
    expect(await relay(stage, { transport: "tcp", credentials: given, options })).toEqual({ sent: 10, received: 10 });
  });
});

describe("nobody else gets a relay port", () => {
  test.each([
    ["without credentials", undefined],
    ["with a password of another secret", made("another-secret", 3600)],
    ["with a password of another time", { ...made(secret, 3600), username: String(2_000_000_000) }],
    ["with credentials that have expired", made(secret, -1)],
    ["with a name that is no time", { username: "alice", password: made(secret, 60).password }],
  ])("%s", async (_, credentials) => {
    expect(await allocation(stage.address, credentials)).toBe(401);
  });

  test("and credentials that hold for a second more are good", async () => {
    expect(await allocation(stage.address, made(secret, 5))).toBe(0);
  });
});

describe("behind the server", () => {
  let clients: Readonly<Record<4 | 6, TurnClient>>;

  beforeAll(async () => {
    clients = { 4: await TurnClient.open(stage.address), 6: await TurnClient.open(stage.address6) };
    expect([await clients[4].allocate(given, 4), await clients[6].allocate(given, 6)]).toEqual([0, 0]);
  });
  afterAll(() => {
    clients[4].close();
    clients[6].close();
  });

  const ends = specialRanges.flatMap((range) => firstAndLast(range).map((address) => [range, address] as const));

  test.each(ends)("nobody reaches %s at %s", async (_, address) => {
    expect(await clients[address.includes(":") ? 6 : 4].permission(address)).toBe(403);
  });

  test.each(["172.17.0.1", "172.18.0.2", "169.254.169.254", "127.0.0.1"])(
    "nor Docker or the machine at %s",
    async (address) => {
      expect(await clients[4].permission(address)).toBe(403);
    },
  );

  test.each(["11.77.0.20", "8.8.8.8", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255"])(
    "people reach the internet: %s",
    async (address) => {
      expect(await clients[4].permission(address)).toBe(0);
    },
  );

  test("people reach the internet by IPv6", async () => {
    expect(await clients[6].permission("2606:4700:0:0:0:0:0:1")).toBe(0);
  });
});

test("coturn knows every option that it is given", async () => {
  expect(await stage.server.log()).not.toContain("Bad configuration format");
});

test("no secret is among arguments, in the environment or in a log", async () => {
  const seen = await stage.server.exec(
    "sh",
    "-c",
    "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' ' '",
  );
  expect(`${seen.stdout}${await stage.server.log()}`).not.toContain(secret);
  expect((await stage.server.exec("stat", "-c", "%a", "/run/turn.db")).stdout).toBe("600");
});
