import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type Browser, type Page, chromium } from "playwright-core";
import { buildImages } from "../images/images.ts";
import { type Stage, secret, startStage } from "./stage.ts";

/** A browser that is allowed no way but through the TURN server. */

jest.setTimeout(120_000);

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  await buildImages(["turn"]);
  stage = await startStage();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    // The name leads to the stage, whose authority no browser knows.
    args: [...args, `--host-resolver-rules=MAP turn.example.org ${stage.address}`, "--ignore-certificate-errors"],
  });
}, 600_000);

afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  await (stage as Stage | undefined)?.stop();
});

/** By name where a certificate has one. Chromium follows the rule above for TCP only. */
const urls = {
  udp: "turn:11.77.0.10:3478?transport=udp",
  tcp: "turn:11.77.0.10:3478?transport=tcp",
  tls: "turns:turn.example.org:5349?transport=tcp",
} as const;

interface Server {
  readonly urls: string;
  readonly username: string;
  readonly credential: string;
}

function server(transport: keyof typeof urls): Server {
  const username = String(Math.floor(Date.now() / 1000) + 600);
  const credential = createHmac("sha1", secret).update(username).digest("base64");
  return { urls: urls[transport], username, credential };
}

interface Description {
  readonly type: string;
  readonly sdp: string;
}

/** As much of WebRTC as the pages use. */
interface Connection {
  readonly iceGatheringState: string;
  readonly localDescription: Description;
  onicegatheringstatechange: () => void;
  createDataChannel(label: string, options: object): Channel;
  setLocalDescription(): Promise<void>;
  setRemoteDescription(description: Description): Promise<void>;
  getStats(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}

interface Channel {
  readonly readyState: string;
  onmessage: (event: { readonly data: string }) => void;
  send(text: string): void;
}

interface PageGlobals {
  readonly RTCPeerConnection: new (options: object) => Connection;
  readonly connection: Connection;
  readonly channel: Channel;
  readonly received: readonly string[];
}

/** A connection with a data channel in a page of its own, which keeps what it receives. */
async function open(iceServer: Server): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto("about:blank");
  await page.evaluate((given) => {
    const { RTCPeerConnection } = globalThis as unknown as PageGlobals;
    const connection = new RTCPeerConnection({ iceServers: [given], iceTransportPolicy: "relay" });
    const received: string[] = [];
    const channel = connection.createDataChannel("test", { negotiated: true, id: 1 });
    channel.onmessage = ({ data }) => received.push(data);
    Object.assign(globalThis, { connection, channel, received });
  }, iceServer);
  return page;
}

/** Sets the other side's description, if there is one, and gives the own one with all candidates in it. */
async function describe(page: Page, remote?: Description): Promise<Description> {
  return page.evaluate(async (other) => {
    const { connection } = globalThis as unknown as PageGlobals;
    if (other !== null) {
      await connection.setRemoteDescription(other);
    }
    const gathered = new Promise<void>((resolve) => {
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === "complete") {
          resolve();
        }
      };
    });
    await connection.setLocalDescription();
    await gathered;
    const { type, sdp } = connection.localDescription;
    return { type, sdp };
  }, remote ?? null);
}

/** Type and address of the candidates. There is one of the same for each network of the machine. */
function candidates({ sdp }: Description): readonly string[] {
  const lines = [...sdp.matchAll(/^a=candidate:\S+ \d \w+ \d+ (\S+) \d+ typ (\w+)/gm)];
  return [...new Set(lines.map(([, address = "", type = ""]) => `${type} ${address}`))];
}

test.each(["udp", "tcp", "tls"] as const)("it gets a relay candidate over %s", async (transport) => {
  const page = await open(server(transport));
  expect(candidates(await describe(page))).toEqual([`relay ${stage.address}`]);
  await page.context().close();
});

test("it gets none with a wrong password", async () => {
  const page = await open({ ...server("tcp"), credential: "wrong" });
  expect(candidates(await describe(page))).toEqual([]);
  await page.context().close();
});

test("two pages exchange messages over TLS", async () => {
  const [alice, bob] = [await open(server("tls")), await open(server("tls"))];
  const answer = await describe(bob, await describe(alice));
  await alice.evaluate(
    (other) => (globalThis as unknown as PageGlobals).connection.setRemoteDescription(other),
    answer,
  );
  const say = (page: Page, text: string): Promise<void> =>
    page.evaluate(async (message) => {
      const { channel } = globalThis as unknown as PageGlobals;
      while (channel.readyState !== "open") {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      channel.send(message);
    }, text);
  const heard = async (page: Page): Promise<readonly string[]> => {
    await page.waitForFunction(() => (globalThis as unknown as PageGlobals).received.length > 0, { timeout: 60_000 });
    return page.evaluate(() => (globalThis as unknown as PageGlobals).received);
  };
  await say(alice, "from alice");
  await say(bob, "from bob");
  expect([await heard(alice), await heard(bob)]).toEqual([["from bob"], ["from alice"]]);
  const pair = await alice.evaluate(async () => {
    const stats = await (globalThis as unknown as PageGlobals).connection.getStats();
    const all = [...(stats as unknown as Map<string, Record<string, unknown>>).values()];
    const used = all.find(
      ({ type, state, nominated }) => type === "candidate-pair" && state === "succeeded" && nominated === true,
    );
    return all
      .filter(({ id }) => id === used?.["localCandidateId"])
      .map((one) => [one["candidateType"], one["relayProtocol"]]);
  });
  expect(pair).toEqual([["relay", "tls"]]);
});
