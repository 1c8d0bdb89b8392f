import { domains, usesHiddenDomain } from "../derived.ts";
import type { Settings } from "../settings/index.ts";
import { credential, type LuaOptions } from "../write/lua.ts";

/** What one subject adds to a section of Prosody's configuration. */
export interface Part {
  readonly options: LuaOptions;
  readonly modules: readonly string[];
}

const nothing: Part = { options: {}, modules: [] };

/** Whether tokens of an application open rooms, alone or beside those of Matrix. */
export function usesApplicationTokens({ auth }: Settings): boolean {
  return auth.type === "jwt" || auth.type === "hybrid_matrix_token";
}

/** Whether tokens are signed with secrets.jwtAppSecret: where nobody publishes keys. */
export function usesAppSecret(settings: Settings): boolean {
  const { keyServerUrl, jwksUrl } = settings.auth.jwt;
  return usesApplicationTokens(settings) && keyServerUrl === undefined && jwksUrl === undefined;
}

/** Whether Prosody asks servers that are not the stack's: directories, key servers, Matrix, booking systems, visitor nodes. */
export function needsOutside(settings: Settings): boolean {
  const { type, reservations } = settings.auth;
  const publicKeys = usesApplicationTokens(settings) && !usesAppSecret(settings);
  const asksForLogins = type === "ldap" || type === "matrix" || type === "hybrid_matrix_token" || publicKeys;
  return asksForLogins || reservations.enabled || settings.rooms.visitors.enabled;
}

/** How people log in on the main host, and who is asked before they meet. */
export function mainHostAuth(settings: Settings): Part {
  const bookings = reservations(settings);
  return { options: { ...login(settings), ...bookings.options }, modules: bookings.modules };
}

function login(settings: Settings): LuaOptions {
  switch (settings.auth.type) {
    case "none":
      return { authentication: "jitsi-anonymous" };
    case "internal":
      return {
        authentication: "internal_hashed",
        // Prosody 13 offers OAUTHBEARER for every account, and the browsers would choose it.
        disable_sasl_mechanisms: ["DIGEST-MD5", "OAUTHBEARER"],
      };
    case "ldap":
      // The name of the file in the image's /etc/sasl.
      return { authentication: "cyrus", cyrus_application_name: "xmpp" };
    case "jwt":
      return { authentication: "token", ...tokens(settings) };
    case "matrix":
      return {
        authentication: "matrix_user_verification",
        ...written({ app_id: settings.auth.matrix.issuer }),
        ...verificationService(settings),
        ...(settings.auth.matrix.syncPowerLevels ? { uvs_sync_power_levels: true } : {}),
      };
    case "hybrid_matrix_token":
      return {
        authentication: "hybrid_matrix_token",
        ...tokens(settings),
        ...verificationService(settings),
        ...written({ uvs_issuer: settings.auth.matrix.issuer }),
      };
  }
}

function tokens(settings: Settings): LuaOptions {
  const { appId, keyServerUrl, jwksUrl, algorithm, allowEmpty, requireRoomClaim, verifyDomain } = settings.auth.jwt;
  return {
    ...written({ app_id: appId }),
    ...(usesAppSecret(settings) ? { app_secret: credential("jwt-app-secret") } : {}),
    ...written({ asap_key_server: keyServerUrl, cache_keys_url: jwksUrl, signature_algorithm: algorithm }),
    allow_empty_token: allowEmpty,
    asap_require_room_claim: requireRoomClaim,
    // The plugin's own default is the opposite of docker-jitsi-meet's.
    enable_domain_verification: verifyDomain,
  };
}

function verificationService({ auth: { matrix } }: Settings): LuaOptions {
  return {
    // The plugins put a slash behind it.
    ...written({ uvs_base_url: matrix.uvsUrl?.replace(/\/+$/, "") }),
    uvs_auth_token: credential("matrix-auth-token"),
  };
}

