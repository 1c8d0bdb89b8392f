import { describe, expect, it } from "@jest/globals";
import { encrypted } from "../../../config/encrypted.ts";
import { certificateFor } from "./certificates.ts";
import { problemsOf, raw, versions } from "./helpers.ts";

describe("accounts", () => {
  it("need a password each, and a password needs an account", () => {
    expect(
      problemsOf(raw({ auth: { type: "internal", users: ["alice", "b.c"] }, secrets: { users: { eve: "x" } } })),
    ).toEqual([
      {
        path: "secrets.users.alice",
        reason: "is missing: auth.users names alice",
        fix: "pulumi config set --secret --path secrets.users.alice",
      },
      {
        path: 'secrets.users["b.c"]',
        reason: "is missing: auth.users names b.c",
        fix: "pulumi config set --secret --path 'secrets.users[\"b.c\"]'",
      },
      {
        path: "secrets.users.eve",
        reason: "is a password without an account: auth.users does not name eve",
        fix: "pulumi config rm --path secrets.users.eve",
      },
    ]);
  });

  it("are not taken for an object's own members", () => {
    expect(
      problemsOf(raw({ auth: { type: "internal", users: ["__proto__", "constructor"] } })).map(({ path }) => path),
    ).toEqual(["secrets.users.__proto__", "secrets.users.constructor"]);
  });

  it("are named once", () => {
    expect(
      problemsOf(
        raw({ auth: { type: "internal", users: ["alice", "alice"] }, secrets: { users: { alice: encrypted } } }),
      ),
    ).toEqual([
      {
        path: "auth.users[1]",
        value: "alice",
        reason: "is named twice",
        fix: "pulumi config rm --path 'auth.users[1]'",
      },
    ]);
  });

  it("are what guests differ by: no guests without auth.type internal", () => {
    expect(problemsOf(raw({ auth: { guests: true } }))).toEqual([
      {
        path: "auth.guests",
        value: true,
        reason: "needs a way to log in: with auth.type none, everybody may create and enter rooms",
        fix: "pulumi config set --path auth.type internal",
      },
    ]);
    expect(problemsOf(raw({ auth: { guests: true, type: "internal" } }))).toEqual([]);
  });

  it("are not checked where the list of users is wrong in itself", () => {
    expect(
      problemsOf(raw({ auth: { users: "a b" }, secrets: { users: { eve: "x" } } })).map(({ path }) => path),
    ).toEqual(["auth.users"]);
  });
});

describe("the public URL", () => {
  const publicUrl = (url: string, more: Record<string, unknown> = {}) =>
    problemsOf(raw({ general: { publicUrl: url }, ...more }));

  it("mistake 4: is https where the stack serves HTTPS", () => {
    expect(publicUrl("http://meet.example.org")).toEqual([
      {
        path: "general.publicUrl",
        value: "http://meet.example.org",
        reason: "must be https: tls.mode is self-signed",
        fix: "pulumi config set --path general.publicUrl https://meet.example.org",
      },
    ]);
  });

  it("mistake 4: is https with a proxy in front, too: browsers give camera and microphone to no other page", () => {
    expect(publicUrl("http://meet.example.org", { tls: { mode: "off" } })).toEqual([
      {
        path: "general.publicUrl",
        value: "http://meet.example.org",
        reason:
          "must be https: browsers give camera and microphone to no other page. With tls.mode off, a proxy in front ends TLS",
        fix: "pulumi config set --path general.publicUrl https://meet.example.org",
      },
    ]);
    expect(publicUrl("https://meet.example.org", { tls: { mode: "off" } })).toEqual([]);
    expect(publicUrl("http://localhost:8000", { tls: { mode: "off" } })).toEqual([]);
  });

  it("mistake 4: names the port that is served, where it is on this machine", () => {
    expect(publicUrl("https://localhost")).toEqual([
      {
        path: "general.publicUrl",
        value: "https://localhost",
        reason: "names port 443, where nothing answers: tls.port is 8443",
        fix: "pulumi config set --path general.publicUrl https://localhost:8443",
      },
    ]);
    expect(publicUrl("https://localhost", { tls: { port: 443 } })).toEqual([]);
  });

  it("holds no user and password, and they are not shown", () => {
    expect(publicUrl("https://u:hunter2@meet.example.org")).toEqual([
      {
        path: "general.publicUrl",
        value: "https://[secret]@meet.example.org",
        reason: "must be scheme, host and port only: Jitsi Meet does not work below a path",
        fix: "pulumi config set --path general.publicUrl https://meet.example.org",
      },
    ]);
  });

  it("is where a redirect goes, so it must not be HTTP itself", () => {
    expect(problemsOf(raw({ tls: { mode: "off" }, http: { redirect: true } }))).toEqual([
      {
        path: "http.redirect",
        value: true,
        reason: "has nowhere to go: the public URL is http://localhost:8000, plain HTTP itself",
        fix: "pulumi config set --path http.redirect false",
      },
    ]);
    expect(publicUrl("https://meet.example.org", { tls: { mode: "off" }, http: { redirect: true } })).toEqual([]);
  });
});

