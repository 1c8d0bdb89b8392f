import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions, Section } from "../write/lua.ts";
import { focusUser, serviceJid } from "./names.ts";

/** The hosts that people and services log in to. */
export function hosts(settings: Settings): readonly Section[] {
  return [mainHost(settings), ...guestHost(settings), authHost(settings)];
}

/** The parts of a conference service, each below its own domain. */
export function components(settings: Settings): readonly Section[] {
  const { endConference, avModeration, speakerStats, metadata, polls, focus, muc, breakout } = domains(settings);
  return [
    internalRooms(settings),
    conferenceRooms(settings),
    lobbyRooms(settings),
    breakoutRooms(settings),
    component(focus, "client_proxy", { target_address: serviceJid(settings, focusUser) }),
    component(speakerStats, "speakerstats_component", { muc_component: muc }),
    component(endConference, "end_conference", { muc_component: muc }),
    component(avModeration, "av_moderation_component", { muc_component: muc }),
    component(metadata, "room_metadata_component", { muc_component: muc, breakout_rooms_component: breakout }),
    component(polls, "polls_component", {}),
  ];
}

function host(name: string, options: LuaOptions): Section {
  return { kind: "host", name, options };
}

function component(name: string, module: string, options: LuaOptions): Section {
  return { kind: "component", name, module, options };
}

function mainHost(settings: Settings): Section {
  const websocket = settings.xmpp.websocket ? ["websocket", "smacks"] : [];
  return host(domains(settings).main, {
    ...mainAuthentication(settings),
    modules_enabled: [
      "bosh",
      ...websocket,
      "features_identity",
      "conference_duration",
      "muc_lobby_rooms",
      "muc_breakout_rooms",
    ],
    ...roomOptions(settings),
  });
}

function mainAuthentication(settings: Settings): LuaOptions {
  return settings.auth.type === "internal"
    ? // Prosody 13 offers OAUTHBEARER for every account, and the browsers would choose it.
      { authentication: "internal_hashed", disable_sasl_mechanisms: ["DIGEST-MD5", "OAUTHBEARER"] }
    : { authentication: "jitsi-anonymous" };
}

/** Its BOSH and WebSocket are the main host's: they serve every host. */
function guestHost(settings: Settings): readonly Section[] {
  return settings.auth.type === "internal" && settings.auth.guests
    ? [
        host(domains(settings).guest, {
          authentication: "jitsi-anonymous",
          modules_enabled: ["smacks"],
          ...roomOptions(settings),
        }),
      ]
    : [];
}

function roomOptions(settings: Settings): LuaOptions {
  const { muc, lobby, breakout } = domains(settings);
  return { main_muc: muc, lobby_muc: lobby, breakout_rooms_muc: breakout };
}

function authHost(settings: Settings): Section {
  return host(domains(settings).auth, {
    authentication: "internal_hashed",
    modules_enabled: ["limits_exception", "smacks"],
    // A service that was killed must not look alive for long: requests would go to it.
    smacks_hibernation_time: 15,
  });
}

/** Rooms where the services find each other. Nobody else may enter. */
function internalRooms(settings: Settings): Section {
  const { internalMuc, auth } = domains(settings);
  return component(internalMuc, "muc", {
    modules_enabled: ["muc_hide_all", "muc_filter_access"],
    muc_filter_whitelist: [auth],
    ...roomDefaults(1000),
  });
}

function conferenceRooms(settings: Settings): Section {
  return component(domains(settings).muc, "muc", {
    modules_enabled: [
      "muc_hide_all",
      "muc_meeting_id",
      "muc_domain_mapper",
      "muc_password_whitelist",
      "muc_resource_validate",
    ],
    muc_password_whitelist: [serviceJid(settings, focusUser)],
    ...roomDefaults(10000),
  });
}

function lobbyRooms(settings: Settings): Section {
  return component(domains(settings).lobby, "muc", { modules_enabled: ["muc_hide_all"], ...roomDefaults(10000) });
}

function breakoutRooms(settings: Settings): Section {
  return component(domains(settings).breakout, "muc", {
    modules_enabled: ["muc_hide_all", "muc_meeting_id"],
    ...roomDefaults(10000),
  });
}

/** Rooms live as long as someone is in them, and only jicofo and the plugins make them. */
function roomDefaults(cacheSize: number): LuaOptions {
  return {
    storage: "memory",
    restrict_room_creation: true,
    muc_room_cache_size: cacheSize,
    muc_room_locking: false,
    muc_room_default_public_jids: true,
    muc_room_allow_persistent: false,
    // A room that was destroyed must be usable again.
    muc_tombstones: false,
  };
}