function reservations({ auth, rooms }: Settings): Part {
  const { enabled, baseUrl, authorization, timeout, retries, retryDelay, maxOccupants, lobby, password } =
    auth.reservations;
  if (!enabled) {
    return nothing;
  }
  return {
    options: {
      ...written({ reservations_api_prefix: baseUrl?.replace(/\/+$/, "") }),
      ...(authorization
        ? { reservations_api_headers: { Authorization: credential("reservations-authorization") } }
        : {}),
      reservations_api_timeout: timeout,
      reservations_api_retry_count: retries,
      reservations_api_retry_delay: retryDelay,
      ...(maxOccupants ? { reservations_enable_max_occupants: true } : {}),
      ...(lobby ? { reservations_enable_lobby_support: true } : {}),
      ...(password ? { reservations_enable_password_support: true } : {}),
    },
    // A lobby that a booking opens must outlive the empty room.
    modules: ["reservations", ...(lobby && !rooms.waitForHost.enabled ? ["persistent_lobby"] : [])],
  };
}

/** How guests log in on theirs. */
export function guestHostAuth(): Part {
  return { options: { authentication: "jitsi-anonymous" }, modules: [] };
}

/** What the rooms ask of those who enter, and what a token makes of them. */
export function conferenceRoomsAuth(settings: Settings): Part {
  const { type, matrix, jwt, reservations: bookings } = settings.auth;
  const hybrid = type === "hybrid_matrix_token";
  const byToken = usesApplicationTokens(settings);
  const allowlist = withoutToken(settings);
  return {
    options: {
      ...(byToken && allowlist.length > 0 ? { token_verification_allowlist: allowlist } : {}),
      ...(byToken && jwt.moderators === "everybody" ? moderatedRooms(settings) : {}),
    },
    modules: [
      ...(byToken ? ["token_verification"] : []),
      ...(byToken && jwt.moderators === "token" ? ["token_affiliation"] : []),
      ...(byToken && jwt.moderators === "everybody" ? ["muc_allowners"] : []),
      ...(type === "matrix" && matrix.syncPowerLevels ? ["matrix_power_sync"] : []),
      ...(hybrid && matrix.syncPowerLevels ? ["matrix_affiliation"] : []),
      ...(hybrid && matrix.lobbyBypass ? ["matrix_lobby_bypass"] : []),
      ...(bookings.enabled && bookings.maxOccupants && settings.rooms.maxParticipants === undefined
        ? ["muc_max_occupants"]
        : []),
    ],
  };
}

/** Domains whose people never have a token: with auth.jwt.verifyDomain they would be kept out. */
function withoutToken(settings: Settings): readonly string[] {
  const { guest, hidden } = domains(settings);
  return [...(settings.auth.guests ? [guest] : []), ...(usesHiddenDomain(settings) ? [hidden] : [])];
}

function moderatedRooms({ auth: { jwt } }: Settings): LuaOptions {
  return {
    ...(jwt.moderatedRooms.length > 0 ? { allowners_moderated_rooms: jwt.moderatedRooms } : {}),
    ...(jwt.moderatedTenants.length > 0 ? { allowners_moderated_subdomains: jwt.moderatedTenants } : {}),
  };
}

/** What every host that reads tokens must agree on. */
export function globalAuth(settings: Settings): Part {
  const { acceptedIssuers, acceptedAudiences, moderators, moderatorIssuers } = settings.auth.jwt;
  return usesApplicationTokens(settings)
    ? {
        options: written({
          asap_accepted_issuers: acceptedIssuers,
          asap_accepted_audiences: acceptedAudiences,
          allowner_issuers: moderators === "everybody" ? moderatorIssuers : undefined,
        }),
        modules: [],
      }
    : nothing;
}

/** The options that have a value. */
function written(options: Readonly<Record<string, LuaOptions[string] | undefined>>): LuaOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as LuaOptions;
}
