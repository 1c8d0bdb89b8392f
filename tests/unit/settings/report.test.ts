import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { encrypted } from "../../../config/encrypted.ts";
import { checkSettings, SettingsError } from "../../../config/parse.ts";
import { problemsOf, raw } from "./helpers.ts";

describe("the report", () => {
  it("holds every problem at once, values and rules alike", () => {
    const problems = problemsOf({
      htpp: {},
      http: { port: 70000, redirect: "on" },
      auth: { users: ["alice"], guests: true },
      xmpp: { mucDomain: "rooms.example.org" },
      secrets: { users: { bob: "x" } },
    });
    expect(problems.map(({ path }) => path)).toEqual([
      "htpp",
      "http.port",
      "http.redirect",
      "secrets.users.alice",
      "secrets.users.bob",
      "auth.guests",
      "auth.type",
      "xmpp.mucDomain",
      "images.versions.jicofo",
      "images.versions.jitsi-videobridge2",
      "images.versions.jitsi-meet-web",
      "images.versions.jitsi-meet-prosody",
    ]);
  });

  it("is one text for people", () => {
    const problems = problemsOf(raw({ http: { port: 70000 }, auth: { tpye: "x" } }));
    expect(new SettingsError(problems).message).toBe(`2 problems in the settings. Nothing was changed.

  http.port = 70000: must be 1 to 65535
    fix: pulumi config set --path http.port 65535
  auth.tpye: is no setting. Did you mean auth.type?
    fix: pulumi config rm --path auth.tpye

Where the pulumi command is not installed, \`npm run pulumi -- config ...\` does the same. docs/reference.md lists every setting.`);
  });

  it("cuts long values short", () => {
    const { message } = new SettingsError([{ path: "a.b", value: "x".repeat(500), reason: "is long", fix: "cut it" }]);
    expect(message.split("\n")[2]).toBe(`  a.b = "${"x".repeat(59)}...: is long`);
  });

  it("never holds a secret's value, wherever it stands", () => {
    const marker = "hunter2-marker";
    const anywhere = fc.oneof(
      fc.constant(marker),
      fc.constant([marker]),
      fc.constant({ [marker.slice(0, 3)]: marker }),
      fc.constant(`${marker}\n`),
      fc.constant(`-----BEGIN PRIVATE KEY-----\n${marker}\n-----END PRIVATE KEY-----`),
    );
    const keys = fc.constantFrom("jicofoPassword", "jvbPassword", "users", "tlsKey", "jvbPasswort", "other");
    fc.assert(
      fc.property(fc.dictionary(keys, anywhere), fc.constantFrom("xmpp", "bridge"), (secrets, group) => {
        const problems = problemsOf({ secrets, [group]: { jvbPassword: marker }, tls: { mode: "custom" } });
        expect(JSON.stringify(problems)).not.toContain(marker);
        expect(new SettingsError(problems).message).not.toContain(marker);
      }),
    );
  });

  it("hides the values of a group that holds an encrypted one", () => {
    const { problems } = checkSettings(raw({ http: { port: "hunter2" } }), { hiddenGroups: new Set(["http"]) });
    expect(problems).toEqual([
      {
        path: "http.port",
        reason: "must be a whole number, and this is text: in the file it stands without quotes",
        fix: "pulumi config rm --path http.port",
      },
    ]);
  });

  it("refuses an encrypted value outside the secrets", () => {
    const { problems } = checkSettings(raw({ auth: { type: encrypted } }));
    expect(problems).toEqual([
      {
        path: "auth.type",
        reason: "is encrypted, which only the values of the group secrets are",
        fix: "pulumi config rm --path auth.type && pulumi config set --path auth.type",
      },
    ]);
  });
});
