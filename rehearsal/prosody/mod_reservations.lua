-- REHEARSAL stand-in: a meeting begins only when a reservation system allows it, and ends with its time. Requests for a
-- room that is not there wait for the answer; they are passed on to jicofo or refused with <reservation-error/>.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("local");
util.required("reservations_api_prefix");

local main_muc = util.required("main_muc");
local focus = module:get_option_string("focus_component") or ("focus." .. util.required("muc_mapper_domain_base"));
local skips_breakouts = module:get_option_boolean("reservations_skip_breakout_rooms", true);
local breakout_muc = module:get_option_string("breakout_rooms_muc", "breakout." .. module.host);
local takes_limit = module:get_option_boolean("reservations_enable_max_occupants", false);
local takes_lobby = module:get_option_boolean("reservations_enable_lobby_support", false);
local takes_password = module:get_option_boolean("reservations_enable_password_support", false);
local api = module:require "reservations";

local check_every = 60;
-- A refusal is remembered for a while, so that each of those who wait is not a request of its own.
local refusal_lasts = 30;

-- By room: { pending = { events } } until the answer is there, then { reservation } or { code, text }; and `expires`.
local known = {};

local function refuse(event, code, text)
	local reply = st.error_reply(event.stanza, "cancel", "service-unavailable", text);
	reply:tag("reservation-error", { xmlns = "http://jitsi.org/protocol/focus", ["error-code"] = tostring(code) });
	event.origin.send(reply);
end

local function route(entry, event)
	if not entry.reservation then return refuse(event, entry.code, entry.text); end
	if os.time() > entry.expires then return refuse(event, 419, "Reservation expired"); end
	-- Without the events before routing: they have been, and one of them is ours.
	prosody.core_post_stanza(event.origin, event.stanza, false);
end

local function ask(room_jid, event)
	local entry = { pending = { event } };
	known[room_jid] = entry;
	api.reserve(jid.node(room_jid), jid.bare(event.stanza.attr.from), function (reservation, code, text)
		entry.reservation, entry.code, entry.text = reservation, code, text;
		entry.expires = reservation and reservation.expires or os.time() + refusal_lasts;
		local waiting = entry.pending;
		entry.pending = nil;
		for _, held in ipairs(waiting) do route(entry, held); end
	end);
end

module:hook("pre-iq/host", function (event)
	local stanza = event.stanza;
	if stanza.attr.to ~= focus or stanza.attr.type ~= "set" then return; end
	local conference = stanza:get_child("conference", "http://jitsi.org/protocol/focus");
	if not conference or not conference.attr.room then return; end
	local room_jid = util.internal_address(conference.attr.room);
	if util.room(room_jid) or (skips_breakouts and jid.host(room_jid) == breakout_muc) then return; end
	local entry = known[room_jid];
	if not entry then
		ask(room_jid, event);
	elseif entry.pending then
		table.insert(entry.pending, event);
	else
		route(entry, event);
	end
	return true;
end);

local function equip(room, reservation)
	if takes_limit and reservation.max_occupants then room._data.max_occupants = reservation.max_occupants; end
	if takes_password and reservation.password then room:set_password(reservation.password); end
	if takes_lobby and reservation.lobby then
		prosody.events.fire_event("create-persistent-lobby-room", { room = room });
	end
end

util.with_host(main_muc, function (rooms)
	rooms:hook("muc-room-created", function (event)
		local entry = known[event.room.jid];
		if entry and entry.reservation then equip(event.room, entry.reservation); end
	end);
	rooms:hook("muc-room-destroyed", function (event)
		local entry = known[event.room.jid];
		known[event.room.jid] = nil;
		if entry and entry.reservation then api.release(entry.reservation.id); end
	end, -1);
end);

module:add_timer(check_every, function ()
	for room_jid, entry in pairs(known) do
		if entry.expires and os.time() > entry.expires then
			local room = util.room(room_jid);
			if room then
				room:destroy(nil, "Scheduled conference duration exceeded.");
			else
				known[room_jid] = nil;
			end
		end
	end
	return check_every;
end);

util.announce();
