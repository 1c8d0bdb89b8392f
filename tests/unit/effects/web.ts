import type { Change, EffectRow } from "./row.ts";

/** A setting of the web page that changes keys of config.js. */
export function page(
  path: string,
  value: unknown,
  keys: Readonly<Record<string, Change>>,
  given?: Readonly<Record<string, object>>,
): EffectRow {
  return { path: `web.${path}`, value, changes: { "web/config.js": keys }, ...(given === undefined ? {} : { given }) };
}

/** A setting whose value one key of config.js holds. `before` is what the key holds by default. */
export function same(path: string, value: unknown, key: string, before?: unknown): EffectRow {
  return page(path, value, { [key]: [before, value] });
}

/** A setting whose opposite one key of config.js holds. Without `before`, the key is absent by default. */
export function opposite(path: string, value: boolean, key: string, before?: boolean): EffectRow {
  return page(path, value, { [key]: [before, !value] });
}

const entry: readonly EffectRow[] = [
  opposite("welcomePage", false, "welcomePage.disabled", false),
  same("welcomePageUrl", "https://example.org/rooms", "welcomePage.customUrl"),
  same("closePage", true, "enableClosePage", false),
  same("prejoin.enabled", false, "prejoinConfig.enabled", true),
  same("prejoin.hideDisplayName", true, "prejoinConfig.hideDisplayName", false),
  same("prejoin.hideExtraJoinButtons", ["by-phone"], "prejoinConfig.hideExtraJoinButtons", []),
  page("prejoin.preCallTestUrl", "https://ice.example.org/", {
    "prejoinConfig.preCallTestICEUrl": [undefined, "https://ice.example.org/"],
    "prejoinConfig.preCallTestEnabled": [undefined, true],
  }),
  same("hiddenPremeetingButtons", ["invite", "settings"], "hiddenPremeetingButtons", []),
  same("requireDisplayName", true, "requireDisplayName", false),
  same("readOnlyName", true, "readOnlyName"),
  opposite("profile", false, "disableProfile", false),
  same("defaultLanguage", "pt-BR", "defaultLanguage"),
  same("notice", "Today's meetings end at <six>", "noticeMessage"),
  same("roomPasswordDigits", 8, "roomPasswordNumberOfDigits"),
  same("insecureRoomNameWarning", true, "enableInsecureRoomNameWarning"),
  same("startWithAudioMuted", true, "startWithAudioMuted", false),
  same("startWithVideoMuted", true, "startWithVideoMuted", false),
  same("startAudioMutedAfter", 4, "startAudioMuted", 10),
  same("startVideoMutedAfter", 5, "startVideoMuted", 10),
  same("startSilent", true, "startSilent", false),
  same("startLowBandwidth", true, "startLowBandwidthMode", false),
];

const toolbar: readonly EffectRow[] = [
  same("toolbarButtons", ["microphone", "hangup"], "toolbarButtons"),
  same("toolbar.alwaysVisible", true, "toolbarConfig.alwaysVisible"),
  same("toolbar.timeout", 2500, "toolbarConfig.timeout"),
  same("toolbar.initialTimeout", 9000, "toolbarConfig.initialTimeout"),
];

const meeting: readonly EffectRow[] = [
  opposite("chat", false, "disableChat"),
  opposite("reactions", false, "disableReactions", false),
  opposite("selfView", false, "disableSelfView"),
  opposite("keyboardShortcuts", false, "disableShortcuts"),
  opposite("speakerStats", false, "speakerStats.disabled"),
  opposite("invitations", false, "disableInviteFunctions"),
  same("inviteAppName", "Example Meet", "inviteAppName"),
  opposite("endToEndEncryption", false, "e2ee.disabled"),
  opposite("tileView.enabled", false, "tileView.disabled"),
  same("tileView.visibleTiles", 9, "tileView.numberOfVisibleTiles"),
  same("sharedVideoDomains", ["video.example.org"], "sharedVideoAllowedURLDomains"),
  same("disabledNotifications", ["notify.raisedHand"], "disabledNotifications"),
  opposite("conferenceTimer", false, "hideConferenceTimer"),
  same("feedbackPercentage", 10, "feedbackPercentage"),
  opposite("iframeApi", false, "disableIframeAPI"),
];

const people: readonly EffectRow[] = [
  opposite("participantMenu.enabled", false, "remoteVideoMenu.disabled", false),
  opposite("participantMenu.kick", false, "remoteVideoMenu.disableKick", false),
  opposite("participantMenu.grantModerator", false, "remoteVideoMenu.disableGrantModerator", false),
  opposite("participantMenu.demote", false, "remoteVideoMenu.disableDemote"),
  opposite("participantMenu.mute", false, "disableRemoteMute"),
  page("participantMenu.privateChat", "moderators", {
    "remoteVideoMenu.disablePrivateChat": [undefined, "allow-moderator-chat"],
  }),
  same("lobby.autoKnock", true, "lobby.autoKnock"),
  same("lobby.chat", false, "lobby.enableChat"),
  opposite("lobby.button", false, "securityUi.hideLobbyButton"),
  opposite("lobby.password", false, "securityUi.disableLobbyPassword"),
  opposite("breakoutRooms.addButton", false, "breakoutRooms.hideAddRoomButton", false),
  opposite("breakoutRooms.autoAssignButton", false, "breakoutRooms.hideAutoAssignButton"),
  opposite("breakoutRooms.joinButton", false, "breakoutRooms.hideJoinRoomButton"),
];

const container: readonly EffectRow[] = [
  {
    path: "web.extraNginxConfig",
    value: "location = /ping { return 204; }",
    changes: {
      "web/nginx.conf": {
        "http.server.location(= /ping)": [undefined, "block"],
        "http.server.location(= /ping).return": [undefined, ["204"]],
      },
    },
  },
  {
    path: "web.logLevel",
    value: "info",
    changes: { "web/nginx.conf": { error_log: [["stderr warn"], ["stderr info"]] } },
  },
  { path: "web.memory", value: 512, resources: { "web-container": { memory: [256, 512], memorySwap: [256, 512] } } },
];

export const rows: readonly EffectRow[] = [...entry, ...toolbar, ...meeting, ...people, ...container];
