import { describe, expect, it } from "@jest/globals";
import { accountJid, serviceAccounts } from "../../../config/accounts.ts";
import { encrypted } from "../../../config/encrypted.ts";
import { importEnv, importVariables } from "../../../config/env-file.ts";
import { renderAll } from "../../../config/render/index.ts";
import { config } from "../render/page.ts";
import { settingsOf } from "../render/variants.ts";
import { problemsOf, raw, versions } from "./helpers.ts";

/** Mistakes that people really make, by their numbers in docs/mistakes.md: those whose protection is in no room of its own. */

/** Everything that a file sets. */
function taken(text: string): Record<string, unknown> {
  return Object.fromEntries(importVariables(text).flatMap(({ values }) => [...values]));
}

describe("the public URL", () => {
  it("mistake 4: names no port that is plain HTTP, whatever stands in front", () => {
    expect(problemsOf(raw({ general: { publicUrl: "https://meet.example.org:8000" } }))).toEqual([
      {
        path: "general.publicUrl",
        value: "https://meet.example.org:8000",
        reason: "names port 8000, which is plain HTTP (http.port): HTTPS is on tls.port, 8443",
        fix: "pulumi config set --path general.publicUrl https://meet.example.org:8443",
      },
    ]);
    const open = { general: { publicUrl: "https://meet.example.org:8443" } };
    expect(problemsOf(raw(open))).toEqual([]);
    const proxied = { general: { publicUrl: "https://meet.example.org:8000" }, tls: { mode: "off" } };
    expect(problemsOf(raw(proxied))).toEqual([]);
  });

  it("mistake 4: has the port that is served where nobody names one, and the page connects there", () => {
    expect(config({ tls: { port: 4443 } })).toMatchObject({
      bosh: "https://localhost:4443/http-bind",
      websocket: "wss://localhost:4443/xmpp-websocket",
    });
    expect(config({ tls: { mode: "off" }, http: { port: 8080 } })).toMatchObject({
      bosh: "http://localhost:8080/http-bind",
      websocket: "ws://localhost:8080/xmpp-websocket",
    });
  });

  it.each(["PUBLIC_URL=https://meet.example.org/jitsi", "PUBLIC_URL=https://meet.example.org:84430"])(
    "mistake 4: is not taken over from %s, where no page can be",
    (line) => {
      expect(importEnv(line)).toMatchObject([{ variable: "PUBLIC_URL", answer: "refused", setting: null }]);
    },
  );
});

describe("folders", () => {
  it("mistake 8: no folder of the host holds configuration: CONFIG sets nothing, whoever's home ~ is", () => {
    expect(taken("CONFIG=~/.jitsi-meet-cfg")).toEqual({});
    expect(importEnv("CONFIG=~/.jitsi-meet-cfg")).toMatchObject([{ answer: "ignored" }]);
  });

  it("mistake 8: the folder of packages is not below ~, which a shell expands and nobody else", () => {
    expect(problemsOf(raw({ images: { packages: "directory", directory: "~/packages" } }))).toEqual([
      {
        path: "images.directory",
        value: "~/packages",
        reason: "begins with ~, which only a shell knows, and sudo as another folder. Write the path in full",
        fix: "pulumi config set --path images.directory packages",
      },
    ]);
    expect(problemsOf(raw({ images: { packages: "directory", directory: "/srv/packages" } }))).toEqual([]);
  });
});

describe("releases", () => {
  it.each(["latest", "stable", "stable-10655", ""])("mistake 10: %j is no version of a package", (version) => {
    const images = { versions: { ...versions, jicofo: version } };
    expect(problemsOf({ images }).map(({ path, reason }) => [path, reason])).toEqual([
      ["images.versions.jicofo", "must be a Debian package version such as 1.0-1100-1"],
    ]);
  });

  it("mistake 10: the page and Prosody's plugins are of one release", () => {
    const images = { versions: { ...versions, "jitsi-meet-prosody": "1.0.7000-1" } };
    expect(problemsOf({ images })).toEqual([
      {
        path: "images.versions.jitsi-meet-prosody",
        value: "1.0.7000-1",
        reason: "is another release than jitsi-meet-web, 1.0.8000-1: the page and Prosody's plugins belong together",
        fix: "pulumi config set --path images.versions.jitsi-meet-prosody 1.0.8000-1",
      },
    ]);
  });
});

describe("certificates", () => {
  const asked = "LETSENCRYPT_DOMAIN=meet.example.org\nLETSENCRYPT_EMAIL=a@example.org\nLETSENCRYPT_USE_STAGING=1";

  const wanted = `ENABLE_LETSENCRYPT=1\nHTTP_PORT=80\n${asked}\nLETSENCRYPT_ACME_SERVER=letsencrypt`;

  it("mistakes 13 and 14: who asked for Let's Encrypt gets a service that renews, with its state in a volume", () => {
    expect(taken(wanted)).toEqual({
      "general.publicUrl": "https://meet.example.org",
      "http.port": 80,
      "tls.mode": "acme",
      "tls.acme.email": "a@example.org",
      "tls.acme.staging": true,
      "tls.acme.termsAgreed": true,
    });
  });

  it("mistake 14: without it, nothing asks an authority", () => {
    expect(taken(`ENABLE_LETSENCRYPT=0\n${asked}\nLETSENCRYPT_ACME_SERVER=zerossl`)).toEqual({});
    const files = Object.values(renderAll(settingsOf({ general: { publicUrl: "https://meet.example.org" } }))).flatMap(
      (one) => Object.entries(one),
    );
    expect(files.filter(([, text]) => /acme|letsencrypt/i.test(text)).map(([name]) => name)).toEqual([]);
  });
});

describe("accounts", () => {
  it.each(["alice@meet.jitsi", "alice@auth.meet.jitsi", "Alice"])(
    "mistake 18: are names alone, so %s can be on no wrong domain",
    (name) => {
      expect(
        problemsOf(raw({ auth: { type: "internal", users: [name] }, secrets: { users: { [name]: encrypted } } })).map(
          ({ path, reason }) => [path, reason],
        ),
      ).toContainEqual(["auth.users[0]", "must be 1 to 64 characters of a-z, 0-9, dot, dash or underscore"]);
    },
  );
});

describe("recordings", () => {
  it.each(["hidden.meet.jitsi", "recorders.example.org"])(
    "mistake 19: a recorder's account is on the hidden domain %s, where the page looks for it",
    (hiddenDomain) => {
      const input = { recording: { enabled: true }, xmpp: { hiddenDomain } };
      expect(serviceAccounts(settingsOf(input)).map(accountJid)).toContain(`recorder@${hiddenDomain}`);
      expect(config(input)).toMatchObject({ hiddenDomain });
    },
  );
});

describe("logs", () => {
  const everything = {
    recording: { enabled: true },
    telephony: { enabled: true },
    transcription: { enabled: true, engine: "vosk" },
  };

  it.each([
    ["web", "web"],
    ["xmpp", "prosody"],
    ["focus", "jicofo"],
    ["bridge", "jvb-1"],
    ["recording", "jibri-1"],
    ["telephony", "jigasi"],
    ["transcription", "transcriber"],
  ])("mistake 25: %s.logLevel is that of %s alone", (group, service) => {
    const given = (everything as Record<string, object>)[group];
    const before = renderAll(settingsOf(everything));
    const after = renderAll(settingsOf({ ...everything, [group]: { ...given, logLevel: "debug" } }));
    const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
    expect(changed).toEqual([service]);
  });
});