describe("ports", () => {
  it("are used once", () => {
    expect(problemsOf(raw({ http: { port: 8443 } }))).toEqual([
      {
        path: "tls.port",
        value: 8443,
        reason: "is the port of http.port, too",
        fix: "pulumi config set --path tls.port 8444",
      },
    ]);
    expect(problemsOf(raw({ http: { port: 8443 }, tls: { mode: "off" } }))).toEqual([]);
    expect(problemsOf(raw({ http: { port: 10000 } }))).toEqual([]);
    expect(problemsOf(raw({ http: { ipv6: true } }))).toEqual([]);
  });

  it("of telephone and TURN are none of each other's", () => {
    const telephony = { enabled: true, sip: { uri: "alice@sip.example.org", server: "sip.example.org" } };
    const turn = { mode: "builtin", builtin: { address: "192.0.2.1", relayPort: 20040, relayPorts: 10 } };
    const given = { telephony, turn, secrets: { sipPassword: "secret" }, images: { packages: "rehearsal" } };
    expect(problemsOf(given)).toEqual([
      {
        path: "telephony.ports.min",
        value: 20000,
        reason: "reaches port 20040, which is the port of turn.builtin.relayPort, too",
        fix: "pulumi config set --path telephony.ports.min 20050 && pulumi config set --path telephony.ports.max 20100",
      },
    ]);
  });

  it("reach for all bridges", () => {
    expect(problemsOf(raw({ bridge: { port: 65530, count: 10 } }))).toEqual([
      {
        path: "bridge.port",
        value: 65530,
        reason: "leaves no room for 10 bridges: the last one would need UDP port 65539",
        fix: "pulumi config set --path bridge.port 65526",
      },
    ]);
  });
});

describe("the bridge", () => {
  it("mistake 1: is found by address or STUN, or a call would end when a third person enters", () => {
    expect(
      problemsOf(raw({ general: { publicUrl: "https://meet.example.org" }, bridge: { stunServers: [] } })),
    ).toEqual([
      {
        path: "bridge.advertiseIps",
        reason:
          "is missing, and no STUN server finds the address either: a call would end when a third person enters. Give this host's address",
        fix: "pulumi config rm --path bridge.advertiseIps && pulumi config set --path 'bridge.advertiseIps[0]' 192.0.2.1",
      },
    ]);
    expect(problemsOf(raw({ bridge: { stunServers: [] } }))).toEqual([]);
  });

  it("mistake 1: advertises addresses that a browser can reach, and asks STUN servers on real ports", () => {
    expect(
      problemsOf(raw({ bridge: { advertiseIps: ["192.0.2.1", "0.0.0.0"], stunServers: ["stun.example.org:0"] } })),
    ).toEqual([
      {
        path: "bridge.advertiseIps[1]",
        value: "0.0.0.0",
        reason: "is no address that a browser can reach",
        fix: "pulumi config rm --path 'bridge.advertiseIps[1]'",
      },
      {
        path: "bridge.stunServers[0]",
        value: "stun.example.org:0",
        reason: "has a port that is not 1 to 65535",
        fix: "pulumi config set --path 'bridge.stunServers[0]' stun.example.org:3478",
      },
    ]);
  });
});

