import type { Change, EffectRow } from "./row.ts";
import { opposite, page, same } from "./web.ts";

/** A setting of the group web.branding or web.links that one key of interface_config.js holds. */
function oldKey(path: string, value: unknown, key: string): EffectRow {
  const changes = { "web/interface_config.js": { [key]: [undefined, value] as const }, ...served };
  return { path: `web.${path}`, value, changes };
}

/** A piece of HTML: its file, and that it is served in place of the package's own. */
function html(name: string, file: string, url: string): EffectRow {
  const value = `<p>${name} &amp; more</p>`;
  return {
    path: `web.html.${name}`,
    value,
    changes: { [`web/html_${file}`]: { "(text)": [undefined, `${value}\n`] }, ...servedFragment(url, file) },
  };
}

function location(name: string, directives: Readonly<Record<string, readonly string[]>>): Record<string, Change> {
  const path = `http.server.location(= ${name})`;
  const inner = Object.entries(directives).map(([key, value]): [string, Change] => [
    `${path}.${key}`,
    [undefined, value],
  ]);
  return { [path]: [undefined, "block"], ...Object.fromEntries(inner) };
}

/** nginx puts the stack's statements behind the package's interface_config.js. */
const served: NonNullable<EffectRow["changes"]> = {
  "web/nginx.conf": {
    ...location("/_interface_config/package.js", {
      alias: ["/usr/share/jitsi-meet/interface_config.js"],
      internal: [""],
      ssi: ["off"],
    }),
    ...location("/_interface_config/stack.js", {
      alias: ["/config/interface_config.js"],
      internal: [""],
      ssi: ["off"],
    }),
    "http.server.location(= /interface_config.js).ssi_types": [undefined, ["application/javascript"]],
    "http.server.location(= /interface_config.js).return": [
      undefined,
      [
        String.raw`200 "<!--# include virtual=\"/_interface_config/package.js\" -->\n<!--# include virtual=\"/_interface_config/stack.js\" -->\n"`,
      ],
    ],
  },
};

/** nginx serves a piece of HTML in place of the package's own. */
function servedFragment(url: string, file: string): NonNullable<EffectRow["changes"]> {
  return {
    "web/nginx.conf": location(url, {
      alias: [`/config/html_${file}`],
      ssi: ["off"],
      add_header: [
        "Cache-Control no-cache always",
        "X-Content-Type-Options nosniff always",
        "Referrer-Policy strict-origin-when-cross-origin always",
      ],
    }),
  };
}

const branding: readonly EffectRow[] = [
  same("branding.dynamicUrl", "https://example.org/branding.json", "dynamicBrandingUrl"),
  same("branding.dataUrl", "/branding.json", "brandingDataUrl"),
  {
    path: "web.branding.title",
    value: 'Meet & "Greet"',
    changes: {
      "web/html_title.html": {
        "(text)": [
          undefined,
          '<title>Meet &amp; &quot;Greet&quot;</title>\n<meta property="og:title" content="Meet &amp; &quot;Greet&quot;">\n' +
            '<link rel="icon" href="images/favicon.svg?v=1">\n',
        ],
      },
      ...servedFragment("/title.html", "title.html"),
    },
  },
  oldKey("branding.appName", "Example Meet", "APP_NAME"),
  oldKey("branding.providerName", "Example", "PROVIDER_NAME"),
  oldKey("branding.logo", false, "SHOW_JITSI_WATERMARK"),
  {
    path: "web.branding.logoUrl",
    value: "/images/own.svg",
    changes: {
      "web/config.js": { defaultLogoUrl: [undefined, "/images/own.svg"] },
      "web/interface_config.js": { DEFAULT_WELCOME_PAGE_LOGO_URL: [undefined, "/images/own.svg"] },
      ...served,
    },
  },
  oldKey("branding.logoLink", "https://example.org", "JITSI_WATERMARK_LINK"),
  same("branding.ownName", "you", "defaultLocalDisplayName"),
  same("branding.unnamedName", "Somebody", "defaultRemoteDisplayName"),
  same("links.help", "https://example.org/help", "legalUrls.helpCentre"),
  same("links.privacy", "https://example.org/privacy", "legalUrls.privacy"),
  same("links.terms", "https://example.org/terms", "legalUrls.terms"),
  same("links.documentation", "https://example.org/docs", "deploymentUrls.userDocumentationURL"),
  same("links.apps", "https://example.org/apps", "deploymentUrls.downloadAppsUrl"),
  oldKey("links.support", "https://example.org/support", "SUPPORT_URL"),
];

