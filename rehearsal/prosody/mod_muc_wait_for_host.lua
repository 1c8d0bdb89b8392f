-- REHEARSAL stand-in: guests wait in the lobby until somebody with an account of the main host comes; that person
-- becomes an owner. Needs persistent_lobby and muc_lobby_rooms on the main host.

local jid_host = require "prosody.util.jid".host;
local util = module:require "util";

util.on_host_type("component");

local base = util.required("muc_mapper_domain_base");
local auto_owners = not module:get_option_boolean("wait_for_host_disable_auto_owners", false);

local function is_host(session, bare_jid)
	return session ~= nil and session.auth_token ~= nil or jid_host(bare_jid) == base;
end

--- A host may have come before this module was there.
local function has_host(room)
	for _, occupant in room:each_occupant() do
		if is_host(prosody.full_sessions[occupant.jid], occupant.bare_jid) then return true; end
	end
	return false;
end

module:hook("muc-occupant-pre-join", function (event)
	local room, occupant = event.room, event.occupant;
	if util.is_admin(occupant.bare_jid) or util.is_health_room(room.jid) or room.has_host then return; end
	room.has_host = has_host(room) or nil;
	if room.has_host then return; end
	if is_host(event.origin, occupant.bare_jid) then
		room.has_host = true;
		room:set_members_only(false);
		room:set_persistent(false);
		occupant.role = room:get_default_role(room:get_affiliation(occupant.bare_jid)) or "participant";
		prosody.events.fire_event("destroy-lobby-room", { room = room, newjid = room.jid, message = "Host arrived." });
	elseif not room:get_members_only() then
		prosody.events.fire_event("create-persistent-lobby-room", { room = room, skip_display_name_check = true });
	end
end);

module:hook("muc-occupant-joined", function (event)
	local bare_jid = event.occupant.bare_jid;
	if not auto_owners or util.is_admin(bare_jid) or util.is_moderated(event.room.jid) then return; end
	if event.origin.username and is_host(event.origin, bare_jid) then
		event.room:set_affiliation(true, bare_jid, "owner");
	end
end, 2);

util.announce();
