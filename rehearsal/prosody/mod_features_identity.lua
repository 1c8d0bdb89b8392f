-- REHEARSAL stand-in: publishes the addresses of the components as disco identities of the main host, where clients
-- and jicofo look them up (category `component`, type = the feature, name = the address).

local util = module:require "util";

util.on_host_type("local");

module:hook("jitsi-add-identity", function (event)
	module:add_identity("component", event.name, event.host);
end);

util.announce();
