import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { readSettingsFile, readStackValues } from "../../../config/stack-values.ts";

const stackFile = `
encryptionsalt: v1:abc
config:
  aws:region: eu-central-1
  jitsi-meet:http:
    port: 80
  jitsi-meet:secrets:
    jvbPassword:
      secure: v1:x
    jicofoPassword: hunter2
    users:
      alice: {secure: v1:y}
      b.c: plain
`;

describe("a stack's file", () => {
  it("gives the project's groups, with encrypted values marked", () => {
    expect(readStackValues(stackFile).raw).toEqual({
      http: { port: 80 },
      secrets: { jvbPassword: encrypted, jicofoPassword: "hunter2", users: { alice: encrypted, "b.c": "plain" } },
    });
  });

  it("names the secrets that stand in it in plain text", () => {
    expect(readStackValues(stackFile).plainSecrets.map(({ path }) => path)).toEqual([
      "secrets.jicofoPassword",
      'secrets.users["b.c"]',
    ]);
  });

  it.each(["", "encryptionsalt: v1:abc\n", "config:\n"])("without settings (%j) is a stack with defaults", (text) => {
    expect(readStackValues(text)).toEqual({ raw: {}, plainSecrets: [] });
  });
});

describe("a settings file", () => {
  it("may be plain groups, whose secrets are its owner's business", () => {
    expect(readSettingsFile("http:\n  port: 80\nsecrets:\n  jvbPassword: x\n")).toEqual({
      raw: { http: { port: 80 }, secrets: { jvbPassword: "x" } },
      plainSecrets: [],
    });
  });

  it("may be a stack's file", () => {
    expect(readSettingsFile(stackFile)).toEqual(readStackValues(stackFile));
  });
});
