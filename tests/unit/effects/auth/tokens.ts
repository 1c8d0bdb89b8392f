import { added, type Change, type EffectRow } from "../row.ts";

const main = "[meet.jitsi]";
const muc = "[muc.meet.jitsi]";

type Keys = Readonly<Record<string, Change>>;

/** A setting that Prosody's file shows. */
function row(path: string, value: unknown, keys: Keys, auth: object): EffectRow {
  return { path: `auth.${path}`, value, given: { auth }, changes: { "prosody/prosody.cfg.lua": keys } };
}

/** A secret that Prosody reads from a file, as the parser shows the call. */
function secretGone(option: string, name: string): Keys {
  return { [`${option}.call`]: ["Credential", undefined], [`${option}.name`]: [name, undefined] };
}

function token(key: string, value: unknown, keys: Keys, jwt: object = {}): EffectRow {
  return row(`jwt.${key}`, value, keys, { type: "jwt", jwt: { appId: "my-app", ...jwt } });
}

const everybody = { moderators: "everybody" };

const jwt: readonly EffectRow[] = [
  token("appId", "other-app", { [`${main} app_id`]: ["my-app", "other-app"] }),
  token("keyServerUrl", "https://keys.example.org/asap", {
    ...secretGone(`${main} app_secret`, "jwt-app-secret"),
    [`${main} asap_key_server`]: [undefined, "https://keys.example.org/asap"],
  }),
  token("jwksUrl", "https://login.example.org/certs", {
    ...secretGone(`${main} app_secret`, "jwt-app-secret"),
    [`${main} cache_keys_url`]: [undefined, "https://login.example.org/certs"],
  }),
  token("algorithm", "HS512", { [`${main} signature_algorithm`]: [undefined, "HS512"] }),
  token("acceptedIssuers", ["a", "b"], { "[global] asap_accepted_issuers": [undefined, ["a", "b"]] }),
  token("acceptedAudiences", ["c"], { "[global] asap_accepted_audiences": [undefined, ["c"]] }),
  token("allowEmpty", true, { [`${main} allow_empty_token`]: [false, true] }),
  token("requireRoomClaim", false, { [`${main} asap_require_room_claim`]: [true, false] }),
  token("verifyDomain", true, { [`${main} enable_domain_verification`]: [false, true] }),
  {
    path: "auth.jwt.loginUrl",
    value: "https://login.example.org/{room}",
    given: { auth: { type: "jwt" } },
    changes: { "web/config.js": { tokenAuthUrl: [undefined, "https://login.example.org/{room}"] } },
  },
  token("moderators", "token", { [`${muc} modules_enabled`]: added("token_affiliation") }),
  token("moderatedRooms", ["board"], { [`${muc} allowners_moderated_rooms`]: [undefined, ["board"]] }, everybody),
  token("moderatedTenants", ["acme"], { [`${muc} allowners_moderated_subdomains`]: [undefined, ["acme"]] }, everybody),
  token("moderatorIssuers", ["my-app"], { "[global] allowner_issuers": [undefined, ["my-app"]] }, everybody),
];

const hybrid = { type: "hybrid_matrix_token" };

const matrix: readonly EffectRow[] = [
  row(
    "matrix.uvsUrl",
    "https://uvs.example.org:3000/",
    { [`${main} uvs_base_url`]: [undefined, "https://uvs.example.org:3000"] },
    hybrid,
  ),
  row("matrix.issuer", "chat", { [`${main} app_id`]: [undefined, "chat"] }, { type: "matrix" }),
  row(
    "matrix.syncPowerLevels",
    true,
    {
      [`${main} uvs_sync_power_levels`]: [undefined, true],
      [`${muc} modules_enabled`]: added("matrix_power_sync"),
    },
    { type: "matrix" },
  ),
  row("matrix.lobbyBypass", true, { [`${muc} modules_enabled`]: added("matrix_lobby_bypass") }, hybrid),
];

const base = { enabled: true, baseUrl: "https://bookings.example.org" };

function booking(key: string, value: unknown, keys: Keys): EffectRow {
  const others = Object.fromEntries(Object.entries(base).filter(([name]) => name !== key));
  return row(`reservations.${key}`, value, keys, { reservations: others });
}

const reservations: readonly EffectRow[] = [
  booking("enabled", true, {
    [`${main} modules_enabled`]: added("reservations"),
    [`${main} reservations_api_prefix`]: [undefined, base.baseUrl],
    [`${main} reservations_api_timeout`]: [undefined, 20],
    [`${main} reservations_api_retry_count`]: [undefined, 3],
    [`${main} reservations_api_retry_delay`]: [undefined, 3],
  }),
  booking("baseUrl", "https://b.example.org/api/", {
    [`${main} reservations_api_prefix`]: [undefined, "https://b.example.org/api"],
  }),
  booking("authorization", true, {
    [`${main} reservations_api_headers.Authorization.call`]: [undefined, "Credential"],
    [`${main} reservations_api_headers.Authorization.name`]: [undefined, "reservations-authorization"],
  }),
  booking("timeout", 5, { [`${main} reservations_api_timeout`]: [20, 5] }),
  booking("retries", 0, { [`${main} reservations_api_retry_count`]: [3, 0] }),
  booking("retryDelay", 1, { [`${main} reservations_api_retry_delay`]: [3, 1] }),
  booking("maxOccupants", true, {
    [`${main} reservations_enable_max_occupants`]: [undefined, true],
    [`${muc} modules_enabled`]: added("muc_max_occupants"),
  }),
  booking("lobby", true, {
    [`${main} reservations_enable_lobby_support`]: [undefined, true],
    [`${main} modules_enabled`]: added("persistent_lobby"),
  }),
  booking("password", true, { [`${main} reservations_enable_password_support`]: [undefined, true] }),
];

export const tokenRows: readonly EffectRow[] = [...jwt, ...matrix, ...reservations];
