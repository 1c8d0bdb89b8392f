-- REHEARSAL stand-in: a limit on the people in a room (`muc_max_occupants`, or the room's own `max_occupants`).
-- JIDs and domains in `muc_access_whitelist` always get in and do not count.

local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

local limit = module:get_option_integer("muc_max_occupants", -1);
local whitelist = module:get_option_set("muc_access_whitelist", {});

module:hook("muc-occupant-pre-join", function (event)
	local room, stanza = event.room, event.stanza;
	local slots = room._data.max_occupants or limit;
	if slots < 0 or util.listed(whitelist, stanza.attr.from) or util.is_admin(stanza.attr.from) then return; end
	for _, occupant in room:each_occupant() do
		if not util.listed(whitelist, occupant.bare_jid) and not util.is_admin(occupant.bare_jid) then
			slots = slots - 1;
		end
	end
	if slots <= 0 then
		event.origin.send(st.error_reply(stanza, "cancel", "service-unavailable"));
		return true;
	end
end, 10);

util.announce();
