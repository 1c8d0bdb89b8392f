import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { eventually } from "../../harness/wait.ts";
import { type Stage, openStage } from "./stage.ts";

jest.setTimeout(300_000);

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
}, 600_000);
afterAll(() => stage.close());

const ports = { UDP: 5060, TCP: 5060, TLS: 5061 } as const;

describe("the SIP gateway", () => {
  test.each(["UDP", "TCP", "TLS"] as const)(
    "registers with its rendered account by %s, and is healthy then",
    async (transport) => {
      const gateway = await stage.gateway({ sip: { transport, port: ports[transport] } });
      await gateway.untilHealth("healthy");
      // The challenge, and the answer to it.
      expect(await stage.sip.count("REGISTER", "gateway", transport.toLowerCase() as "udp")).toBe(2);
      await gateway.stop();
    },
  );
});
