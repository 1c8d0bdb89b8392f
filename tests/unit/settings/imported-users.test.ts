import { describe, expect, it } from "@jest/globals";
import { problemsOf, raw } from "./helpers.ts";

const users = (secret: string) =>
  raw({ auth: { type: "internal", users: ["a.b"] }, secrets: { users: { "a.b": secret } } });

describe("the secret of a user", () => {
  it.each([
    "a password",
    "scram-sha-1$x",
    "SCRAM-SHA-1$10000:c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  ])("may be %s", (secret) => {
    expect(problemsOf(users(secret))).toEqual([]);
  });

  it.each(["SCRAM-SHA-1$hunter2", "SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA"])("may not be %s", (secret) => {
    expect(problemsOf(users(secret))).toEqual([
      {
        path: 'secrets.users["a.b"]',
        reason: "begins like a stored password (SCRAM-...$), and is no complete one of SCRAM-SHA-1",
        fix: "pulumi config set --secret --path 'secrets.users[\"a.b\"]'",
      },
    ]);
  });
});
