import { describe, expect, test } from "@jest/globals";
import { allSettings } from "../../../config/registry.ts";
import { configOfSettings } from "../../../config/render/config-js.ts";
import { leafKeys } from "../../../config/render/config-js/object.ts";
import { settingOfKey } from "../../../config/render/config-js/owners.ts";
import { configKeys } from "../../../config/settings/web/config-keys.ts";
import { rows } from "../effects/rows.ts";
import { settingsOf } from "../render/variants.ts";
import { problemsOf, raw } from "./helpers.ts";

const problems = (web: object, groups: Record<string, unknown> = {}) => problemsOf(raw({ ...groups, web }));

describe("web.config", () => {
  test("takes keys of config.js that have no setting", () => {
    const config = { subject: "Standup", p2p: { testKey: [1, null] }, mainToolbarButtons: [["microphone"]] };
    expect(problems({ config })).toEqual([]);
  });

  test.each([
    ["subjct", "has a name that must be a key of config.js. Did you mean subject?"],
    ["entirelyOfOnesOwn", "has a name that must be a key of config.js"],
  ])("refuses the key %s, which the page does not know", (key, reason) => {
    expect(problems({ config: { [key]: 1 } })).toEqual([
      { path: `web.config.${key}`, reason, fix: `pulumi config rm --path web.config.${key}` },
    ]);
  });

  test.each([
    ["resolution", 360, "web.video.height", " && pulumi config set --path web.video.height 360"],
    ["disableReactions", true, "web.reactions", " && pulumi config set --path web.reactions false"],
    ["p2p", { enabled: false }, "web.peerToPeer.enabled", " && pulumi config set --path web.peerToPeer.enabled false"],
    ["hosts", { focus: { x: 1 }, muc: "rooms.example.org" }, "xmpp.mucDomain", ""],
    ["disableDeepLinking", true, "web.deepLinking.enabled", ""],
    ["transcription", { enabled: true }, "transcription.enabled", ""],
    ["constraints", { video: { aspectRatio: 1 } }, "web.video.height", ""],
    ["prejoinConfig", "none", "web.prejoin.enabled", ""],
  ])("refuses %s, which a setting of its own writes, and names it", (key, value, setting, fix) => {
    const inner: Record<string, string | undefined> = { muc: ".muc", enabled: ".enabled", video: ".video.aspectRatio" };
    const member = typeof value === "object" ? Object.keys(value).at(-1) : undefined;
    const path = `web.config.${key}${inner[member ?? ""] ?? ""}`;
    expect(problems({ config: { [key]: value } })).toEqual([
      { path, reason: `has a setting of its own: ${setting}`, fix: `pulumi config rm --path ${path}${fix}` },
    ]);
  });

  test("every key that a setting writes is known to have one, and that setting exists", () => {
    const paths = new Set(allSettings().map(({ path }) => path));
    expect([...settingOfKey.values()].filter((path) => !paths.has(path))).toEqual([]);
    expect([...settingOfKey.keys()].filter((key) => !configKeys.includes(key.split(".")[0] ?? ""))).toEqual([]);
    const written = rows
      .filter(({ path }) => path !== "web.config" && !path.startsWith("secrets."))
      .flatMap(({ given = {}, path, value }) => leafKeys(configOfSettings(settingsOf(withValue(given, path, value)))));
    const unknown = written.map((keys) => keys.join(".")).filter((key) => !covered(key));
    expect([...new Set(unknown)]).toEqual([]);
  });
});

function covered(key: string): boolean {
  return [...settingOfKey.keys()].some((known) => key === known || key.startsWith(`${known}.`));
}

function withValue(values: object, path: string, value: unknown): object {
  const [key = "", ...rest] = path.split(".");
  const inner = (values as Record<string, object>)[key] ?? {};
  return { ...values, [key]: rest.length === 0 ? value : withValue(inner, rest.join("."), value) };
}

