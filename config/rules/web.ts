import { removeCommand, setCommand, setFromFileCommand } from "../commands.ts";
import { extraConfigProblem } from "../render/extra-config.ts";
import type { Problem } from "../problems.ts";
import { usualWidth } from "../render/config-js/media.ts";
import type { Draft, Rule } from "./draft.ts";
import { customKeyRules } from "./web-keys.ts";

const extraConfigIsAScript: Rule = {
  reads: ["web.extraConfig"],
  check: ({ settings }) => {
    const reason = extraConfigProblem(settings.web.extraConfig ?? "");
    const path = "web.extraConfig";
    return reason === undefined ? [] : [{ path, reason, fix: setFromFileCommand(path, "extra-config.js") }];
  },
};

/** A lower limit must not be above the value that it limits. */
function atMost(
  low: string,
  high: string,
  values: (draft: Draft) => readonly [low: number | undefined, high: number | undefined],
): Rule {
  return {
    reads: [low, high],
    check: (draft) => {
      const [value, limit] = values(draft);
      return value === undefined || limit === undefined || value <= limit
        ? []
        : [
            {
              path: low,
              value,
              reason: `must be at most ${high}, which is ${String(limit)}`,
              fix: setCommand(low, limit),
            },
          ];
    },
  };
}

const heights = atMost("web.video.minHeight", "web.video.height", ({ settings: { web } }) => [
  web.video.minHeight,
  web.video.height,
]);

const widths: Rule = {
  ...atMost("web.video.minWidth", "web.video.width", ({ settings: { web } }) => [
    web.video.minWidth,
    web.video.width ?? usualWidth(web.video.height),
  ]),
  reads: ["web.video.minWidth", "web.video.width", "web.video.height"],
};

const frameRates = atMost(
  "web.screenSharing.minFrameRate",
  "web.screenSharing.maxFrameRate",
  ({ settings: { web } }) => [web.screenSharing.minFrameRate, web.screenSharing.maxFrameRate],
);

function problem(path: string, reason: string, fix: string): readonly Problem[] {
  return [{ path, reason, fix }];
}

const oneBranding: Rule = {
  reads: ["web.branding.dynamicUrl", "web.branding.dataUrl"],
  check: ({ settings: { web } }) =>
    web.branding.dynamicUrl === undefined || web.branding.dataUrl === undefined
      ? []
      : problem(
          "web.branding.dataUrl",
          "must not be set beside web.branding.dynamicUrl: the page would never read it",
          removeCommand("web.branding.dataUrl"),
        ),
};

const oneTitle: Rule = {
  reads: ["web.branding.title", "web.html.title"],
  check: ({ settings: { web } }) =>
    web.branding.title === undefined || web.html.title === undefined
      ? []
      : problem(
          "web.branding.title",
          "must not be set beside web.html.title, which takes its place",
          removeCommand("web.branding.title"),
        ),
};

const giphyKey: Rule = {
  reads: ["web.integrations.giphy.enabled", "web.integrations.giphy.sdkKey"],
  check: ({ settings: { web } }) =>
    !web.integrations.giphy.enabled || web.integrations.giphy.sdkKey !== undefined
      ? []
      : problem(
          "web.integrations.giphy.enabled",
          "needs web.integrations.giphy.sdkKey: Giphy answers nobody without a key",
          setCommand("web.integrations.giphy.enabled", false),
        ),
};

const calendarClient: Rule = {
  reads: ["web.integrations.calendar", "web.integrations.google.clientId", "web.integrations.microsoft.clientId"],
  check: ({ settings: { web } }) => {
    const { calendar, google, microsoft } = web.integrations;
    return !calendar || google.clientId !== undefined || microsoft.clientId !== undefined
      ? []
      : problem(
          "web.integrations.calendar",
          "needs web.integrations.google.clientId or web.integrations.microsoft.clientId: there is no calendar without",
          setCommand("web.integrations.calendar", false),
        );
  },
};

const wholeMatomo: Rule = {
  reads: ["web.analytics.matomoUrl", "web.analytics.matomoSiteId"],
  check: ({ settings: { web } }) => {
    const { matomoUrl, matomoSiteId } = web.analytics;
    if ((matomoUrl === undefined) === (matomoSiteId === undefined)) {
      return [];
    }
    const [given, missing] = matomoUrl === undefined ? ["matomoSiteId", "matomoUrl"] : ["matomoUrl", "matomoSiteId"];
    return problem(
      `web.analytics.${given}`,
      `needs web.analytics.${missing}: the page uses Matomo only with both`,
      removeCommand(`web.analytics.${given}`),
    );
  },
};

const statisticsServer: Rule = {
  reads: ["web.analytics.rtcstats.enabled", "web.analytics.rtcstats.url", "http.rtcstatsUrl"],
  check: ({ settings: { http, web } }) => {
    const { enabled, url } = web.analytics.rtcstats;
    return !enabled || url !== undefined || http.rtcstatsUrl !== undefined
      ? []
      : problem(
          "web.analytics.rtcstats.enabled",
          "needs web.analytics.rtcstats.url or http.rtcstatsUrl: nothing would take the statistics",
          setCommand("web.analytics.rtcstats.enabled", false),
        );
  },
};

export const webRules: readonly Rule[] = [
  extraConfigIsAScript,
  ...customKeyRules,
  heights,
  widths,
  frameRates,
  oneBranding,
  oneTitle,
  giphyKey,
  calendarClient,
  wholeMatomo,
  statisticsServer,
];
