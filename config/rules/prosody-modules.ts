/** What is known of Prosody modules that people list by name. */

/** Why a module cannot be listed, and the setting that loads it where there is one. */
export interface ModuleVerdict {
  /** To follow the module's name: "is gone upstream since 2025". */
  readonly reason: string;
  readonly setting?: string;
  /** The value of the setting that loads it. Absent: a choice that the name alone does not make. */
  readonly value?: boolean | string;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function all(names: string, verdict: ModuleVerdict): Readonly<Record<string, ModuleVerdict>> {
  return Object.fromEntries(words(names).map((name) => [name, verdict]));
}

function loadedBy(setting: string, value?: boolean | string): ModuleVerdict {
  const chosen = value === undefined ? {} : { value };
  return { reason: `is loaded by ${setting}, with what belongs to it`, setting, ...chosen };
}

const verdicts: Readonly<Record<string, ModuleVerdict>> = {
  ...all("av_moderation conference_duration_component muc_call muc_poltergeist polls room_metadata speakerstats", {
    reason: "is gone upstream since 2025: a component of its own does its work",
  }),
  ...all("cf_turncredentials turncredentials turn_external", {
    reason: "is not what Jitsi's web app asks: the turn settings tell browsers of TURN servers",
  }),
  ...all("test_observer test_observer_http", {
    reason: "is for the plugins' own tests and shows everything to anyone",
  }),
  roster_command: { reason: "is for Prosody before version 13 only" },
  posix: { reason: "does nothing since Prosody 13" },
  ...all("register register_ibr offline", {
    reason: "is kept out: nobody may make accounts or leave messages over XMPP",
  }),
  ...all("admin_telnet admin_web", { reason: "opens a way for administrators that is not protected here" }),
  http_health: { reason: "is not needed: the stack has a health check of its own" },
  auth_cyrus: loadedBy("auth.type", "ldap"),
  auth_token: loadedBy("auth.type", "jwt"),
  token_verification: loadedBy("auth.type", "jwt"),
  bosh: { reason: "is always loaded on the main host, and serves every host from there" },
  ...all("websocket", loadedBy("xmpp.websocket", true)),
  muc_lobby_rooms: loadedBy("rooms.lobby", true),
  muc_breakout_rooms: loadedBy("rooms.breakoutRooms", true),
  ...all("muc_wait_for_host persistent_lobby", loadedBy("rooms.waitForHost.enabled", true)),
  muc_max_occupants: loadedBy("rooms.maxParticipants"),
  ...all("muc_rate_limit rate_limit", loadedBy("rooms.rateLimits.enabled", true)),
  filter_messages: loadedBy("rooms.filterMessages", true),
  muc_limit_messages: loadedBy("rooms.messageLimit.count"),
  muc_resource_validate: loadedBy("rooms.resourceValidation.enabled", true),
  muc_domain_mapper: loadedBy("rooms.tenants", true),
  ...all("s2s s2s_bidi s2s_whitelist s2sout_override certs_s2soutinjection visitors", {
    ...loadedBy("rooms.visitors.enabled"),
  }),
  reservations: loadedBy("auth.reservations.enabled", true),
  jibri_session: loadedBy("rooms.recordingMetadata", true),
  http_openmetrics: loadedBy("observability.metrics", true),
  measure_stanza_counts: loadedBy("observability.stanzaCounts", true),
  external_services: loadedBy("turn.mode"),
  ...all(
    `access_token event_sync_component frozen_nick jibri_autostart lobby_autostart lobby_autostart_on_owner
    lobby_deactivate owner_restricted per_room_max_occupants per_room_time_restricted proxybased_external_services
    secure_domain_lobby_bypass time_restricted token_affiliation_legacy token_lobby_autostart token_lobby_bypass
    token_lobby_bypass_for_initiator token_lobby_ondemand token_no_wildcard token_owner_party
    token_security_ondemand`,
    { reason: "comes from jitsi-contrib/prosody-plugins, which the images do not carry" },
  ),
};

/** What is to be said against listing a module. Undefined: nothing that is known here. Prosody still refuses what it does not find. */
export function moduleVerdict(name: string): ModuleVerdict | undefined {
  if (Object.hasOwn(verdicts, name)) {
    return verdicts[name];
  }
  return name.startsWith("auth_") ? { reason: "is a way to log in, which auth.type chooses" } : undefined;
}
