import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const sip = { uri: "alice@sip.example.org", server: "sip.example.org" };
const problems = (telephony: object, more: object = {}) =>
  problemsOf(raw({ telephony, secrets: { sipPassword: encrypted }, ...more }));
const told = (telephony: object, more: object = {}) =>
  problems(telephony, more).map(({ path, reason }) => [path, reason]);

describe("mistake 22: the SIP gateway", () => {
  it("needs an account, a server and a password", () => {
    expect(problems({ enabled: true }, { secrets: {} })).toEqual([
      {
        path: "telephony.sip.uri",
        reason: "is missing: the gateway is a telephone, and needs an account at a SIP server",
        fix: "pulumi config set --path telephony.sip.uri alice@sip.example.org",
      },
      {
        path: "telephony.sip.server",
        reason: "is missing: the gateway would register nowhere, and no call could come in",
        fix: "pulumi config set --path telephony.sip.server sip.example.org",
      },
      {
        path: "secrets.sipPassword",
        reason: "is missing: the SIP server asks the gateway for it",
        fix: "pulumi config set --secret --path secrets.sipPassword",
      },
    ]);
    expect(problems({ enabled: true, sip })).toEqual([]);
  });

  it("is told the server that its account names", () => {
    expect(problems({ enabled: true, sip: { uri: "bob@voice.example.org" } }).map(({ fix }) => fix)).toEqual([
      "pulumi config set --path telephony.sip.server voice.example.org",
    ]);
  });

  it("finds no server in its own container", () => {
    expect(told({ sip: { server: "localhost" } })).toEqual([
      ["telephony.sip.server", "leads the SIP gateway to itself, where nothing answers"],
    ]);
  });

  it("is not checked at an interval without something to call: jigasi would say for ever that it is not ready", () => {
    expect(problems({ healthCheck: { interval: 60 } })).toEqual([
      {
        path: "telephony.healthCheck.interval",
        value: 60,
        reason:
          "needs telephony.healthCheck.uri, something to call: without it jigasi says for ever that it is not ready",
        fix: "pulumi config rm --path telephony.healthCheck.interval",
      },
    ]);
  });
});

describe("mistake 22: the voice's ports", () => {
  it("begin before they end", () => {
    expect(problems({ ports: { min: 30000, max: 20000 } })).toEqual([
      {
        path: "telephony.ports.max",
        value: 20000,
        reason: "is below telephony.ports.min, 30000",
        fix: "pulumi config set --path telephony.ports.max 30050",
      },
    ]);
  });

  it("are no more than Docker can publish in good time", () => {
    expect(told({ ports: { min: 10000, max: 20000 } })).toEqual([
      [
        "telephony.ports.max",
        "makes 10001 ports. Docker takes long to publish more than 1000, and a call needs about four",
      ],
    ]);
  });

  it("are none of the bridges'", () => {
    expect(problems({ enabled: true, sip, ports: { min: 9990, max: 10010 } }, { bridge: { count: 2 } })).toEqual([
      {
        path: "telephony.ports.min",
        value: 9990,
        reason: "to telephony.ports.max takes the bridges' ports, 10000 to 10001",
        fix: "pulumi config set --path telephony.ports.min 10002 && pulumi config set --path telephony.ports.max 10022",
      },
    ]);
    expect(problems({ ports: { min: 9990, max: 10010 } })).toEqual([]);
  });
});

describe("what the page says of telephones", () => {
  it("is shown with both addresses, or not at all", () => {
    const numbersUrl = "https://dial.example.org/numbers";
    expect(told({ dialIn: { numbersUrl } })).toEqual([
      ["telephony.dialIn.confCodeUrl", "is missing: with telephony.dialIn.numbersUrl alone the page shows no numbers"],
    ]);
    expect(told({ dialIn: { numbersUrl, confCodeUrl: "https://dial.example.org/codes" } })).toEqual([]);
  });
});

describe("a key, and its name", () => {
  const visitorsQueue = { url: "https://queue.example.org", keyId: "a" };

  it("of the visitors' queue belong together, and to visitors", () => {
    expect(told({ visitorsQueue: { keyId: "a" } })).toEqual([
      ["telephony.visitorsQueue.keyId", "means nothing without telephony.visitorsQueue.url"],
    ]);
    expect(told({ enabled: true, sip, visitorsQueue })).toEqual([
      ["telephony.visitorsQueue.url", "needs rooms.visitors.enabled: nobody waits without visitors"],
      ["secrets.visitorsQueueKey", "is missing: telephony.visitorsQueue.keyId names it"],
    ]);
  });

  it("in a property's name is refused: no secret stands in a file", () => {
    expect(told({ options: { "org.jitsi.jigasi.xmpp.acc.PASS": "hunter2" } }).map(([path]) => path)).toEqual([
      'telephony.options["org.jitsi.jigasi.xmpp.acc.PASS"]',
    ]);
  });
});

it("errors are reported to an address", () => {
  expect(told({ enabled: true, sip, sentry: true })).toEqual([
    ["telephony.sentry", "needs secrets.jigasiSentryDsn, the address that errors are reported to"],
  ]);
});
