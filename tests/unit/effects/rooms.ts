import { added, type Change, type EffectRow, removed } from "./row.ts";
import { visitorRows } from "./rooms/visitors.ts";

const file = "prosody/prosody.cfg.lua";
const main = "[meet.jitsi]";
const muc = "[muc.meet.jitsi]";
const lobby = "[lobby.meet.jitsi]";
const breakout = "[breakout.meet.jitsi]";

type Keys = Readonly<Record<string, Change>>;

function row(path: string, value: unknown, changes: Keys, given: object = {}, web: Keys = {}): EffectRow {
  return {
    path: `rooms.${path}`,
    value,
    given: given as Record<string, object>,
    changes: { [file]: changes, ...(Object.keys(web).length > 0 ? { "web/config.js": web } : {}) },
  };
}

/** A rooms' host that comes or goes, as it is by default. */
function roomsHost(head: string, modules: readonly string[]): Keys {
  const options = {
    "": "muc",
    " modules_enabled": modules,
    " storage": "memory",
    " restrict_room_creation": true,
    " muc_room_cache_size": 10000,
    " muc_room_locking": false,
    " muc_room_default_public_jids": true,
    " muc_room_allow_persistent": false,
    " muc_tombstones": false,
  };
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [head + name, [value, undefined] as const]));
}

/** nginx's block for what lies below a name. */
const tenantLocation = String.raw`http.server.location(~ "^/(?<tenant>[^/?&:'\"<>\\\\#%\\x00-\\x20\\x7f]+)/(?<rest>.*)$")`;
const anyFolder = 'http.server.location(~ "^/[^/]+/")';

const trusted = ["focus@auth.meet.jitsi"];

const features: readonly EffectRow[] = [
  row("lobby", false, {
    [`${main} modules_enabled`]: removed("muc_lobby_rooms"),
    [`${main} lobby_muc`]: ["lobby.meet.jitsi", undefined],
    ...roomsHost(lobby, ["muc_hide_all"]),
  }),
  row(
    "breakoutRooms",
    false,
    {
      [`${main} modules_enabled`]: removed("muc_breakout_rooms"),
      [`${main} breakout_rooms_muc`]: ["breakout.meet.jitsi", undefined],
      ...roomsHost(breakout, ["muc_hide_all", "muc_meeting_id"]),
    },
    {},
    { "breakoutRooms.hideAddRoomButton": [false, true] },
  ),
  row("avModeration", false, {
    "[avmoderation.meet.jitsi]": ["av_moderation_component", undefined],
    "[avmoderation.meet.jitsi] muc_component": ["muc.meet.jitsi", undefined],
  }),
  row("endConference", false, {
    "[endconference.meet.jitsi]": ["end_conference", undefined],
    "[endconference.meet.jitsi] muc_component": ["muc.meet.jitsi", undefined],
  }),
  row("polls", false, { "[polls.meet.jitsi]": ["polls_component", undefined] }, {}, { disablePolls: [false, true] }),
  {
    path: "rooms.tenants",
    value: false,
    changes: {
      [file]: { [`${muc} modules_enabled`]: removed("muc_domain_mapper") },
      "web/config.js": {
        "(tenant) bosh": ["https://localhost:8443/acme/http-bind", undefined],
        "(tenant) hosts.muc": ["muc.acme.meet.jitsi", undefined],
        "(tenant) websocket": ["wss://localhost:8443/acme/xmpp-websocket", undefined],
      },
      "web/nginx.conf": {
        [tenantLocation]: ["block", undefined],
        [`${tenantLocation}.rewrite`]: [["^ /$rest last"], undefined],
        [`${tenantLocation}.set`]: [['$subdir "$tenant/"', '$subdomain "$tenant."', "$prefix $tenant"], undefined],
        ...Object.fromEntries(
          ["http-bind", "xmpp-websocket"].map((endpoint) => [
            `http.server.location(= /${endpoint}).proxy_pass`,
            ["$prefix", ""].map((prefix) => [`"https://$prosody:5281/${endpoint}?prefix=${prefix}&$args"`]) as [
              unknown,
              unknown,
            ],
          ]),
        ),
        [anyFolder]: [undefined, "block"],
        [`${anyFolder}.return`]: [undefined, ["404"]],
      },
    },
  },
  row(
    "audioTranslation",
    true,
    {
      "[audiotranslation.meet.jitsi]": [undefined, "audio_translation_component"],
      "[audiotranslation.meet.jitsi] muc_component": [undefined, "muc.meet.jitsi"],
      "[audiotranslation.meet.jitsi] breakout_rooms_component": [undefined, "breakout.meet.jitsi"],
    },
    {},
    { "audioTranslation.enabled": [undefined, true] },
  ),
  row("maxParticipants", 20, {
    [`${muc} modules_enabled`]: added("muc_max_occupants"),
    [`${muc} muc_max_occupants`]: [undefined, 20],
    [`${muc} muc_access_whitelist`]: [undefined, trusted],
    [`${lobby} modules_enabled`]: added("muc_max_occupants"),
    [`${lobby} muc_max_occupants`]: [undefined, 20],
    [`${lobby} muc_access_whitelist`]: [undefined, trusted],
  }),
  row("permissions", ["recording", "flip"], {
    [`${muc} jitsi_default_permissions.recording`]: [undefined, true],
    [`${muc} jitsi_default_permissions.flip`]: [undefined, true],
    [`${breakout} jitsi_default_permissions.recording`]: [undefined, true],
    [`${breakout} jitsi_default_permissions.flip`]: [undefined, true],
  }),
  row("filterMessages", true, {
    [`${muc} modules_enabled`]: added("filter_messages"),
    [`${breakout} modules_enabled`]: added("filter_messages"),
  }),
  row(
    "recordingMetadata",
    false,
    {
      [`${main} modules_enabled`]: removed("jibri_session"),
      "[auth.meet.jitsi] modules_enabled": removed("jibri_session"),
    },
    { auth: { type: "jwt" }, recording: { enabled: true } },
  ),
];

