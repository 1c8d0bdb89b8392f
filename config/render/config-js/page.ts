import { publicUrl } from "../../derived.ts";
import type { Settings } from "../../settings/index.ts";
import { websocketBase } from "./connection.ts";
import { type JsObject, present } from "./object.ts";

/** What the page shows and does, as far as it is made of several settings. */
export function pageConfig(settings: Settings): JsObject {
  const { web, rooms } = settings;
  return present({
    disablePolls: !rooms.polls,
    audioTranslation: rooms.audioTranslation ? { enabled: true } : undefined,
    breakoutRooms: { hideAddRoomButton: !(rooms.breakoutRooms && web.breakoutRooms.addButton) },
    remoteVideoMenu: privateChat(web),
    prejoinConfig: web.prejoin.preCallTestUrl === undefined ? undefined : { preCallTestEnabled: true },
    fileSharing: web.integrations.fileSharing.url === undefined ? undefined : { enabled: true },
    chromeExtensionBanner: knownExtensions(web),
    analytics: rtcstats(settings),
    tokenAuthUrl: loginUrl(settings),
  });
}

/** The page's words for who cannot be written to. */
const privateChatKey = {
  everybody: undefined,
  moderators: "allow-moderator-chat",
  "not-visitors": "disable-visitor-chat",
  nobody: "all",
};

function privateChat({ participantMenu }: Settings["web"]): JsObject | undefined {
  const key = privateChatKey[participantMenu.privateChat];
  return key === undefined ? undefined : { disablePrivateChat: key };
}

function knownExtensions({ integrations }: Settings["web"]): JsObject | undefined {
  const known = integrations.chromeExtension.known?.map((text) => {
    const at = text.indexOf("/");
    return { id: text.slice(0, at), path: text.slice(at + 1) };
  });
  return known === undefined ? undefined : { chromeExtensionsInfo: known };
}

function rtcstats(settings: Settings): JsObject | undefined {
  const { enabled, url, pollInterval, sendSdp, storeLogs } = settings.web.analytics.rtcstats;
  return enabled
    ? {
        rtcstatsEndpoint: url ?? `${websocketBase(publicUrl(settings))}/rtcstats-ws`,
        rtcstatsPollInterval: pollInterval,
        rtcstatsSendSdp: sendSdp,
        rtcstatsStoreLogs: storeLogs,
      }
    : undefined;
}

/** Where people without a token are sent to get one. */
function loginUrl({ auth }: Settings): string | undefined {
  return auth.type === "jwt" || auth.type === "hybrid_matrix_token" ? auth.jwt.loginUrl : undefined;
}