describe("web.interfaceConfig", () => {
  test("refuses keys that have moved to config.js, and those that have a setting", () => {
    const interfaceConfig = { TOOLBAR_TIMEOUT: 1, APP_NAME: "x", LANG_DETECTION: true };
    expect(problems({ interfaceConfig })).toEqual([
      {
        path: "web.interfaceConfig.TOOLBAR_TIMEOUT",
        reason: "has a name that must be a key of interface_config.js",
        fix: "pulumi config rm --path web.interfaceConfig.TOOLBAR_TIMEOUT",
      },
    ]);
    expect(problems({ interfaceConfig: { APP_NAME: "x" } })).toEqual([
      {
        path: "web.interfaceConfig.APP_NAME",
        reason: "has a setting of its own: web.branding.appName",
        fix: "pulumi config rm --path web.interfaceConfig.APP_NAME",
      },
    ]);
  });
});

describe("a value of the page", () => {
  test.each([
    [
      { toolbarButtons: ["microfone"] },
      "web.toolbarButtons[0]",
      "pulumi config set --path 'web.toolbarButtons[0]' microphone",
    ],
    [{ video: { codecs: ["vp9"] } }, "web.video.codecs[0]", "pulumi config set --path 'web.video.codecs[0]' VP9"],
    [{ video: { codecs: ["VP9", "VP9"] } }, "web.video.codecs", "pulumi config rm --path web.video.codecs"],
    [{ html: { head: "<!--# include file=x -->" } }, "web.html.head", "pulumi config rm --path web.html.head"],
    [{ branding: { logoUrl: "javascript:x" } }, "web.branding.logoUrl", "pulumi config rm --path web.branding.logoUrl"],
    [
      { branding: { logoUrl: "//x/y.svg" } },
      "web.branding.logoUrl",
      "pulumi config set --path web.branding.logoUrl https://x",
    ],
  ])("%j is refused", (web, path, fix) => {
    expect(problems(web)).toMatchObject([{ path, fix }]);
  });
});

describe("settings of the page that contradict each other", () => {
  test.each([
    [
      { video: { height: 180, width: 240 } },
      "web.video.minWidth",
      "must be at most web.video.width, which is 240",
      "pulumi config set --path web.video.minWidth 240",
    ],
    [
      { video: { height: 360, minHeight: 720 } },
      "web.video.minHeight",
      "must be at most web.video.height, which is 360",
      "pulumi config set --path web.video.minHeight 360",
    ],
    [
      { screenSharing: { minFrameRate: 30, maxFrameRate: 5 } },
      "web.screenSharing.minFrameRate",
      "must be at most web.screenSharing.maxFrameRate, which is 5",
      "pulumi config set --path web.screenSharing.minFrameRate 5",
    ],
    [
      { branding: { dynamicUrl: "/a.json", dataUrl: "/b.json" } },
      "web.branding.dataUrl",
      "must not be set beside web.branding.dynamicUrl: the page would never read it",
      "pulumi config rm --path web.branding.dataUrl",
    ],
    [
      { branding: { title: "a" }, html: { title: "<title>b</title>" } },
      "web.branding.title",
      "must not be set beside web.html.title, which takes its place",
      "pulumi config rm --path web.branding.title",
    ],
    [
      { integrations: { giphy: { enabled: true } } },
      "web.integrations.giphy.enabled",
      "needs web.integrations.giphy.sdkKey: Giphy answers nobody without a key",
      "pulumi config set --path web.integrations.giphy.enabled false",
    ],
    [
      { integrations: { calendar: true } },
      "web.integrations.calendar",
      "needs web.integrations.google.clientId or web.integrations.microsoft.clientId: there is no calendar without",
      "pulumi config set --path web.integrations.calendar false",
    ],
    [
      { analytics: { rtcstats: { enabled: true } } },
      "web.analytics.rtcstats.enabled",
      "needs web.analytics.rtcstats.url or http.rtcstatsUrl: nothing would take the statistics",
      "pulumi config set --path web.analytics.rtcstats.enabled false",
    ],
    [
      { analytics: { matomoSiteId: "1" } },
      "web.analytics.matomoSiteId",
      "needs web.analytics.matomoUrl: the page uses Matomo only with both",
      "pulumi config rm --path web.analytics.matomoSiteId",
    ],
  ])("%j", (web, path, reason, fix) => {
    expect(problems(web)).toMatchObject([{ path, reason, fix }]);
  });
});
