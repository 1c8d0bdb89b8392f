-- REHEARSAL stand-in: loads with the conference rooms and reads `jitsi_default_permissions`. Permissions are not sent.

local util = module:require "util";

util.on_host_type("component");
module:get_option("jitsi_default_permissions", {});

util.announce();
