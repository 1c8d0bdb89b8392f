-- REHEARSAL stand-in: counts how long each person was the dominant speaker. Browsers say when they are, by <speakerstats/>
-- messages, and which faces they see; who comes in later is told so far. Not here: handing the times on at the end.

local jid = require "prosody.util.jid";
local queue = require "prosody.util.queue";
local array = require "prosody.util.array";
local now = require "prosody.util.time".now;
local util = module:require "util";

util.on_host_type("component");
local muc = util.required("muc_component");
local meeting = module:require "meeting";
local most_faces = module:get_option_integer("faceLandmarks_history_size", 20);
local uncounted = module:get_option_inherited_set("recorder_prefixes", {})
	+ module:get_option_inherited_set("transcriber_prefixes", {});

local function is_uncounted(person)
	for prefix in uncounted do
		if person:sub(1, #prefix) == prefix then return true; end
	end
	return false;
end

local function milliseconds(record)
	return record.total + (record.since and math.floor((now() - record.since) * 1000) or 0);
end

local function set_speaking(record, speaks)
	if speaks then
		record.since = record.since or now();
	else
		record.total, record.since = milliseconds(record), nil;
	end
end

local function on_speaker(room, person, request)
	local stats = room.speaker_stats;
	local before = stats.dominant and stats.dominant ~= person and stats.people[stats.dominant];
	if before then set_speaking(before, false); end
	if stats.people[person] then set_speaking(stats.people[person], request.attr.silence ~= "true"); end
	stats.dominant = person;
end

local function on_face(room, person, request)
	local record = room.speaker_stats.people[person];
	if not record then return; end
	record.faces:push({
		faceExpression = request.attr.faceExpression;
		timestamp = tonumber(request.attr.timestamp); duration = tonumber(request.attr.duration);
	});
end

module:hook("message/host", function (event)
	local stanza = event.stanza;
	if stanza.attr.type == "error" then return; end
	for name, handle in pairs { speakerstats = on_speaker, faceLandmarks = on_face } do
		local request = stanza:get_child(name, meeting.ns);
		if request then
			local room = request.attr.room and util.room(util.internal_address(request.attr.room));
			local occupant = room and room.speaker_stats and room:get_occupant_by_real_jid(stanza.attr.from);
			if not occupant then return; end
			handle(room, occupant.jid, request);
		end
	end
	return true;
end);

local function report(stats)
	local users = {};
	for _, record in pairs(stats.people) do
		local faces = array();
		for _, face in record.faces:items() do faces:push(face); end
		users[record.nick] = {
			displayName = record.name; totalDominantSpeakerTime = milliseconds(record); faceLandmarks = faces;
		};
	end
	return users;
end

local function hook_rooms(rooms)
	rooms:hook("muc-room-created", function (event)
		if not util.is_health_room(event.room.jid) then event.room.speaker_stats = { people = {} }; end
	end, -1);

	rooms:hook("muc-occupant-joined", function (event)
		local room, occupant = event.room, event.occupant;
		local stats = room.speaker_stats;
		if not stats or not meeting.is_person(room, occupant) or is_uncounted(occupant.jid) then return; end
		if next(stats.people) then
			meeting.tell(occupant.jid, { type = "speakerstats"; users = report(stats) });
		end
		stats.people[occupant.jid] = { nick = jid.resource(occupant.nick); total = 0; faces = queue.new(most_faces) };
	end, -1);

	rooms:hook("muc-occupant-pre-leave", function (event)
		local record = event.room.speaker_stats and event.room.speaker_stats.people[event.occupant.jid];
		if not record then return; end
		set_speaking(record, false);
		record.name = event.occupant:get_presence():get_child_text("nick", "http://jabber.org/protocol/nick");
	end, -1);
end

util.with_host(muc, hook_rooms);
util.with_host(meeting.breakout_host, hook_rooms);

util.advertise("speakerstats");
util.announce();
