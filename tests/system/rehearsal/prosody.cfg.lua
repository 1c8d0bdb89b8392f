-- A small Prosody for the stand-ins: the hosts they need and nothing else.
pidfile = "/tmp/prosody.pid"
data_path = "/data"
certificates = "/pki"
plugin_paths = { "/usr/share/jitsi-meet/prosody-plugins" }
modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "smacks", "admin_shell", "websocket" }
modules_disabled = { "s2s" }
smacks_hibernation_time = 15
c2s_require_encryption = true
consider_websocket_secure = true
http_ports = { 5280 }
http_interfaces = { "*" }
http_default_host = "meet.jitsi"
https_ports = {}
log = { info = "*console" }
admins = { "focus@auth.meet.jitsi", "jvb@auth.meet.jitsi" }
ssl = { certificate = "/pki/" .. ENV_CERTIFICATE .. ".crt", key = "/pki/" .. ENV_CERTIFICATE .. ".key" }

VirtualHost "meet.jitsi"
  authentication = "internal_hashed"

VirtualHost "guest.meet.jitsi"
  authentication = "anonymous"

VirtualHost "auth.meet.jitsi"
  authentication = "internal_hashed"

Component "internal-muc.meet.jitsi" "muc"
  component_admins_as_room_owners = true

Component "muc.meet.jitsi" "muc"
  muc_room_locking = false
  component_admins_as_room_owners = true

Component "focus.meet.jitsi" "client_proxy"
  target_address = "focus@auth.meet.jitsi"
