-- REHEARSAL stand-in: what moderators may do whose token does not say it: `jitsi_default_permissions`, and what the
-- moderator may do who made them one. They are told in their own presence, when they become moderators.

local filters = require "prosody.util.filters";
local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";
local meeting = module:require "meeting";

util.on_host_type("component");

local defaults = module:get_option("jitsi_default_permissions", {
	livestreaming = true; recording = true; transcription = true; ["outbound-call"] = true; ["create-polls"] = true;
	["send-groupchat"] = true; flip = true; ["live-translation"] = true; ["live-translation-subscribe"] = true;
});

--- Who makes somebody a moderator passes on what they may do themselves, and it is gone with the office.
local function pass_on(room, event)
	local giver = event.actor and prosody.full_sessions[event.actor];
	if not giver or not giver.jitsi_meet_context_features or util.is_admin(event.jid) then return; end
	for _, occupant in room:each_occupant() do
		local session = occupant.bare_jid == event.jid and prosody.full_sessions[occupant.jid];
		if session and event.affiliation == "owner" then
			session.jitsi_meet_context_features = giver.jitsi_meet_context_features;
			session.tell_permissions = true;
		elseif session and event.previous_affiliation == "owner" and not session.auth_token then
			session.jitsi_meet_context_features = nil;
		end
	end
end

--- A token says itself what its owner may do, unless a moderator has passed something on.
local function is_due(room, session, person, x)
	if session.tell_permissions then return true; end
	if session.auth_token and session.jitsi_meet_context_features then return false; end
	if not room.permissions_due or not room.permissions_due[person] then return false; end
	for item in x:childtags("item") do
		if item.attr.role == "moderator" then return true; end
	end
	return false;
end

local function is_own(x)
	for status in x:childtags("status") do
		if status.attr.code == "110" then return true; end
	end
	return false;
end

local function on_presence(stanza, session)
	if stanza.name ~= "presence" or stanza.attr.type == "unavailable" or not stanza.attr.to then return stanza; end
	local x, person = stanza:get_child("x", "http://jabber.org/protocol/muc#user"), jid.bare(stanza.attr.to);
	if not x or not is_own(x) or util.is_admin(person) then return stanza; end
	local room = util.room(util.internal_address(stanza.attr.from));
	if not room or not is_due(room, session, person, x) then return stanza; end
	session.tell_permissions = nil;
	if room.permissions_due then room.permissions_due[person] = nil; end
	session.jitsi_meet_context_features = session.jitsi_meet_context_features or defaults;
	stanza = st.clone(stanza):tag("permissions", { xmlns = meeting.ns });
	for name, value in pairs(session.jitsi_meet_context_features) do
		stanza:tag("p", { name = name; val = tostring(value) }):up();
	end
	return stanza:up();
end

local function filter_session(session)
	-- Behind the tenants' new names (0).
	filters.add_filter(session, "stanzas/out", on_presence, -2);
end

-- mod_muc_meeting_id loads this module on the breakout rooms' host too, where nobody is made a moderator.
if module.host == meeting.conference_host then
	module:hook("muc-pre-set-affiliation", function (event)
		local room = event.room;
		room.permissions_due = room.permissions_due or {};
		room.permissions_due[event.jid] = true;
		if event.previous_affiliation then pass_on(room, event); end
	end);
	filters.add_filter_hook(filter_session);
	function module.unload() filters.remove_filter_hook(filter_session); end
end

util.announce();