describe("XMPP domains", () => {
  it.each(["conf_a.meet.jitsi", "muc-x.meet.jitsi", "a.muc.meet.jitsi", "muc.example.org"])(
    "put the rooms one label of letters and digits below the main domain, so not %s",
    (mucDomain) => {
      const problems = problemsOf(raw({ xmpp: { mucDomain } }));
      expect(problems.map(({ path }) => path)).toEqual(["xmpp.mucDomain"]);
    },
  );

  it("are told with a name that works", () => {
    expect(problemsOf(raw({ xmpp: { mucDomain: "muc-x.meet.jitsi" } }))).toEqual([
      {
        path: "xmpp.mucDomain",
        value: "muc-x.meet.jitsi",
        reason: "must be one label of letters and digits in front of xmpp.domain (meet.jitsi)",
        fix: "pulumi config set --path xmpp.mucDomain mucx.meet.jitsi",
      },
    ]);
    expect(problemsOf(raw({ xmpp: { mucDomain: "rooms1.example.org", domain: "example.org" } }))).toEqual([]);
  });

  it("are all different", () => {
    expect(
      problemsOf(
        raw({
          xmpp: { authDomain: "lobby.meet.jitsi", guestDomain: "x.meet.jitsi", internalMucDomain: "x.meet.jitsi" },
        }),
      ),
    ).toEqual([
      {
        path: "xmpp.authDomain",
        value: "lobby.meet.jitsi",
        reason: "is taken: it is the lobby domain, too, and each needs one of its own",
        fix: "pulumi config rm --path xmpp.authDomain",
      },
      {
        path: "xmpp.internalMucDomain",
        value: "x.meet.jitsi",
        reason: "is taken: it is the guest domain, too, and each needs one of its own",
        fix: "pulumi config rm --path xmpp.internalMucDomain",
      },
    ]);
  });
});

describe("web.extraConfig", () => {
  it("is a script", () => {
    expect(problemsOf(raw({ web: { extraConfig: "config.subject = ;" } }))).toEqual([
      {
        path: "web.extraConfig",
        reason: "is not JavaScript: Unexpected token ';'",
        fix: "pulumi config set --plaintext --path web.extraConfig < extra-config.js",
      },
    ]);
    expect(problemsOf(raw({ web: { extraConfig: "config.subject = 'a';" } }))).toEqual([]);
  });
});

describe("the time zone", () => {
  it("exists", () => {
    expect(problemsOf(raw({ general: { timezone: "Europe/Berln" } }))).toEqual([
      {
        path: "general.timezone",
        value: "Europe/Berln",
        reason: "is no time zone. Did you mean Europe/Berlin?",
        fix: "pulumi config set --path general.timezone Europe/Berlin",
      },
    ]);
  });

  it.each(["UTC", "Europe/Berlin", "Asia/Calcutta", "US/Pacific"])("may be %s, also by an older name", (timezone) => {
    expect(problemsOf(raw({ general: { timezone } }))).toEqual([]);
  });
});

