import { describe, expect, it } from "@jest/globals";
import { publishedPorts } from "../../../config/ports.ts";
import { settingsOf } from "../render/variants.ts";
import { problemsOf, raw } from "./helpers.ts";

const away = { general: { publicUrl: "https://meet.example.org" }, bridge: { advertiseIps: ["192.0.2.1"] } };

/** Path and fix of every problem. */
function fixes(groups: Record<string, unknown>): (readonly [string, string])[] {
  return problemsOf(raw(groups)).map(({ path, fix }) => [path, fix]);
}

describe("the web server's settings", () => {
  it.each([
    [
      "a proxy that is everybody",
      { http: { trustedProxies: ["10.0.0.0/8", "0.0.0.0/0"] } },
      "http.trustedProxies",
      "pulumi config rm --path http.trustedProxies && pulumi config set --path 'http.trustedProxies[0]' 10.0.0.0/8",
    ],
    [
      "a proxy that is all of IPv6",
      { http: { trustedProxies: ["::/0"] } },
      "http.trustedProxies",
      "pulumi config rm --path http.trustedProxies",
    ],
    [
      "two lists of who may frame the page",
      { http: { contentSecurityPolicy: "default-src 'self'; Frame-Ancestors 'none'", frameAncestors: [] } },
      "http.frameAncestors",
      "pulumi config rm --path http.frameAncestors",
    ],
    [
      "IPv6 beside one address that is meant to be the only one",
      { ...away, http: { ipv6: true, listenAddress: "192.0.2.7" } },
      "http.ipv6",
      "pulumi config set --path http.ipv6 false",
    ],
    [
      "a public URL whose host no DNS can have",
      { general: { publicUrl: 'https://meet"example.org' } },
      "general.publicUrl",
      "pulumi config rm --path general.publicUrl",
    ],
    [
      "a header that the stack sends itself",
      { http: { headers: { "Content-Security-Policy": "x" } } },
      "http.headers.Content-Security-Policy",
      "pulumi config rm --path http.headers.Content-Security-Policy",
    ],
    [
      "a policy with a word that browsers would pass over",
      { http: { contentSecurityPolicy: "defalt-src 'self'" } },
      "http.contentSecurityPolicy",
      "pulumi config rm --path http.contentSecurityPolicy",
    ],
  ])("%s is a mistake", (_, groups, path, fix) => {
    expect(fixes(groups)).toEqual([[path, fix]]);
  });

  it.each([
    ["trusted networks of Docker's", { http: { trustedProxies: ["172.16.0.0/12", "2001:db8::/32", "192.0.2.1"] } }],
    ["IPv6 beside a loopback address", { http: { ipv6: true, listenAddress: "127.0.0.1" } }],
    ["a policy and frames", { http: { contentSecurityPolicy: "standard", frameAncestors: ["https://a.example.org"] } }],
  ])("%s are none", (_, groups) => {
    expect(fixes(groups)).toEqual([]);
  });
});

