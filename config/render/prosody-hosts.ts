import { allowsGuests, domains, requiresLogin, usesHiddenDomain, usesTokens } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions, Section } from "../write/lua.ts";
import { guestHostAuth, mainHostAuth } from "./prosody-auth.ts";
import { withOwn } from "./prosody-own.ts";

/** The hosts that people and services log in to. */
export function hosts(settings: Settings): readonly Section[] {
  return [mainHost(settings), ...guestHost(settings), authHost(settings), ...hiddenHost(settings)];
}

function host(name: string, options: LuaOptions): Section {
  return { kind: "host", name, options };
}

function mainHost(settings: Settings): Section {
  const login = mainHostAuth(settings);
  return host(
    domains(settings).main,
    withOwn(settings, "main", {
      ...login.options,
      modules_enabled: [...mainModules(settings), ...login.modules, ...recordingMetadata(settings)],
      ...roomOptions(settings),
      ...anonymousPeople(settings, !requiresLogin(settings)),
      ...hiddenGuests(settings),
    }),
  );
}

function mainModules({ rooms, xmpp }: Settings): readonly string[] {
  return [
    "bosh",
    ...(xmpp.websocket ? ["websocket", "smacks"] : []),
    "features_identity",
    "conference_duration",
    ...(rooms.lobby ? ["muc_lobby_rooms"] : []),
    ...(rooms.waitForHost.enabled ? ["persistent_lobby"] : []),
    ...(rooms.breakoutRooms ? ["muc_breakout_rooms"] : []),
    ...(rooms.visitors.enabled ? ["visitors"] : []),
  ];
}

/** Its BOSH and WebSocket are the main host's: they serve every host. */
function guestHost(settings: Settings): readonly Section[] {
  if (!allowsGuests(settings)) {
    return [];
  }
  const login = guestHostAuth();
  const options = {
    ...login.options,
    modules_enabled: ["smacks", ...login.modules],
    ...roomOptions(settings),
    ...anonymousPeople(settings, true),
  };
  return [host(domains(settings).guest, withOwn(settings, "guest", options))];
}

function roomOptions(settings: Settings): LuaOptions {
  const { muc, lobby, breakout } = domains(settings);
  return {
    main_muc: muc,
    ...(settings.rooms.lobby ? { lobby_muc: lobby } : {}),
    ...(settings.rooms.breakoutRooms ? { breakout_rooms_muc: breakout } : {}),
  };
}

/** People without an account may not talk to other servers, unless those are the stack's own visitor nodes. */
function anonymousPeople({ rooms }: Settings, anonymous: boolean): LuaOptions {
  return anonymous && rooms.visitors.enabled ? { allow_anonymous_s2s: true } : {};
}

/** Recorders and transcribers pass the lobby, and are never visitors. */
function hiddenGuests(settings: Settings): LuaOptions {
  const { lobby, visitors } = settings.rooms;
  const { hidden } = domains(settings);
  return usesHiddenDomain(settings)
    ? {
        ...(lobby ? { muc_lobby_whitelist: [hidden] } : {}),
        ...(visitors.enabled ? { visitors_ignore_list: [hidden] } : {}),
      }
    : {};
}

/** Tells recorders who started a recording. Only tokens say so. */
function recordingMetadata(settings: Settings): readonly string[] {
  return settings.recording.enabled && usesTokens(settings) && settings.rooms.recordingMetadata
    ? ["jibri_session"]
    : [];
}

function authHost(settings: Settings): Section {
  return host(domains(settings).auth, {
    authentication: "internal_hashed",
    modules_enabled: ["limits_exception", "smacks", ...recordingMetadata(settings)],
    // A service that was killed must not look alive for long: requests would go to it.
    smacks_hibernation_time: 15,
  });
}

function hiddenHost(settings: Settings): readonly Section[] {
  return usesHiddenDomain(settings)
    ? [
        host(domains(settings).hidden, {
          authentication: "internal_hashed",
          // Prosody 13 offers OAUTHBEARER for every account, and a recorder's browser would choose it, and fail.
          disable_sasl_mechanisms: ["DIGEST-MD5", "OAUTHBEARER"],
          modules_enabled: ["smacks"],
          // All recorders share one account.
          smacks_max_old_sessions: 2000,
        }),
      ]
    : [];
}