const closed = { auth: { type: "internal", guests: true }, rooms: { waitForHost: { enabled: true } } };

const guards: readonly EffectRow[] = [
  row(
    "waitForHost.enabled",
    true,
    { [`${main} modules_enabled`]: added("persistent_lobby"), [`${muc} modules_enabled`]: added("muc_wait_for_host") },
    { auth: { type: "internal", guests: true } },
  ),
  row("waitForHost.autoOwners", false, { [`${muc} wait_for_host_disable_auto_owners`]: [undefined, true] }, closed),
  row("messageLimit.count", 500, {
    [`${muc} modules_enabled`]: added("muc_limit_messages"),
    [`${muc} muc_limit_messages_count`]: [undefined, 500],
  }),
  row(
    "messageLimit.exemptTokens",
    true,
    { [`${muc} muc_limit_messages_check_token`]: [undefined, true] },
    { rooms: { messageLimit: { count: 500 } } },
  ),
  row("resourceValidation.enabled", false, { [`${muc} modules_enabled`]: removed("muc_resource_validate") }),
  row("resourceValidation.anonymousStrict", true, { [`${muc} anonymous_strict`]: [undefined, true] }),
  row("resourceValidation.anonymousMethods", ["token"], { [`${muc} anonymous_auth_methods`]: [undefined, ["token"]] }),
];

const own = ["127.0.0.1", "::1"];
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const limited = { rooms: { rateLimits: { enabled: true } } };

function everywhere(option: string, value: number): Keys {
  return Object.fromEntries([muc, lobby, breakout].map((host) => [`${host} ${option}`, [undefined, value] as const]));
}

const rates: readonly EffectRow[] = [
  row("rateLimits.enabled", true, {
    "[global] modules_enabled": added("stack_limits_order"),
    [`${muc} modules_enabled`]: added("muc_rate_limit", "rate_limit"),
    [`${muc} rate_limit_login_rate`]: [undefined, 3],
    [`${muc} rate_limit_session_rate`]: [undefined, 200],
    [`${muc} rate_limit_timeout`]: [undefined, 60],
    [`${muc} rate_limit_cache_size`]: [undefined, 10000],
    [`${muc} rate_limit_whitelist`]: [undefined, [...own, ...privateRanges]],
    [`${muc} rate_limit_whitelist_hosts`]: [undefined, ["auth.meet.jitsi", "hidden.meet.jitsi"]],
    [`${lobby} modules_enabled`]: added("muc_rate_limit"),
    [`${breakout} modules_enabled`]: added("muc_rate_limit"),
  }),
  row("rateLimits.loginRate", 5, { [`${muc} rate_limit_login_rate`]: [3, 5] }, limited),
  row("rateLimits.addressRate", 900, { [`${muc} rate_limit_ip_rate`]: [undefined, 900] }, limited),
  row("rateLimits.sessionRate", 900, { [`${muc} rate_limit_session_rate`]: [200, 900] }, limited),
  row("rateLimits.timeout", 30, { [`${muc} rate_limit_timeout`]: [60, 30] }, limited),
  row("rateLimits.cacheSize", 50, { [`${muc} rate_limit_cache_size`]: [10000, 50] }, limited),
  row(
    "rateLimits.allowRanges",
    ["192.0.2.7", "2001:db8::/32"],
    {
      [`${muc} rate_limit_whitelist`]: [
        [...own, ...privateRanges],
        [...own, "192.0.2.7", "2001:db8::/32"],
      ],
    },
    limited,
  ),
  row("rateLimits.joins", 9, everywhere("muc_rate_joins", 9), limited),
  row("rateLimits.leaves", 9, everywhere("muc_rate_leaves", 9), limited),
];

export const rows: readonly EffectRow[] = [...features, ...guards, ...rates, ...visitorRows];
