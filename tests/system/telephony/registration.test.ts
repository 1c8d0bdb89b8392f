import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import type { Service } from "../images/service.ts";
import { type Stage, openStage, untilHealth } from "./stage.ts";

jest.setTimeout(600_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
}, 900_000);
afterAll(() => stage.close());

const ports = { UDP: 5060, TCP: 5060, TLS: 5061 } as const;
const connectionFailed =
  /^jigasi is not registered at the SIP server: (Connection Failed|Registering, before that Connection Failed): \S/;

/** How often a gateway has put off its next attempt. */
async function attempts(gateway: Service): Promise<number> {
  return (await gateway.log()).split("Reconnect SIP:").length - 1;
}

test.each(["UDP", "TCP", "TLS"] as const)(
  "the gateway registers with its rendered account by %s, and is healthy then",
  async (transport) => {
    const gateway = await stage.gateway({ sip: { transport, port: ports[transport] } });
    await untilHealth(gateway, /^healthy$/);
    // The challenge, and the answer to it.
    expect(await stage.sip.count("REGISTER", "gateway", transport)).toBe(2);
    await gateway.stop();
  },
);

test("the SIP server's certificate is verified: one for another name is refused, and health says so", async () => {
  const gateway = await stage.gateway({
    sip: { transport: "TLS", port: 5061, server: "other.test", uri: "tls@other.test" },
  });
  await untilHealth(gateway, /none of the names \[other\.test\]/);
  expect(await stage.sip.count("REGISTER", "tls", "TLS")).toBe(0);
  await gateway.stop();
});

describe("an account that the SIP server refuses", () => {
  test("shows in the health with the server's words, and is not tried again and again", async () => {
    const wrong = await stage.gateway({ sip: { uri: "wrong@sip.test" } }, "not-the-password");
    const locked = await stage.gateway({ sip: { uri: "locked@sip.test" } });
    await untilHealth(
      wrong,
      /^the SIP server refused the account's password: Unregistered: User has canceled the authentication process\.$/,
    );
    await untilHealth(
      locked,
      /^jigasi is not registered at the SIP server: Authentication Failed: .*403 FORBIDDEN.*Server returned error:Account locked$/,
    );
    // Longer than the first delays after a failed connection.
    const end = Date.now() + 15_000;
    await eventually(
      () => Promise.resolve(Date.now()),
      (now) => now > end,
    );
    expect(await stage.sip.count("REGISTER", "wrong", "UDP")).toBe(2);
    expect(await stage.sip.count("REGISTER", "locked", "UDP")).toBe(1);
    expect(await attempts(wrong)).toBe(0);
    await wrong.stop();
    await locked.stop();
  });
});

describe("a SIP server that is away", () => {
  test("when the gateway starts, and again later: health says so, a few attempts are made, and all is well when it is back", async () => {
    await stage.sip.pause();
    const gateway = await stage.gateway({
      sip: { transport: "TCP" },
      options: { "net.java.sip.communicator.impl.protocol.sip.acc1.KEEP_ALIVE_INTERVAL": "3" },
    });
    await untilHealth(gateway, connectionFailed);
    await eventually(
      () => attempts(gateway),
      (count) => count >= 2,
      60,
    );
    await stage.sip.resume();
    await untilHealth(gateway, /^healthy$/);
    const before = await attempts(gateway);
    // 2 s or more, doubled each time: no more than this in the minute or two that it has been away.
    expect(before).toBeLessThanOrEqual(6);
    await stage.sip.pause();
    await untilHealth(gateway, connectionFailed);
    await stage.sip.resume();
    await untilHealth(gateway, /^healthy$/);
    expect((await attempts(gateway)) - before).toBeLessThanOrEqual(6);
    await gateway.stop();
  });
});
