-- REHEARSAL stand-in: people enter and leave one room no faster than `muc_rate_joins` and `muc_rate_leaves` a second; who
-- is too fast waits in a queue, in order. Here who leaves goes at once from the list of people and waits with the news.

local queue = require "prosody.util.queue";
local st = require "prosody.util.stanza";
local throttle = require "prosody.util.throttle".create;
local util = module:require "util";

util.on_host_type("component");

local most_waiting = 1000;
local joins = module:get_option_number("muc_rate_joins", 3);
local leaves = module:get_option_number("muc_rate_leaves", 5);

--- A line of events in a room: `enter(event)` answers true when the event has to wait. `pass(event)` lets one on.
local function new_line(per_second, pass)
	local allowance = throttle(per_second, 1);
	local waiting = queue.new(most_waiting);
	local running = false;

	local function work()
		for _ = 1, per_second do
			local event = waiting:pop();
			if event then pass(event); end
		end
		running = waiting:count() > 0;
		return running and 1 or nil;
	end

	return {
		enter = function (event)
			if not running and allowance:poll(1) then return nil; end
			-- A full queue holds nobody up.
			if not waiting:push(event) then return nil; end
			if not running then
				running = true;
				module:add_timer(1, work);
			end
			return true;
		end;
		clear = function () waiting = queue.new(most_waiting); end;
	};
end

module:hook("muc-occupant-pre-join", function (event)
	local room, stanza = event.room, event.stanza;
	if stanza.has_waited then
		stanza.has_waited = nil;
		return;
	end
	room.join_line = room.join_line or new_line(joins, function (held)
		if not held.origin.conn and not held.origin.bosh_version then return; end
		held.stanza.has_waited = true;
		room:handle_normal_presence(held.origin, held.stanza);
	end);
	return room.join_line.enter(event);
end, 9);

local function announce_leave(event)
	local room, occupant = event.room, event.occupant;
	local x = st.stanza("x", { xmlns = "http://jabber.org/protocol/muc#user" });
	room:publicise_occupant_status(occupant, x, nil, nil, nil, event.previous_role);
	module:fire_event("muc-occupant-left", {
		room = room; nick = occupant.nick; occupant = occupant; origin = event.origin; stanza = event.stanza;
	});
end

module:hook("muc-occupant-pre-leave", function (event)
	local room, occupant = event.room, event.occupant;
	room.leave_line = room.leave_line or new_line(leaves, announce_leave);
	event.previous_role = occupant.role;
	if room.leave_line.enter(event) then
		occupant.role = nil;
		room:save_occupant(occupant);
		return true;
	end
end);

module:hook("muc-room-destroyed", function (event)
	for _, line in ipairs { event.room.join_line or false, event.room.leave_line or false } do
		if line then line.clear(); end
	end
end);

util.announce();
