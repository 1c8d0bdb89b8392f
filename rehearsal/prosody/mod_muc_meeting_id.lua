-- REHEARSAL stand-in: every meeting has an id, people who come before jicofo wait until it is in the room, the region
-- header goes into their presence, and nobody may touch jicofo's place in the room. Not here: endpoint messages.

local st = require "prosody.util.stanza";
local queue = require "prosody.util.queue";
local uuid = require "prosody.util.uuid".generate;
local jid = require "prosody.util.jid";
local util = module:require "util";

local most_waiting = 500;

util.on_host_type("component");
module:depends("jitsi_permissions");
module:depends("jitsi_session");

local function refuse(event, condition)
	event.origin.send(st.error_reply(event.stanza, "cancel", condition));
	return true;
end

module:hook("muc-room-pre-create", function (event)
	if util.is_health_room(event.room.jid) and not util.is_focus(event.stanza.attr.to) then
		return refuse(event, "service-unavailable");
	end
end, 100);

module:hook("muc-room-created", function (event)
	if not util.is_health_room(event.room.jid) then
		event.room._data.meetingId = uuid();
	end
end);

local function add_field(event)
	table.insert(event.form, {
		name = "muc#roominfo_meetingId";
		type = "text-single";
		label = "The meeting unique id.";
		value = event.room._data.meetingId or "";
	});
end
module:hook("muc-disco#info", add_field);
module:hook("muc-config-form", add_field, 87);

module:hook("muc-config-submitted/muc#roominfo_meetingId", function (event)
	if util.is_admin(event.actor) then event.room._data.meetingId = event.value; end
	return true;
end, 99);

local function add_region(session, stanza)
	if session.user_region and not stanza:get_child("jitsi_participant_region") then
		stanza:text_tag("jitsi_participant_region", session.user_region);
	end
end

module:hook("muc-occupant-pre-join", function (event)
	local room, occupant = event.room, event.occupant;
	if util.is_health_room(room.jid) then
		if not util.is_focus(occupant.nick) then return refuse(event, "service-unavailable"); end
		return;
	end
	if not util.is_admin(occupant.bare_jid) then add_region(event.origin, event.stanza); end
	if room._data.jicofo_lock == false then return; end
	if util.is_focus(occupant.nick) then
		module:fire_event("jicofo-unlock-room", { room = room });
		return;
	end
	room._data.jicofo_lock = true;
	room.waiting_for_focus = room.waiting_for_focus or queue.new(most_waiting);
	room.waiting_for_focus:push({ origin = event.origin, stanza = event.stanza });
	return true;
end, 8);

module:hook("jicofo-unlock-room", function (event)
	local room = event.room;
	local waiting = room.waiting_for_focus;
	room._data.jicofo_lock = false;
	room.waiting_for_focus = nil;
	if not waiting then return; end
	for _, held in waiting:items() do
		if held.origin.conn then room:handle_normal_presence(held.origin, held.stanza); end
	end
end);

local function protect_focus(event)
	local room = util.room(event.stanza.attr.to);
	if not room then return; end
	for item in event.stanza.tags[1]:childtags("item") do
		if item.attr.nick == "focus" or (item.attr.jid and jid.node(item.attr.jid) == "focus") then
			return refuse(event, "not-allowed");
		end
	end
end
module:hook("iq-set/bare/http://jabber.org/protocol/muc#admin:query", protect_focus, 10);

-- A message must not carry a display name of its own: names come from presence.
module:hook("muc-occupant-groupchat", function (event)
	event.stanza:remove_children("nick", "http://jabber.org/protocol/nick");
end, 45);

util.announce();