describe("programs beside the meeting", () => {
  it.each([
    ["etherpad", "http://etherpad.example.org:9001", "https://pad.example.org/p/"],
    ["whiteboard", "http://whiteboard.example.org:80", "https://board.example.org"],
  ])("%s needs one address that is used", (name, url, publicUrl) => {
    const one = (group: object) => fixes({ [name]: group });
    expect(one({ mode: "external" })).toEqual([[`${name}.mode`, `pulumi config set --path ${name}.url ${url}`]]);
    expect(one({ url })).toEqual([[`${name}.url`, `pulumi config set --path ${name}.mode external`]]);
    expect(one({ mode: "external", url, publicUrl })).toEqual([[`${name}.url`, `pulumi config rm --path ${name}.url`]]);
    const plain = publicUrl.replace("https:", "http:");
    expect(one({ mode: "external", publicUrl: plain })).toEqual([
      [`${name}.publicUrl`, `pulumi config set --path ${name}.publicUrl ${publicUrl}`],
    ]);
    expect(one({ mode: "external", url })).toEqual([]);
    expect(one({ mode: "external", publicUrl })).toEqual([]);
  });

  it.each(["etherpad", "whiteboard"])("%s of the stack has no address elsewhere", (name) => {
    const url = "http://elsewhere.example.org:9001";
    expect(fixes({ [name]: { mode: "builtin" } })).toEqual([]);
    expect(fixes({ [name]: { mode: "builtin", url } })).toEqual([
      [`${name}.url`, `pulumi config rm --path ${name}.url`],
    ]);
  });

  it("Etherpad's own database is complete, or is not there", () => {
    const of = (database: object) => fixes({ etherpad: { mode: "builtin", database } });
    const secret = [
      "secrets.etherpadDatabasePassword",
      "pulumi config set --secret --path secrets.etherpadDatabasePassword",
    ];
    const host = ["etherpad.database.host", "pulumi config set --path etherpad.database.host db.example.org"];
    expect(of({ type: "postgres" })).toEqual([host, secret]);
    expect(of({ type: "mysql", host: "db.example.org" })).toEqual([secret]);
    expect(of({ type: "mysql", host: "127.0.0.1" })).toEqual([
      secret,
      ["etherpad.database.host", "pulumi config rm --path etherpad.database.host"],
    ]);
    expect(of({ host: "db.example.org" })).toEqual([
      ["etherpad.database.host", "pulumi config set --path etherpad.database.type postgres"],
    ]);
  });

  it("an rtcstats server is used when it is given", () => {
    const of = (rtcstats: object, http: object) => fixes({ web: { analytics: { rtcstats } }, http });
    const rtcstatsUrl = "http://rtcstats.example.org:3000";
    const url = "wss://rtcstats.example.org";
    expect(of({}, { rtcstatsUrl })).toEqual([
      ["http.rtcstatsUrl", "pulumi config set --path web.analytics.rtcstats.enabled true"],
    ]);
    expect(of({ enabled: true, url }, { rtcstatsUrl })).toEqual([
      ["http.rtcstatsUrl", "pulumi config rm --path http.rtcstatsUrl"],
    ]);
    expect(of({ enabled: true }, { rtcstatsUrl })).toEqual([]);
  });

  it("Etherpad's public address is that of its documents", () => {
    const publicUrl = "https://pad.example.org/";
    expect(problemsOf(raw({ etherpad: { mode: "external", publicUrl } })).map(({ reason }) => reason)).toEqual([
      "must be the http(s) URL that all documents are below, such as https://pad.example.org/p/",
    ]);
    expect(settingsOf({ etherpad: { publicUrl: `${publicUrl}p` } }).etherpad.publicUrl).toBe(`${publicUrl}p/`);
  });
});

describe("published addresses", () => {
  const addresses = (groups: object) =>
    publishedPorts(settingsOf(groups)).map(
      ({ address, external, protocol }) => `${protocol} ${address} ${String(external)}`,
    );

  it("are IPv4 alone unless IPv6 is wanted, which is on this machine only while the public URL is", () => {
    expect(addresses({})).toEqual(["tcp 127.0.0.1 8000", "tcp 127.0.0.1 8443", "udp 127.0.0.1 10000"]);
    expect(addresses({ http: { ipv6: true } })).toEqual([
      ...["tcp 127.0.0.1 8000", "tcp 127.0.0.1 8443", "tcp ::1 8000", "tcp ::1 8443"],
      "udp 127.0.0.1 10000",
    ]);
    expect(addresses({ ...away, http: { ipv6: true }, tls: { mode: "off" } })).toEqual([
      ...["tcp 0.0.0.0 8000", "tcp :: 8000"],
      "udp 0.0.0.0 10000",
    ]);
  });

  it("of media stay open where the web server hides behind a proxy on the same host", () => {
    expect(addresses({ ...away, http: { listenAddress: "127.0.0.1" }, tls: { mode: "off" } })).toEqual([
      "tcp 127.0.0.1 8000",
      "udp 0.0.0.0 10000",
    ]);
  });
});
