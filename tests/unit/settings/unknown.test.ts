import { describe, expect, it } from "@jest/globals";
import { problemsOf, raw } from "./helpers.ts";

describe("an unknown name", () => {
  it.each([
    [
      "a mistyped group",
      { htpp: { port: 80 } },
      "htpp",
      "is no group of settings. Did you mean http?",
      "pulumi config rm htpp",
    ],
    [
      "a group like no other",
      { billing: {} },
      "billing",
      "is no group of settings. The groups are general, http, tls, web, auth, rooms, xmpp, bridge, focus, recording, telephony, transcription, turn, etherpad, whiteboard, observability, images, secrets.",
      "pulumi config rm billing",
    ],
    [
      "a mistyped key",
      { auth: { tpye: "internal" } },
      "auth.tpye",
      "is no setting. Did you mean auth.type?",
      "pulumi config rm --path auth.tpye && pulumi config set --path auth.type internal",
    ],
    [
      "a mistyped key with a value that does not fit",
      { auth: { tpye: "kerberos" } },
      "auth.tpye",
      "is no setting. Did you mean auth.type?",
      "pulumi config rm --path auth.tpye",
    ],
    [
      "a key of another group",
      { web: { publicUrl: "https://meet.example.org" } },
      "web.publicUrl",
      "is no setting. Did you mean general.publicUrl?",
      "pulumi config rm --path web.publicUrl && pulumi config set --path general.publicUrl https://meet.example.org",
    ],
    [
      "a secret outside the secrets",
      { xmpp: { jvbPassword: "hunter2" } },
      "xmpp.jvbPassword",
      "is no setting. Did you mean secrets.jvbPassword?",
      "pulumi config rm --path xmpp.jvbPassword && pulumi config set --secret --path secrets.jvbPassword",
    ],
    [
      "a mistyped secret",
      { secrets: { jvbPasword: "hunter2" } },
      "secrets.jvbPasword",
      "is no setting. Did you mean secrets.jvbPassword?",
      "pulumi config rm --path secrets.jvbPasword && pulumi config set --secret --path secrets.jvbPassword",
    ],
    [
      "a variable of docker-jitsi-meet",
      { http: { HTTPS_PORT: 443 } },
      "http.HTTPS_PORT",
      "is no setting. Did you mean tls.port?",
      "pulumi config rm --path http.HTTPS_PORT && pulumi config set --path tls.port 443",
    ],
    [
      "a variable in place of a group",
      { HTTP_PORT: 8080 },
      "HTTP_PORT",
      "is no setting. Did you mean http.port?",
      "pulumi config rm HTTP_PORT && pulumi config set --path http.port 8080",
    ],
    [
      "a path that was set without --path",
      { "http.port": 8080 },
      "http.port",
      "was set without --path, so it is no setting.",
      "pulumi config rm http.port && pulumi config set --path http.port 8080",
    ],
    [
      "a mistyped package",
      { images: { versions: { jicoffo: "1.0" } } },
      "images.versions.jicoffo",
      "is no setting. Did you mean jicofo?",
      "pulumi config rm --path images.versions.jicoffo && pulumi config set --path images.versions.jicofo 1.0",
    ],
    [
      "a group inside a group that is mistyped",
      { rooms: { visitor: {} } },
      "rooms.visitor",
      "is no setting. Did you mean rooms.visitors?",
      "pulumi config rm --path rooms.visitor",
    ],
    [
      "a setting of a group inside a group without its dot",
      { rooms: { visitorsEnabled: true } },
      "rooms.visitorsEnabled",
      "is no setting. Did you mean rooms.visitors.enabled?",
      "pulumi config rm --path rooms.visitorsEnabled && pulumi config set --path rooms.visitors.enabled true",
    ],
    [
      "a name like no other",
      { web: { "a b": 1 } },
      'web["a b"]',
      "is no setting.",
      "pulumi config rm --path 'web[\"a b\"]'",
    ],
  ])("%s is reported with what was meant", (_, groups, path, reason, fix) => {
    expect(problemsOf(raw(groups))).toEqual([{ path, reason, fix }]);
  });
});
