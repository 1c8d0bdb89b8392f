-- REHEARSAL stand-in: in a meeting that is named by a Matrix room, only those stay moderators who are powerful there. jicofo
-- makes everybody with a token a moderator a little later: the downgrade is done again for a while.

local jid_node = require "prosody.util.jid".node;
local matrix = module:require "matrix";
local util = module:require "util";

util.on_host_type("component");

local repeats = module:get_option_boolean("disable_cascading_set", false) and 0 or 9;

local function is_matrix_room(room)
	local name = jid_node(room.jid);
	return matrix.room_id(name) ~= nil or name:match("^jitsi" .. ("%l"):rep(24) .. "$") ~= nil;
end

module:hook("muc-occupant-joined", function (event)
	local room, person, session = event.room, event.occupant.bare_jid, event.origin;
	if util.is_health_room(room.jid) or util.is_admin(person) then return; end
	if not session.auth_token or session.matrix_affiliation == "owner" or not is_matrix_room(room) then return; end
	local function downgrade(count)
		room:set_affiliation(true, person, "member");
		if count < repeats then module:add_timer(0.2 * (count + 1), function () downgrade(count + 1); end); end
	end
	downgrade(0);
end);

util.announce();