describe("a certificate of one's own", () => {
  const now = new Date("2026-06-01");
  const good = certificateFor(["meet.example.org", "192.0.2.7"]);
  const set = "pulumi config set --plaintext --path tls.certificate < fullchain.pem";
  const setKey = "pulumi config set --secret --path secrets.tlsKey < privkey.pem";
  const custom = (certificate: string | undefined, tlsKey: unknown, host = "meet.example.org") =>
    problemsOf(
      raw({
        general: { publicUrl: `https://${host}` },
        tls: { mode: "custom", ...(certificate !== undefined && { certificate }) },
        secrets: tlsKey === undefined ? {} : { tlsKey },
      }),
      now,
    );

  it("is used when it is valid, covers the host and fits its key", () => {
    expect(custom(good.certificate, good.key)).toEqual([]);
    expect(custom(good.certificate, good.key, "192.0.2.7")).toEqual([]);
  });

  it("needs both parts", () => {
    expect(custom(undefined, undefined)).toEqual([
      { path: "tls.certificate", reason: "is missing, which tls.mode custom needs", fix: set },
      { path: "secrets.tlsKey", reason: "is missing, which tls.mode custom needs", fix: setKey },
    ]);
  });

  it("mistake 13: fits its key", () => {
    expect(custom(good.certificate, certificateFor(["x"]).key)).toEqual([
      { path: "secrets.tlsKey", reason: "does not belong to the first certificate of tls.certificate", fix: setKey },
    ]);
  });

  it("may have a key that is encrypted in the stack's file", () => {
    expect(custom(good.certificate, encrypted)).toEqual([]);
  });

  it("mistake 13: covers the host of the public URL", () => {
    expect(custom(good.certificate, good.key, "other.example.org")).toEqual([
      {
        path: "tls.certificate",
        reason:
          "does not cover other.example.org, the host of the public URL. It is for DNS:meet.example.org, IP Address:192.0.2.7",
        fix: set,
      },
    ]);
  });

  it("mistake 13: is valid now", () => {
    const old = certificateFor(["meet.example.org"], new Date("2025-01-01"), new Date("2026-02-03"));
    const coming = certificateFor(["meet.example.org"], new Date("2026-07-01"), new Date("2027-01-01"));
    expect(custom(old.certificate, old.key)).toEqual([
      { path: "tls.certificate", reason: "expired on 2026-02-03", fix: set },
    ]);
    expect(custom(coming.certificate, coming.key)).toEqual([
      { path: "tls.certificate", reason: "is only valid from 2026-07-01", fix: set },
    ]);
  });

  it("can be read", () => {
    const begin = "-----BEGIN";
    expect(
      custom(
        `${begin} CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----`,
        `${begin} PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----`,
      ),
    ).toEqual([
      { path: "tls.certificate", reason: "is no certificate chain that can be read", fix: set },
      {
        path: "secrets.tlsKey",
        reason: "is no private key that can be read",
        fix: setKey,
      },
    ]);
  });

  it("is not given in vain", () => {
    expect(problemsOf(raw({ tls: { certificate: good.certificate } }), now)).toEqual([
      {
        path: "tls.mode",
        value: "self-signed",
        reason: "does not use tls.certificate",
        fix: "pulumi config set --path tls.mode custom",
      },
    ]);
  });
});

describe("packages", () => {
  it("from Jitsi's repository need a version each", () => {
    const { jicofo, ...others } = versions;
    expect(jicofo).toBeDefined();
    expect(problemsOf({ images: { versions: others } })).toEqual([
      {
        path: "images.versions.jicofo",
        reason:
          "is missing: images.packages jitsi installs the versions you name. https://download.jitsi.org/stable/Packages lists them",
        fix: "pulumi config set --path images.versions.jicofo VERSION",
      },
    ]);
  });

  it("from a directory need the directory", () => {
    expect(problemsOf({ images: { packages: "directory" } })).toEqual([
      {
        path: "images.directory",
        reason: "is missing: images.packages directory takes the .deb files from there",
        fix: "pulumi config set --path images.directory packages",
      },
    ]);
  });

  it("are no rehearsal in production", () => {
    expect(problemsOf({ general: { environment: "production" }, images: { packages: "rehearsal" } })).toEqual([
      {
        path: "images.packages",
        value: "rehearsal",
        reason: "carries no media, which general.environment production refuses",
        fix: "pulumi config set --path images.packages jitsi",
      },
    ]);
  });
});
