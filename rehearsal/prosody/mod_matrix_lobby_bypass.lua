-- REHEARSAL stand-in: who has been found in the Matrix room that the meeting is named by needs no password and does not
-- wait in the lobby.

local jid_node = require "prosody.util.jid".node;
local matrix = module:require "matrix";
local util = module:require "util";

util.on_host_type("component");

local muc = "http://jabber.org/protocol/muc";

module:hook("muc-occupant-pre-join", function (event)
	local room, occupant, stanza, session = event.room, event.occupant, event.stanza, event.origin;
	if util.is_health_room(room.jid) or not session.auth_token or not session.matrix_affiliation then return; end
	if not matrix.room_id(jid_node(room.jid)) then return; end
	local password, join = room:get_password(), stanza:get_child("x", muc);
	if password and join then
		join:remove_children("password", muc);
		join:tag("password", { xmlns = muc }):text(password):up();
	end
	local affiliation = room:get_affiliation(occupant.bare_jid);
	if not affiliation or affiliation == "none" then
		occupant.role = "participant";
		room:set_affiliation(true, occupant.bare_jid, "member");
	end
end, -2);

util.announce();
