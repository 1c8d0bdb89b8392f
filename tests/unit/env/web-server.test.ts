import { describe, expect, it } from "@jest/globals";
import { importEnv } from "../../../config/env-file.ts";

/** Answers to the variables of the web server, its certificate and what runs beside it. */

function answers(text: string): Record<string, unknown> {
  return Object.fromEntries(importEnv(text).map(({ variable, answer, value }) => [variable, [answer, value]]));
}

describe("the web server's variables", () => {
  it("become settings", () => {
    const text = `
      ENABLE_IPV6=1
      ENABLE_HSTS=0
      NGINX_WORKER_PROCESSES=8
      NGINX_WORKER_CONNECTIONS=768
      NGINX_KEEPALIVE_TIMEOUT=10
      CSP_HEADER="default-src 'self'"
      CORS_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN=https://www.example.org
      DISABLE_HTTPS=1`;
    expect(answers(text)).toEqual({
      ENABLE_IPV6: ["setting", true],
      ENABLE_HSTS: ["setting", false],
      NGINX_WORKER_PROCESSES: ["setting", 8],
      NGINX_WORKER_CONNECTIONS: ["setting", 768],
      NGINX_KEEPALIVE_TIMEOUT: ["setting", 10],
      CSP_HEADER: ["setting", "default-src 'self'"],
      CORS_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN: ["setting", "https://www.example.org"],
      DISABLE_HTTPS: ["translated", "off"],
    });
  });

  it("cannot take nginx's name server away, which knows the stack", () => {
    expect(answers("NGINX_RESOLVER=127.0.0.11")).toEqual({ NGINX_RESOLVER: ["ignored", null] });
    expect(answers("NGINX_RESOLVER=192.0.2.53")).toEqual({ NGINX_RESOLVER: ["refused", "192.0.2.53"] });
  });
});

describe("programs beside the meeting", () => {
  it("are taken over with their mode", () => {
    expect(answers("ETHERPAD_URL_BASE=http://pad.example.org:9001/")).toEqual({
      ETHERPAD_URL_BASE: ["translated", { "etherpad.url": "http://pad.example.org:9001", "etherpad.mode": "external" }],
    });
    expect(answers("WHITEBOARD_COLLAB_SERVER_PUBLIC_URL=https://board.example.org")).toEqual({
      WHITEBOARD_COLLAB_SERVER_PUBLIC_URL: [
        "translated",
        { "whiteboard.publicUrl": "https://board.example.org", "whiteboard.mode": "external" },
      ],
    });
    expect(answers("RTCSTATS_URL_BASE=http://rtcstats.example.org:3000")).toEqual({
      RTCSTATS_URL_BASE: ["translated", "http://rtcstats.example.org:3000"],
    });
  });

  it("run in the stack where they ran beside docker-jitsi-meet", () => {
    const pad = { ETHERPAD_URL_BASE: ["translated", "builtin"] };
    expect(answers("ETHERPAD_URL_BASE=http://etherpad.meet.jitsi:9001")).toEqual(pad);
    expect(answers("ETHERPAD_URL_BASE=http://etherpad.meet.jitsi:9001>")).toEqual(pad);
    expect(answers("WHITEBOARD_COLLAB_SERVER_URL_BASE=http://whiteboard.meet.jitsi")).toEqual({
      WHITEBOARD_COLLAB_SERVER_URL_BASE: ["translated", "builtin"],
    });
    expect(answers("ETHERPAD_TITLE=Notes\nETHERPAD_SKIN_NAME=no-skin")).toEqual({
      ETHERPAD_TITLE: ["setting", "Notes"],
      ETHERPAD_SKIN_NAME: ["setting", "no-skin"],
    });
  });

  it("have one address: the public one comes first", () => {
    expect(
      answers("ETHERPAD_URL_BASE=http://pad.internal\nETHERPAD_PUBLIC_URL=https://pad.example.org/p/"),
    ).toMatchObject({ ETHERPAD_URL_BASE: ["ignored", null] });
  });

  it.each([
    "ETHERPAD_URL_BASE=etherpad:9001",
    "WHITEBOARD_COLLAB_SERVER_URL_BASE=http://etherpad.meet.jitsi",
    "RTCSTATS_URL_BASE=http://rtcstats-server.meet.jitsi:3000",
  ])("%s is refused: there is no such container here, or it is no address", (line) => {
    expect(importEnv(line).map(({ answer }) => answer)).toEqual(["refused"]);
  });
});
