import { accountJid, focusUser, serviceAccounts } from "../accounts.ts";
import { domains } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import type { LuaOptions, Section } from "../write/lua.ts";
import { conferenceRoomsAuth } from "./prosody-auth.ts";
import { withOwn } from "./prosody-own.ts";

/** The hosts of rooms: the services' own, those of meetings, their lobbies, and what they split into. */
export function roomHosts(settings: Settings): readonly Section[] {
  const { lobby, breakoutRooms: breakouts } = settings.rooms;
  return [
    internalRooms(settings),
    conferenceRooms(settings),
    ...(lobby ? [lobbyRooms(settings)] : []),
    ...(breakouts ? [breakoutRooms(settings)] : []),
  ];
}

function roomHost(name: string, options: LuaOptions): Section {
  return { kind: "component", name, module: "muc", options };
}

/** Rooms where the services find each other. Nobody else may enter. */
function internalRooms(settings: Settings): Section {
  const { internalMuc, auth } = domains(settings);
  return roomHost(
    internalMuc,
    withOwn(settings, "internalMuc", {
      modules_enabled: ["muc_hide_all", "muc_filter_access"],
      muc_filter_whitelist: [auth],
      ...roomDefaults(1000),
    }),
  );
}

function conferenceRooms(settings: Settings): Section {
  const login = conferenceRoomsAuth(settings);
  return roomHost(
    domains(settings).muc,
    withOwn(settings, "muc", {
      modules_enabled: [...conferenceModules(settings, login.modules)],
      muc_password_whitelist: [...trusted(settings)],
      ...login.options,
      ...occupants(settings),
      ...rateLimits(settings),
      ...roomRates(settings),
      ...guards(settings),
      ...permissions(settings),
      ...roomDefaults(10000),
    }),
  );
}

function conferenceModules({ rooms }: Settings, login: readonly string[]): readonly string[] {
  return [
    "muc_hide_all",
    "muc_meeting_id",
    ...login,
    ...(rooms.waitForHost.enabled ? ["muc_wait_for_host"] : []),
    ...(rooms.tenants ? ["muc_domain_mapper"] : []),
    ...(rooms.rateLimits.enabled ? ["muc_rate_limit", "rate_limit"] : []),
    ...(rooms.maxParticipants === undefined ? [] : ["muc_max_occupants"]),
    "muc_password_whitelist",
    ...(rooms.messageLimit.count === undefined ? [] : ["muc_limit_messages"]),
    ...(rooms.filterMessages ? ["filter_messages"] : []),
    ...(rooms.resourceValidation.enabled ? ["muc_resource_validate"] : []),
  ];
}

function lobbyRooms(settings: Settings): Section {
  const { rateLimits: limits, maxParticipants } = settings.rooms;
  return roomHost(
    domains(settings).lobby,
    withOwn(settings, "lobby", {
      modules_enabled: [
        "muc_hide_all",
        ...(limits.enabled ? ["muc_rate_limit"] : []),
        ...(maxParticipants === undefined ? [] : ["muc_max_occupants"]),
      ],
      ...occupants(settings),
      ...roomRates(settings),
      ...roomDefaults(10000),
    }),
  );
}

function breakoutRooms(settings: Settings): Section {
  const { rateLimits: limits, filterMessages } = settings.rooms;
  return roomHost(
    domains(settings).breakout,
    withOwn(settings, "breakout", {
      modules_enabled: [
        "muc_hide_all",
        "muc_meeting_id",
        ...(limits.enabled ? ["muc_rate_limit"] : []),
        ...(filterMessages ? ["filter_messages"] : []),
      ],
      ...roomRates(settings),
      ...permissions(settings),
      ...roomDefaults(10000),
    }),
  );
}

/** Accounts of the stack that enter any meeting: past its password, and not counted. */
function trusted(settings: Settings): readonly string[] {
  const { auth, hidden } = domains(settings);
  return serviceAccounts(settings)
    .filter(({ user, domain }) => domain === hidden || (domain === auth && user === focusUser))
    .map(accountJid);
}

function occupants(settings: Settings): LuaOptions {
  const { maxParticipants } = settings.rooms;
  return maxParticipants === undefined
    ? {}
    : { muc_max_occupants: maxParticipants, muc_access_whitelist: [...trusted(settings)] };
}

function rateLimits(settings: Settings): LuaOptions {
  const { enabled, loginRate, addressRate, sessionRate, timeout, cacheSize, allowRanges } = settings.rooms.rateLimits;
  const { auth, hidden } = domains(settings);
  return enabled
    ? {
        rate_limit_login_rate: loginRate,
        ...(addressRate === undefined ? {} : { rate_limit_ip_rate: addressRate }),
        rate_limit_session_rate: sessionRate,
        rate_limit_timeout: timeout,
        rate_limit_cache_size: cacheSize,
        rate_limit_whitelist: ["127.0.0.1", "::1", ...allowRanges],
        rate_limit_whitelist_hosts: [auth, hidden],
      }
    : {};
}

/** How fast people come and go in one room. */
function roomRates({ rooms }: Settings): LuaOptions {
  const { enabled, joins, leaves } = rooms.rateLimits;
  return enabled
    ? {
        ...(joins === undefined ? {} : { muc_rate_joins: joins }),
        ...(leaves === undefined ? {} : { muc_rate_leaves: leaves }),
      }
    : {};
}

function guards({ rooms }: Settings): LuaOptions {
  const { waitForHost, messageLimit, resourceValidation: names } = rooms;
  return {
    ...(waitForHost.enabled && !waitForHost.autoOwners ? { wait_for_host_disable_auto_owners: true } : {}),
    ...(messageLimit.count === undefined ? {} : { muc_limit_messages_count: messageLimit.count }),
    ...(messageLimit.count !== undefined && messageLimit.exemptTokens ? { muc_limit_messages_check_token: true } : {}),
    ...(names.enabled && names.anonymousStrict ? { anonymous_strict: true } : {}),
    ...(names.enabled && names.anonymousMethods !== undefined
      ? { anonymous_auth_methods: names.anonymousMethods }
      : {}),
  };
}

function permissions({ rooms }: Settings): LuaOptions {
  return rooms.permissions === undefined
    ? {}
    : { jitsi_default_permissions: Object.fromEntries(rooms.permissions.map((name) => [name, true])) };
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
