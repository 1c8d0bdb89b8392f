-- REHEARSAL stand-in: who the token calls a moderator owns the room from the first moment, everybody else with a token is
-- a member. Nobody passes a closed lobby by it.

local util = module:require "util";

util.on_host_type("component");

local level = module:get_option_string("token_affiliation_log_level", "debug");
local owners = { owner = true; moderator = true; teacher = true };

local function affiliation_of(session)
	if not session.auth_token then return nil; end
	local user = session.jitsi_meet_context_user or {};
	if owners[user.affiliation] or user.moderator == true or user.moderator == "true" then return "owner"; end
	return "member";
end

local function waits_in_lobby(room, occupant, stanza)
	if not room:get_members_only() then return false; end
	local affiliation = room:get_affiliation(occupant.bare_jid);
	if affiliation and affiliation ~= "none" then return false; end
	local join = stanza:get_child("x", "http://jabber.org/protocol/muc");
	local password = join and join:get_child_text("password");
	return not password or password ~= room:get_password();
end

module:hook("muc-occupant-pre-join", function (event)
	local room, occupant = event.room, event.occupant;
	if util.is_health_room(room.jid) or util.is_admin(occupant.bare_jid) then return; end
	if waits_in_lobby(room, occupant, event.stanza) then return; end
	local affiliation = affiliation_of(event.origin);
	if not affiliation then return; end
	room:set_affiliation(true, occupant.bare_jid, affiliation);
	if affiliation == "owner" then occupant.role = "moderator"; end
	module:log(level, "%s enters as %s", occupant.bare_jid, affiliation);
end, -3.5);

util.announce();