const apps: readonly EffectRow[] = [
  opposite("deepLinking.enabled", false, "deeplinking.disabled", false),
  opposite("deepLinking.logo", false, "deeplinking.hideLogo"),
  same("deepLinking.desktop.enabled", true, "deeplinking.desktop.enabled"),
  same("deepLinking.desktop.appName", "Example Meet", "deeplinking.desktop.appName"),
  same("deepLinking.desktop.appScheme", "example-meet", "deeplinking.desktop.appScheme"),
  same("deepLinking.ios.appName", "Example Meet", "deeplinking.ios.appName"),
  same("deepLinking.ios.appScheme", "example-meet", "deeplinking.ios.appScheme"),
  same("deepLinking.ios.downloadUrl", "https://example.org/ios", "deeplinking.ios.downloadLink"),
  same("deepLinking.android.appName", "Example Meet", "deeplinking.android.appName"),
  same("deepLinking.android.appScheme", "example-meet", "deeplinking.android.appScheme"),
  same("deepLinking.android.appPackage", "org.example.meet", "deeplinking.android.appPackage"),
  same("deepLinking.android.downloadUrl", "https://example.org/android", "deeplinking.android.downloadLink"),
  same("deepLinking.android.fDroidUrl", "https://example.org/fdroid", "deeplinking.android.fDroidUrl"),
];

const integrations: readonly EffectRow[] = [
  same("integrations.calendar", true, "enableCalendarIntegration", false),
  same("integrations.google.clientId", "google-client", "googleApiApplicationClientID"),
  same("integrations.microsoft.clientId", "microsoft-client", "microsoftApiApplicationClientID"),
  same("integrations.chromeExtension.url", "https://example.org/chrome", "chromeExtensionBanner.url"),
  same("integrations.chromeExtension.edgeUrl", "https://example.org/edge", "chromeExtensionBanner.edgeUrl"),
  page("integrations.chromeExtension.known", [`${"abcdefgh".repeat(4)}/images/icon.png`], {
    "chromeExtensionBanner.chromeExtensionsInfo": [undefined, [{ id: "abcdefgh".repeat(4), path: "images/icon.png" }]],
  }),
  same("integrations.giphy.enabled", true, "giphy.enabled", false),
  same("integrations.giphy.sdkKey", "giphy-key", "giphy.sdkKey"),
  same("integrations.giphy.displayMode", "chat", "giphy.displayMode"),
  same("integrations.giphy.rating", "pg", "giphy.rating"),
  same("integrations.giphy.tileTime", 3000, "giphy.tileTime"),
  page("integrations.fileSharing.url", "https://files.example.org", {
    "fileSharing.apiUrl": [undefined, "https://files.example.org"],
    "fileSharing.enabled": [undefined, true],
  }),
  same("integrations.fileSharing.maxFileSize", 1000000, "fileSharing.maxFileSize"),
  opposite("localRecording.enabled", false, "localRecording.disable", false),
  same("localRecording.notifyAll", true, "localRecording.notifyAllParticipants", false),
  opposite("localRecording.ownStreams", false, "localRecording.disableSelfRecording", false),
  same("login.logoutUrl", "https://login.example.org/out", "tokenLogoutUrl"),
  same("login.inline", true, "tokenAuthInline"),
  opposite("login.button", false, "hideLoginButton"),
  same("login.sso.service", "https://login.example.org", "sso.ssoService"),
  same("login.sso.tokenService", "https://token.example.org", "sso.tokenService"),
  same("login.sso.clientId", "meet", "sso.clientId"),
];

const rtcstats = { given: { web: { analytics: { rtcstats: { enabled: true } } } } };

