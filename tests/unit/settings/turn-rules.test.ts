import { describe, expect, it, test } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { problemsOf, raw } from "./helpers.ts";

const problems = (turn: object, secrets: object = {}) => problemsOf(raw({ turn, secrets }));
const hosts = ["turn.example.org"];

describe("mistake 24: TURN", () => {
  it("without credentials lets nobody in", () => {
    expect(problems({ mode: "external", hosts })).toEqual([
      {
        path: "secrets.turnSecret",
        reason: "is missing: a TURN server lets nobody in without credentials",
        fix: "pulumi config set --secret --path secrets.turnSecret",
      },
    ]);
    expect(problems({ mode: "external", hosts }, { turnSecret: encrypted })).toEqual([]);
  });

  it("with both kinds of credentials has one too many", () => {
    expect(
      problems({ mode: "external", hosts, username: "alice" }, { turnSecret: encrypted, turnPassword: encrypted }),
    ).toEqual([
      {
        path: "turn.username",
        value: "alice",
        reason:
          "and secrets.turnSecret are two ways to log in, and a server takes one. The shared secret is the better one",
        fix: "pulumi config rm --path turn.username",
      },
    ]);
  });

  it("with a user name needs the password, and the other way round", () => {
    expect(problems({ mode: "external", hosts, username: "alice" }).map(({ path, reason }) => [path, reason])).toEqual([
      ["secrets.turnPassword", "is missing: turn.username names its user"],
    ]);
    expect(problems({}, { turnPassword: encrypted }).map(({ path, reason }) => [path, reason])).toEqual([
      ["secrets.turnPassword", "means nothing without turn.username"],
    ]);
    expect(problems({ mode: "external", hosts, username: "alice" }, { turnPassword: encrypted })).toEqual([]);
  });

  it("without a server has nothing to announce", () => {
    expect(problems({ mode: "external" })).toEqual([
      {
        path: "turn.tlsHosts",
        reason: "is missing: turn.mode is external, and no server is named",
        fix: "pulumi config rm --path turn.tlsHosts && pulumi config set --path 'turn.tlsHosts[0]' turn.example.org",
      },
    ]);
    expect(problems({ mode: "external", stunHost: "stun.example.org" })).toEqual([]);
  });

  it("that is off tells nobody of the servers named", () => {
    expect(problems({ hosts }, { turnSecret: encrypted })).toEqual([
      {
        path: "turn.mode",
        value: "off",
        reason: "keeps the servers that are named from everybody: browsers are told of none",
        fix: "pulumi config set --path turn.mode external",
      },
    ]);
  });

  test.each(["localhost", "127.0.0.1"])("at %s would be on each browser's own machine", (host) => {
    expect(problems({ mode: "external", tlsHosts: [host] }, { turnSecret: encrypted }).map(({ path }) => path)).toEqual(
      ["turn.tlsHosts[0]"],
    );
  });

  it("needs a transport", () => {
    expect(problems({ transports: [] }).map(({ reason }) => reason)).toEqual(["must name udp, tcp or both"]);
  });
});
