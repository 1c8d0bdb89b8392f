import { describe, expect, it } from "@jest/globals";
import { groupDocs, groupNames, registry } from "../../../config/registry.ts";

const entry = (path: string) => registry().find((one) => one.path === path);

describe("the registry", () => {
  it("tells everything about a setting with a plain default", () => {
    expect(entry("http.port")).toEqual({
      path: "http.port",
      type: "integer 1..65535",
      default: 8000,
      unit: null,
      secret: false,
      env: ["HTTP_PORT"],
      effect: ["restart web"],
      doc: "Port of the host that serves HTTP.",
    });
  });

  it.each([
    ["auth.type", '"none" | "internal" | "ldap" | "jwt" | "matrix" | "hybrid_matrix_token"', "none"],
    ["bridge.count", "integer 1..200", 1],
    ["web.memory", "integer from 64", 256],
    [
      "bridge.advertiseIps",
      "list of IP addresses",
      "127.0.0.1 while the public URL is on this machine (localhost), else what STUN finds",
    ],
    [
      "bridge.stunServers",
      "list of host:port",
      "meet-jit-si-turnrelay.jitsi.net:443 where no address is advertised, else none",
    ],
    ["auth.users", "list of account names", []],
    ["general.timezone", "time zone such as UTC or Europe/Berlin", "UTC"],
    [
      "general.publicUrl",
      "http(s) URL such as https://meet.example.org",
      "https://localhost:<tls.port>, or http://localhost:<http.port> with tls.mode off",
    ],
    ["http.listenAddress", "IP address", "127.0.0.1 while the public URL is on this machine (localhost), else 0.0.0.0"],
    ["web.extraConfig", "text", null],
    ["http.redirect", "true | false", false],
    ["images.versions", "group of jicofo, jitsi-videobridge2, jitsi-meet-web, jitsi-meet-prosody, jibri, jigasi", {}],
    ["secrets.users", "one line of text for each account name", {}],
    ["secrets.tlsKey", "private key as PEM text", null],
  ])("describes %s as %s", (path, type, fallback) => {
    expect(entry(path)).toMatchObject({ type, default: fallback });
  });

  it("marks the settings of the secret group, and no other, as secret", () => {
    expect(
      registry()
        .filter(({ secret }) => secret)
        .map(({ path }) => path),
    ).toEqual(
      registry()
        .map(({ path }) => path)
        .filter((path) => path.startsWith("secrets.")),
    );
  });

  it("names every setting once and no variable twice", () => {
    const paths = registry().map(({ path }) => path);
    const variables = registry().flatMap(({ env }) => env);
    expect(new Set(paths).size).toBe(paths.length);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it("documents every group, and no group that is gone", () => {
    expect(Object.keys(groupDocs).sort()).toEqual([...groupNames()].sort());
  });

  it("says of every setting what a change does", () => {
    expect(registry().filter(({ effect }) => effect.length === 0)).toEqual([]);
  });
});
