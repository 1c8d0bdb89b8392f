-- The hosts and modules of a stack with login and guests, as small as the tests of the stand-ins need them.
plugin_paths = { "/plugins" }
modules_enabled = { "roster", "saslauth", "disco", "ping", "admin_shell" }
modules_disabled = { "offline", "register", "s2s", "tls" }
data_path = "/data"
log = { info = "*console" }
certificates = "/tmp"
http_ports = { 5280 }
http_interfaces = { "*" }
https_ports = {}
c2s_ports = {}
http_default_host = "meet.jitsi"
consider_websocket_secure = true
consider_bosh_secure = true
disable_sasl_mechanisms = { "DIGEST-MD5", "OAUTHBEARER" }
smacks_hibernation_time = 60
storage = { smacks_h = "memory" }
admins = { "focus@auth.meet.jitsi", "jvb@auth.meet.jitsi" }
unlimited_jids = { "focus@auth.meet.jitsi", "jvb@auth.meet.jitsi" }
muc_mapper_domain_base = "meet.jitsi"
muc_mapper_domain_prefix = "muc"
component_admins_as_room_owners = true

VirtualHost "meet.jitsi"
  authentication = "internal_hashed"
  modules_enabled = {
    "bosh", "websocket", "smacks", "features_identity", "conference_duration", "muc_lobby_rooms", "muc_breakout_rooms",
    "persistent_lobby",
  }
  main_muc = "muc.meet.jitsi"
  lobby_muc = "lobby.meet.jitsi"
  breakout_rooms_muc = "breakout.meet.jitsi"

VirtualHost "guest.meet.jitsi"
  authentication = "jitsi-anonymous"
  modules_enabled = { "smacks" }

VirtualHost "auth.meet.jitsi"
  authentication = "internal_hashed"
  modules_enabled = { "limits_exception", "smacks" }

Component "internal-muc.meet.jitsi" "muc"
  storage = "memory"
  modules_enabled = { "muc_hide_all", "muc_filter_access" }
  restrict_room_creation = true
  muc_filter_whitelist = { "auth.meet.jitsi" }
  muc_room_locking = false
  muc_room_default_public_jids = true

Component "muc.meet.jitsi" "muc"
  storage = "memory"
  modules_enabled = {
    "muc_hide_all", "muc_meeting_id", "muc_domain_mapper", "muc_password_whitelist", "muc_resource_validate",
    "muc_max_occupants",
  }
  restrict_room_creation = true
  muc_room_locking = false
  muc_tombstones = false
  muc_room_default_public_jids = true
  muc_password_whitelist = { "focus@auth.meet.jitsi" }
  muc_access_whitelist = { "focus@auth.meet.jitsi" }
  muc_max_occupants = 3

Component "lobby.meet.jitsi" "muc"
  storage = "memory"
  modules_enabled = { "muc_hide_all" }
  restrict_room_creation = true
  muc_room_locking = false
  muc_room_default_public_jids = true

Component "breakout.meet.jitsi" "muc"
  storage = "memory"
  modules_enabled = { "muc_hide_all", "muc_meeting_id" }
  restrict_room_creation = true
  muc_room_locking = false

Component "focus.meet.jitsi" "client_proxy"
  target_address = "focus@auth.meet.jitsi"
Component "speakerstats.meet.jitsi" "speakerstats_component"
  muc_component = "muc.meet.jitsi"
Component "endconference.meet.jitsi" "end_conference"
  muc_component = "muc.meet.jitsi"
Component "avmoderation.meet.jitsi" "av_moderation_component"
  muc_component = "muc.meet.jitsi"
Component "metadata.meet.jitsi" "room_metadata_component"
  muc_component = "muc.meet.jitsi"
  breakout_rooms_component = "breakout.meet.jitsi"
Component "polls.meet.jitsi" "polls_component"
