import { rootCertificates } from "node:tls";
import { describe, expect, it } from "@jest/globals";
import { certificate } from "../../../cli/doctor/checks/certificate.ts";
import { web } from "../../../cli/doctor/checks/web.ts";
import type { Question } from "../../../cli/doctor/http.ts";
import { certificateFor, sightOf } from "./sight.ts";

const publicUrl = "https://meet.example.org";

describe("the web page", () => {
  /** A web server that answers with a status, or not at all. */
  function answering(answer: (question: Question) => number | undefined, asked: Question[] = []) {
    return {
      ask: async (question: Question) => {
        asked.push(question);
        const status = answer(question);
        return status === undefined
          ? Promise.reject(new Error("connect ECONNREFUSED"))
          : Promise.resolve({ status, body: "" });
      },
    };
  }
  const well = ({ path }: Question): number => (path === "/xmpp-websocket" ? 101 : 200);

  it("is asked what browsers ask, by the public name, on the port that is published", async () => {
    const asked: Question[] = [];
    const settings = { general: { publicUrl }, tls: { port: 443 } };
    expect(await web.run(sightOf({ settings, machine: answering(well, asked) }))).toEqual([]);
    expect(asked.map(({ host, port, path, name }) => [host, port, path, name])).toEqual([
      ["127.0.0.1", 443, "/", "meet.example.org"],
      ["127.0.0.1", 443, "/config.js", "meet.example.org"],
      ["127.0.0.1", 443, "/http-bind", "meet.example.org"],
      ["127.0.0.1", 443, "/xmpp-websocket", "meet.example.org"],
      ["meet.example.org", 443, "/config.js", "meet.example.org"],
    ]);
  });

  it("is asked over HTTP behind a proxy, and not for a WebSocket that is off", async () => {
    const asked: Question[] = [];
    const settings = { general: { publicUrl }, tls: { mode: "off" }, xmpp: { websocket: false } };
    expect(await web.run(sightOf({ settings, machine: answering(well, asked) }))).toEqual([]);
    expect(asked.slice(0, -1).map(({ tls, port, path }) => [tls, port, path])).toEqual([
      [false, 8000, "/"],
      [false, 8000, "/config.js"],
      [false, 8000, "/http-bind"],
    ]);
    expect(asked[0]?.headers?.["X-Forwarded-Proto"]).toBe("https");
  });

  it("that does not answer is said once", async () => {
    expect(await web.run(sightOf({ machine: answering(() => undefined) }))).toEqual([
      {
        severity: "broken",
        problem: "/ cannot be asked for on TCP port 8443 at 127.0.0.1: connect ECONNREFUSED",
        effect: "nobody can open the page",
        fix: "./jitsi status --stack dev; npm start",
      },
    ]);
  });

  it.each([
    ["/http-bind", 502, "/http-bind on TCP port 8443 at 127.0.0.1 answers 502, not 200"],
    ["/xmpp-websocket", 403, "/xmpp-websocket on TCP port 8443 at 127.0.0.1 answers 403, not 101"],
  ])("whose %s answers %i lets nobody in", async (path, status, problem) => {
    const machine = answering((question) => (question.path === path ? status : well(question)));
    expect(await web.run(sightOf({ machine }))).toMatchObject([
      { severity: "broken", problem, effect: "the page opens, and nobody can enter a room" },
    ]);
  });

  it("that the public URL does not lead to is broken on this machine, and elsewhere maybe the router", async () => {
    const machine = answering((question) => (question.host === "127.0.0.1" ? well(question) : undefined));
    const here = { general: { publicUrl: "https://localhost:9443" } };
    expect(await web.run(sightOf({ settings: here, machine }))).toMatchObject([
      { severity: "broken", problem: "https://localhost:9443 cannot be opened: connect ECONNREFUSED" },
    ]);
    expect(await web.run(sightOf({ settings: { general: { publicUrl } }, machine }))).toMatchObject([
      { severity: "warning", problem: "https://meet.example.org cannot be opened from here: connect ECONNREFUSED" },
    ]);
  });
});

describe("the page's certificate", () => {
  const custom = { general: { publicUrl }, tls: { mode: "custom" } };
  const fix =
    "pulumi config set --plaintext --path tls.certificate < fullchain.pem && pulumi config set --secret --path secrets.tlsKey < key.pem, then npm start";

  function shown(name: string, days?: number, untrusted?: string) {
    return { certificate: async () => Promise.resolve({ certificate: certificateFor(name, days), untrusted }) };
  }

  it.each([
    ["of the stack's own authority, on this machine", {}, shown("localhost", 365, "SELF_SIGNED_CERT_IN_CHAIN")],
    ["of a public authority", custom, shown("meet.example.org")],
  ])("%s is well", async (_, settings, machine) => {
    expect(await certificate.run(sightOf({ settings, machine }))).toEqual([]);
  });

  it.each([
    ["broken", "that ran out", 10, "the certificate ran out on 2026-06-11"],
    ["warning", "that is about to run out", 30, "the certificate runs out in 15 days"],
  ])("is %s where it is one %s", async (severity, _, days, problem) => {
    const sight = sightOf({ settings: custom, machine: shown("meet.example.org", days) });
    expect(await certificate.run(sight)).toMatchObject([{ severity, problem, fix }]);
  });

  it("that is not valid yet is broken", async () => {
    const machine = { ...shown("meet.example.org"), now: () => Date.parse("2026-05-31T00:00:00Z") };
    expect(await certificate.run(sightOf({ settings: custom, machine }))).toMatchObject([
      { severity: "broken", problem: "the certificate is not valid before 2026-06-01T00:00:00.000Z" },
    ]);
  });

  it("for another name is broken", async () => {
    expect(await certificate.run(sightOf({ settings: custom, machine: shown("www.example.org") }))).toEqual([
      {
        severity: "broken",
        problem: "the certificate is not for meet.example.org, but for DNS:www.example.org",
        effect: "browsers and phones refuse the page",
        fix,
      },
    ]);
  });

  it.each([
    ["broken", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["warning", "SELF_SIGNED_CERT_IN_CHAIN"],
  ])("is %s where its chain is %s", async (severity, untrusted) => {
    const machine = shown("meet.example.org", 365, untrusted);
    expect(await certificate.run(sightOf({ settings: custom, machine }))).toMatchObject([
      { severity, problem: expect.stringContaining(untrusted) },
    ]);
  });

  it("other than that of the settings is a warning", async () => {
    const settings = { ...custom, tls: { mode: "custom", certificate: rootCertificates[0] } };
    expect(await certificate.run(sightOf({ settings, machine: shown("meet.example.org") }))).toMatchObject([
      {
        severity: "warning",
        problem: "the web server shows another certificate than that of tls.certificate",
        fix: "npm start",
      },
    ]);
  });

  it("that is not shown at all is broken, and behind a proxy a warning", async () => {
    const machine = { certificate: async () => Promise.reject(new Error("connect ECONNREFUSED")) };
    expect(await certificate.run(sightOf({ settings: custom, machine }))).toMatchObject([
      {
        severity: "broken",
        problem: "no certificate is shown on TCP port 8443 at 127.0.0.1: connect ECONNREFUSED",
      },
    ]);
    const behind = { general: { publicUrl }, tls: { mode: "off" } };
    expect(await certificate.run(sightOf({ settings: behind, machine }))).toMatchObject([
      { severity: "warning", fix: "openssl s_client -connect meet.example.org:443" },
    ]);
  });

  it("is not looked at without TLS", () => {
    expect(certificate.skip?.(sightOf({ settings: { tls: { mode: "off" } } }))).toBe("the page is opened without TLS");
  });
});