const statistics: readonly EffectRow[] = [
  opposite("analytics.enabled", false, "analytics.disabled"),
  same("analytics.amplitudeKey", "amplitude-key", "analytics.amplitudeAPPKey"),
  same("analytics.matomoUrl", "https://matomo.example.org/matomo.php", "analytics.matomoEndpoint"),
  same("analytics.matomoSiteId", "42", "analytics.matomoSiteID"),
  same("analytics.scriptUrls", ["/libs/own.js"], "analytics.scriptURLs"),
  same("analytics.allowedEvents", ["conference.joined"], "analytics.whiteListedEvents"),
  same("analytics.blockedEvents", ["conference.left"], "analytics.blackListedEvents"),
  same("analytics.obfuscateRoomName", true, "analytics.obfuscateRoomName"),
  page("analytics.rtcstats.enabled", true, {
    "analytics.rtcstatsEnabled": [false, true],
    "analytics.rtcstatsEndpoint": [undefined, "wss://localhost:8443/rtcstats-ws"],
    "analytics.rtcstatsPollInterval": [undefined, 10000],
    "analytics.rtcstatsSendSdp": [undefined, false],
    "analytics.rtcstatsStoreLogs": [undefined, false],
  }),
  {
    ...page("analytics.rtcstats.url", "wss://stats.example.org", {
      "analytics.rtcstatsEndpoint": ["wss://localhost:8443/rtcstats-ws", "wss://stats.example.org"],
    }),
    ...rtcstats,
  },
  { ...same("analytics.rtcstats.pollInterval", 5000, "analytics.rtcstatsPollInterval", 10000), ...rtcstats },
  { ...same("analytics.rtcstats.sendSdp", true, "analytics.rtcstatsSendSdp", false), ...rtcstats },
  { ...same("analytics.rtcstats.storeLogs", true, "analytics.rtcstatsStoreLogs", false), ...rtcstats },
  same("deploymentInfo.environment", "meet-prod", "deploymentInfo.environment"),
  same("deploymentInfo.environmentType", "prod", "deploymentInfo.envType"),
  same("deploymentInfo.region", "europe", "deploymentInfo.region"),
  same("deploymentInfo.userRegion", "africa", "deploymentInfo.userRegion"),
  same("deploymentInfo.shard", "shard-1", "deploymentInfo.shard"),
  same("deploymentInfo.product", "meet", "deploymentInfo.product"),
  same("e2ePing.enabled", true, "e2eping.enabled", false),
  same("e2ePing.requests", 3, "e2eping.numRequests"),
  same("e2ePing.maxConferenceSize", 50, "e2eping.maxConferenceSize"),
  same("e2ePing.maxMessagesPerSecond", 100, "e2eping.maxMessagesPerSecond"),
  opposite("thirdPartyRequests", false, "disableThirdPartyRequests"),
  opposite("gravatar.enabled", false, "gravatar.disabled"),
  same("gravatar.url", "https://pictures.example.org/", "gravatar.baseUrl"),
  opposite("recentRooms", false, "doNotStoreRoom"),
];

const custom: readonly EffectRow[] = [
  page(
    "config",
    { subject: "a</script>", p2p: { testMode: [1, null] } },
    {
      subject: [undefined, "a</script>"],
      "p2p.testMode": [undefined, [1, null]],
    },
  ),
  {
    path: "web.interfaceConfig",
    value: { VIDEO_LAYOUT_FIT: "both" },
    changes: { "web/interface_config.js": { VIDEO_LAYOUT_FIT: [undefined, "both"] }, ...served },
  },
  page("extraConfig", "config.subject = config.hosts.domain;", { subject: [undefined, "meet.jitsi"] }),
  html("head", "head.html", "/head.html"),
  html("pluginHead", "plugin.head.html", "/plugin.head.html"),
  html("title", "title.html", "/title.html"),
  html("fonts", "fonts.html", "/fonts.html"),
  html("body", "body.html", "/body.html"),
  html("welcomeContent", "welcomePageAdditionalContent.html", "/static/welcomePageAdditionalContent.html"),
  html("welcomeCard", "welcomePageAdditionalCard.html", "/static/welcomePageAdditionalCard.html"),
  html("welcomeToolbar", "settingsToolbarAdditionalContent.html", "/static/settingsToolbarAdditionalContent.html"),
];

export const rows: readonly EffectRow[] = [...branding, ...apps, ...integrations, ...statistics, ...custom];
