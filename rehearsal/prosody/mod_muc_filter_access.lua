-- REHEARSAL stand-in: only people of the listed domains may send presence to the rooms of this component. Presence of
-- others is dropped without an answer. Without a list the module does nothing, as the real one.

local jid_host = require "prosody.util.jid".host;
local util = module:require "util";

util.on_host_type("component");

local domains = module:get_option_set("muc_filter_whitelist");

local function drop_foreign(event)
	if not domains:contains(jid_host(event.stanza.attr.from)) then
		module:log("debug", "presence of %s dropped", event.stanza.attr.from);
		return true;
	end
end

if domains then
	for _, form in ipairs { "bare", "full", "host" } do
		module:hook("presence/" .. form, drop_foreign, 500);
	end
end

util.announce();
