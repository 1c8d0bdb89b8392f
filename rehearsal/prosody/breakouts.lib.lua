-- REHEARSAL: which breakout rooms a meeting has, and who may be where. Used by mod_muc_breakout_rooms, on the main host.

local jid = require "prosody.util.jid";
local uuid = require "prosody.util.uuid".generate;
local util = module:require "util";

local nick_ns = "http://jabber.org/protocol/nick";

--- Seconds between two updates, so that many changes at once are one message.
local update_after = 0.3;

local main_host = util.required("main_muc");
local meeting = module:require "meeting";
local breakout_host = module:get_option_string("breakout_rooms_muc", "breakout." .. module.host);

--- JID of a breakout room -> JID of the main room.
local main_of = {};

local breakouts = { main_host = main_host; host = breakout_host };

--- The main room of a room, which may be itself: the room, if it is there, and its JID.
function breakouts.main_room(room)
	local address = jid.host(room.jid) == main_host and room.jid or main_of[room.jid];
	return address and util.room(address), address;
end

--- JID -> name of the breakout rooms of a main room. They need not have been entered yet.
function breakouts.of(main)
	return main._data.breakout_rooms or {};
end

local function participants(room)
	local people = {};
	if not room then return people; end
	for nick, occupant in room:each_occupant() do
		if not util.is_admin(occupant.bare_jid) then
			people[util.external_address(nick)] = {
				jid = occupant.jid; role = occupant.role;
				displayName = occupant:get_presence():get_child_text("nick", nick_ns);
			};
		end
	end
	return people;
end

local function state(main)
	local address = util.external_address(main.jid);
	local id = jid.node(address);
	local rooms = {
		[id] = { isMainRoom = true; id = id; jid = address; name = main._data.subject; participants = participants(main) };
	};
	for breakout, name in pairs(breakouts.of(main)) do
		id = jid.node(breakout);
		rooms[id] = { id = id; jid = breakout; name = name; participants = participants(util.room(breakout)) };
	end
	return {
		type = "breakout_rooms"; event = "features/breakout-rooms/update";
		roomCounter = main._data.breakout_rooms_counter; rooms = rooms;
	};
end

local function tell_people(room, message)
	if not room then return; end
	for _, occupant in room:each_occupant() do
		if not util.is_admin(occupant.bare_jid) then
			meeting.tell(occupant.jid, message, { from = breakout_host });
		end
	end
end

--- Tells everybody soon who is where.
function breakouts.update(main)
	if main.breakout_update then return; end
	main.breakout_update = module:add_timer(update_after, function ()
		main.breakout_update = nil;
		if util.room(main.jid) ~= main then return; end
		local message = state(main);
		tell_people(main, message);
		for breakout in pairs(breakouts.of(main)) do tell_people(util.room(breakout), message); end
	end);
end

function breakouts.add(main, name)
	local address = uuid() .. "@" .. breakout_host;
	main._data.breakout_rooms = breakouts.of(main);
	main._data.breakout_rooms[address] = name;
	main._data.breakout_rooms_counter = (main._data.breakout_rooms_counter or 0) + 1;
	main_of[address] = main.jid;
	-- The main room stays while everybody is in breakout rooms.
	main:set_persistent(true);
	breakouts.update(main);
end

function breakouts.remove(main, address, reason)
	if not breakouts.of(main)[address] then return; end
	local room = util.room(address);
	if room then room:destroy(main.jid, reason or "Breakout room removed."); end
	main._data.breakout_rooms[address] = nil;
	main_of[address] = nil;
	breakouts.update(main);
end

function breakouts.rename(main, address, name)
	if not breakouts.of(main)[address] then return; end
	main._data.breakout_rooms[address] = name;
	local room = util.room(address);
	if room then room:set_subject(address, name); end
	breakouts.update(main);
end

--- Whether anybody but services is in a main room or its breakout rooms.
function breakouts.has_people(main)
	if next(participants(main)) then return true; end
	for address in pairs(breakouts.of(main)) do
		if next(participants(util.room(address))) then return true; end
	end
	return false;
end

local function taken(address, nick, person)
	local room = util.room(address);
	local occupant = room and room:get_occupant_by_nick(jid.join(jid.node(address), jid.host(address), nick));
	return occupant and occupant.bare_jid ~= person or false;
end

--- Whether somebody else has this nickname in the main room or one of its breakout rooms.
function breakouts.is_taken(main, nick, person)
	if taken(main.jid, nick, person) then return true; end
	for address in pairs(breakouts.of(main)) do
		if taken(address, nick, person) then return true; end
	end
	return false;
end

return breakouts;
