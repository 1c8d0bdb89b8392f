-- REHEARSAL stand-in: who may change the state of the Matrix room is a moderator, and nobody else becomes one, whoever
-- makes them: jicofo and moderators cannot.

local jid_bare = require "prosody.util.jid".bare;
local util = module:require "util";

util.on_host_type("component");

local ours = "matrix_power_sync";

module:hook("muc-room-created", function (event)
	local room = event.room;
	if util.is_health_room(room.jid) then return; end
	local set_affiliation = room.set_affiliation;
	room.set_affiliation = function (self, actor, address, affiliation, ...)
		if actor == ours then return set_affiliation(self, true, address, affiliation, ...); end
		if affiliation == "owner" then return nil, "modify", "not-acceptable"; end
		return set_affiliation(self, actor, address, affiliation, ...);
	end;
	for _, name in ipairs { "handle_normal_presence", "handle_first_presence" } do
		local handle = room[name];
		room[name] = function (self, origin, stanza)
			local handled = handle(self, origin, stanza);
			local person = jid_bare(stanza.attr.from);
			local owns = origin.auth_matrix_user_verification_is_owner or util.is_admin(person);
			self:set_affiliation(ours, person, owns and "owner" or "member");
			return handled;
		end;
	end
end);

util.announce();
