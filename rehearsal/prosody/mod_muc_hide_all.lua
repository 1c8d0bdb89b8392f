-- REHEARSAL stand-in: rooms are hidden, and only occupants may ask a room about itself.

local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

module:hook("muc-room-pre-create", function (event)
	event.room:set_hidden(true);
end, -1);

local function only_occupants(event)
	local room = util.room(event.stanza.attr.to);
	if room and not room:get_occupant_by_real_jid(event.stanza.attr.from) then
		event.origin.send(st.error_reply(event.stanza, "auth", "forbidden"));
		return true;
	end
end

module:hook("iq-get/bare/http://jabber.org/protocol/disco#info:query", only_occupants, 1);
module:hook("iq-get/host/http://jabber.org/protocol/disco#info:query", only_occupants, 1);

util.announce();
