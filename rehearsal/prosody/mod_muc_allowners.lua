-- REHEARSAL stand-in: everybody is a moderator. In the rooms and tenants that are listed as moderated, only people whose
-- token is for that room and tenant are.

local jid_node = require "prosody.util.jid".node;
local util = module:require "util";

util.on_host_type("component");

local issuers;
local function read_options()
	issuers = module:get_option_set("allowner_issuers", {});
end
read_options();
module:hook_global("config-reloaded", read_options);
local keeps_owners = module:get_option_boolean("allowners_disable_revoke_owners", false);

local function may_own(session, room_jid)
	if not util.is_moderated(room_jid) then return true; end
	local tenant, name = util.split_tenant(jid_node(room_jid));
	if not session.auth_token then return false; end
	if not issuers:empty() and not issuers:contains(session.jitsi_meet_auth_issuer) then return false; end
	local wanted = session.jitsi_meet_room;
	return (wanted == "*" or wanted == name) and session.jitsi_meet_context_group == tenant;
end

module:hook("muc-occupant-joined", function (event)
	local room, occupant = event.room, event.occupant;
	if util.is_health_room(room.jid) or util.is_admin(occupant.bare_jid) then return; end
	if may_own(event.origin, room.jid) then room:set_affiliation(true, occupant.bare_jid, "owner"); end
end, 2);

module:hook("muc-occupant-left", function (event)
	local room, occupant = event.room, event.occupant;
	if keeps_owners or util.is_health_room(room.jid) or util.is_admin(occupant.bare_jid) then return; end
	room:set_affiliation(true, occupant.bare_jid, nil);
end, 2);

util.announce();
