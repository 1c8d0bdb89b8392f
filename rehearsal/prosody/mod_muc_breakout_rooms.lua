-- REHEARSAL stand-in: a moderator splits a meeting into breakout rooms, by <breakout_rooms/> messages to their host, and
-- everybody is told who is where. Such a room exists only while its meeting has it, people come into it from the main
-- room only, and moderators of the meeting are moderators in it.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("local");
module:depends("jitsi_session");
module:depends("room_destroy");
local breakouts = module:require "breakouts";
local meeting = module:require "meeting";

--- Seconds for which a meeting without people goes on.
local close_after = 5;

local function refuse(event, kind, condition)
	event.origin.send(st.error_reply(event.stanza, kind, condition));
	return true;
end

local requests = {
	add = function (main, request) breakouts.add(main, request.subject); end;
	remove = function (main, request) breakouts.remove(main, request.breakoutRoomJid); end;
	rename = function (main, request) breakouts.rename(main, request.breakoutRoomJid, request.subject); end;
	["move-to-room"] = function (main, request)
		local target = request.roomJid;
		local known = target == util.external_address(main.jid) or breakouts.of(main)[target or ""];
		if not main._data.breakout_rooms or not known then return false; end
		meeting.tell(request.participantJid, {
			type = "breakout_rooms"; event = "features/breakout-rooms/move-to-room"; roomJid = target;
		}, { from = breakouts.host });
	end;
};

local function on_message(event)
	local request, main = meeting.request_of_moderator(event, "breakout_rooms", true);
	local command = request and (request.attr.type or ""):match("^features/breakout%-rooms/(.+)$");
	local handle = requests[command or ""];
	-- False is the last word: behind it the rooms' own handler would answer.
	return handle ~= nil and handle(main, request.attr) ~= false;
end

--- Main room's JID and nickname -> full JID of who goes from one room to another and keeps the name meanwhile.
local going = {};

local function on_entry(event)
	local room, occupant = event.room, event.dest_occupant or event.occupant;
	local main = breakouts.main_room(room);
	if not main then return refuse(event, "cancel", "service-unavailable"); end
	if util.is_admin(occupant.bare_jid) then return; end
	local nick = jid.resource(event.stanza.attr.to);
	local holder = going[main.jid .. "/" .. nick];
	if holder and prosody.full_sessions[holder] and jid.bare(holder) ~= occupant.bare_jid then
		return refuse(event, "cancel", "conflict");
	end
	if room ~= main and event.origin.jitsi_breakout_main_jid ~= main.jid then
		return refuse(event, "cancel", "not-allowed");
	end
	if main._data.breakout_rooms and breakouts.is_taken(main, nick, occupant.bare_jid) then
		return refuse(event, "cancel", "conflict");
	end
end

local function on_joined(event)
	local room, occupant = event.room, event.occupant;
	local main = breakouts.main_room(room);
	if not main or not meeting.is_person(room, occupant) then return; end
	going[main.jid .. "/" .. jid.resource(occupant.nick)] = nil;
	if room == main and event.origin then event.origin.jitsi_breakout_main_jid = main.jid; end
	if not main._data.breakout_rooms then return; end
	if main.breakout_close then
		main.breakout_close:stop();
		main.breakout_close = nil;
	end
	breakouts.update(main);
end

local function on_leaving(event)
	local main = breakouts.main_room(event.room);
	if main and event.stanza:get_child_text("status") == "switch_room" then
		going[main.jid .. "/" .. jid.resource(event.occupant.nick)] = event.occupant.jid;
	end
end

local function on_left(event)
	local main = breakouts.main_room(event.room);
	if not main or not main._data.breakout_rooms then return; end
	if not util.is_admin(event.occupant.bare_jid) then breakouts.update(main); end
	if main.breakout_close or breakouts.has_people(main) then return; end
	main.breakout_close = module:add_timer(close_after, function ()
		if util.room(main.jid) ~= main then return; end
		prosody.events.fire_event("maybe-destroy-room", {
			room = main; reason = "All occupants left."; caller = module.name;
		});
	end);
end

--- Nobody else ends a meeting whose breakout rooms are in use.
module:hook_global("maybe-destroy-room", function (event)
	if event.caller == module.name then return; end
	for address in pairs(breakouts.of(event.room)) do
		local room = util.room(address);
		if room and room:has_occupant() then return true; end
	end
end);

local function hook_rooms(rooms)
	rooms:hook("muc-occupant-pre-join", on_entry);
	rooms:hook("muc-occupant-pre-change", on_entry);
	rooms:hook("muc-occupant-joined", on_joined);
	rooms:hook("muc-occupant-pre-leave", on_leaving);
	rooms:hook("muc-occupant-left", on_left);
end

util.with_host(breakouts.main_host, function (rooms)
	hook_rooms(rooms);
	-- Before the room is gone: its breakout rooms are destroyed with it.
	rooms:hook("muc-room-destroyed", function (event)
		for address in pairs(breakouts.of(event.room)) do
			breakouts.remove(event.room, address, event.reason);
		end
	end, 1);
end);

--- What jicofo and browsers read about a breakout room.
local function add_fields(event)
	local main, address = breakouts.main_room(event.room);
	local fields = {
		{ name = "muc#roominfo_isbreakout"; type = "boolean"; value = true };
		{ name = "muc#roominfo_breakout_main_room"; type = "text-single"; value = util.external_address(address or "") };
	};
	if main and main._data.lobbyroom and main:get_members_only() and event.formdata then
		table.insert(fields, { name = "muc#roominfo_lobbyroom"; type = "text-single"; value = main._data.lobbyroom });
	end
	for _, field in ipairs(fields) do table.insert(event.form, field); end
end

util.with_host(breakouts.host, function (rooms)
	hook_rooms(rooms);
	rooms:hook("message/host", on_message);
	rooms:hook("muc-disco#info", add_fields);
	rooms:hook("muc-config-form", add_fields);
	rooms:hook("host-disco-info-node", function (event)
		if event.node ~= "breakout_rooms" then return; end
		event.reply:tag("feature", { var = "http://jitsi.org/protocol/breakout_rooms#rename" }):up();
		event.exists = true;
	end);

	rooms:hook("muc-room-pre-create", function (event)
		local room = event.room;
		local main = breakouts.main_room(room);
		local name = main and breakouts.of(main)[room.jid];
		if not name then return refuse(event, "cancel", "not-allowed"); end
		room:set_subject(room.jid, name);
	end);

	local room_mt = prosody.hosts[rooms.host].modules.muc.room_mt;
	function room_mt.get_affiliation(room, person)
		local main = breakouts.main_room(room);
		return main and main:get_affiliation(person) or "none";
	end
	module:add_identity("component", "breakout_rooms", rooms.host);
end);

util.announce();
