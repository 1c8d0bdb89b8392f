-- REHEARSAL stand-in: what a meeting's people share about it, by key. Moderators set keys by <room_metadata/> messages,
-- plugins by themselves; everybody is told each change, and who comes in all of it, with the TURN servers, before the
-- room's own presence. jicofo is told more, and nobody else what transcribers log in with.

local array = require "prosody.util.array";
local datetime = require "prosody.util.datetime";
local json = require "prosody.util.json";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");
local muc = util.required("muc_component");
local breakout_muc = util.required("breakout_rooms_component");
local meeting = module:require "meeting";
local main_host = util.required("muc_mapper_domain_base");
local turn = module:depends("external_services");

--- Keys that no message sets: the server says them.
local blocked = module:get_option_set("room_metadata_blocked_keys", {
	"allownersEnabled", "asyncTranscription", "audioTranslationAvailable", "audioTranslationRequests",
	"conferencePresetsServiceEnabled", "dialinEnabled", "moderators", "participants", "participantsSoftLimit",
	"services", "transcriberType", "transcription", "visitorsEnabled",
});
local turn_for_occupants = module:get_option_boolean("extdisco_occpuant_check", false);

local function copy(of)
	local fresh = {};
	for key, value in pairs(of or {}) do fresh[key] = value; end
	return fresh;
end

local function for_jicofo(room)
	local metadata = copy(room.jitsiMetadata);
	metadata.participants = room._data.participants and array(room._data.participants);
	metadata.moderators = array(room._data.moderators or {});
	metadata.audioTranslationRequests = room._data.audioTranslationRequests;
	return metadata;
end

local function for_people(room)
	local metadata = copy(room.jitsiMetadata);
	if metadata.transcription then
		metadata.transcription = copy(metadata.transcription);
		metadata.transcription.httpHeaders = nil;
	end
	return metadata;
end

local function services()
	local list = {};
	for _, service in ipairs(turn.get_services()) do
		table.insert(list, {
			type = service.type; transport = service.transport; host = service.host;
			port = service.port and ("%d"):format(service.port);
			username = service.username; password = service.password;
			expires = service.expires and datetime.datetime(service.expires);
			restricted = service.restricted and "1" or nil;
		});
	end
	return list;
end

local function tell(room, occupant, is_new)
	local metadata = util.is_admin(occupant.bare_jid) and for_jicofo(room) or for_people(room);
	if is_new and not util.is_admin(occupant.bare_jid) then metadata.services = services(); end
	meeting.tell(occupant.jid, { type = "room_metadata"; metadata = metadata },
		{ room = util.external_address(room.jid) });
end

local function tell_all(room)
	for _, occupant in room:each_occupant() do tell(room, occupant); end
end

--- Reads a request: the key and its value, or nil and whether it is passed over without an answer.
local function read(text)
	local request = json.decode(text);
	if type(request) ~= "table" then return nil, false; end
	if type(request.key) ~= "string" then return nil, true; end
	if request.data == nil or request.data == json.null then return nil, false; end
	return request.key, request.data;
end

--- The value that somebody may give a key, or nil. Other plugins may allow, refuse (false) or change it.
local function allowed_value(room, occupant, session, key, value)
	local decided = module:context(main_host):fire_event("jitsi-metadata-allow-moderation", {
		room = room; actor = occupant; key = key; data = value; session = session;
	});
	if decided == nil and occupant.role ~= "moderator" then decided = false; end
	if decided == false or blocked:contains(key) then
		module:log("warn", "%s may not set %q of %s", occupant.jid, key, room.jid);
		return nil;
	end
	if decided == nil then return value; end
	return decided;
end

module:hook("message/host", function (event)
	local session, stanza = event.origin, event.stanza;
	if stanza.attr.type == "error" or not session.jitsi_web_query_room then return; end
	local request = stanza:get_child("room_metadata", meeting.ns);
	if not request or request:get_text() == nil or not request.attr.room then return true; end
	local room = util.room(util.internal_address(request.attr.room));
	local occupant = room and room.jitsiMetadata and room:get_occupant_by_real_jid(stanza.attr.from);
	if not occupant then return; end
	local key, value = read(request:get_text());
	if not key then return value or nil; end
	value = allowed_value(room, occupant, session, key, value);
	if value == nil then return; end
	if json.encode_ordered { room.jitsiMetadata[key] } ~= json.encode_ordered { value } then
		room.jitsiMetadata[key] = value;
		tell_all(room);
		module:context(muc):fire_event("jitsi-metadata-updated", { room = room; actor = occupant; key = key });
	end
	return true;
end);

--- Browsers of before said in their presence what newcomers start with.
local function read_presence(event)
	local start = event.stanza:get_child("startmuted", "http://jitsi.org/jitmeet/start-muted");
	if not start or event.occupant.role ~= "moderator" then return; end
	local room = event.room;
	local before = room.jitsiMetadata.startMuted or {};
	local audio, video = start.attr.audio == "true", start.attr.video == "true";
	if before.audio == audio and before.video == video then return; end
	before.audio, before.video = audio, video;
	room.jitsiMetadata.startMuted = before;
	tell_all(room);
end

local function on_created(event)
	local room = event.room;
	if util.is_health_room(room.jid) then return; end
	room.jitsiMetadata = room.jitsiMetadata or {};
	room.metadata_told = {};
end

--- The first presence of somebody goes out behind the metadata.
local function on_presence(event)
	local room, occupant = event.room, event.occupant;
	if not room.metadata_told or not occupant.role or event.stanza.attr.type == "unavailable" then return; end
	if room.metadata_told[occupant.bare_jid] then return; end
	room.metadata_told[occupant.bare_jid] = true;
	tell(room, occupant, true);
end

local function hook_rooms(rooms)
	rooms:hook("muc-room-created", on_created, -1);
	rooms:hook("muc-broadcast-presence", on_presence);
	rooms:hook("muc-occupant-left", function (event)
		if event.room.metadata_told then event.room.metadata_told[event.occupant.bare_jid] = nil; end
	end);
end

util.with_host(breakout_muc, hook_rooms);
util.with_host(muc, function (rooms)
	hook_rooms(rooms);
	rooms:hook("room-metadata-changed", function (event) tell_all(event.room); end);
	rooms:hook("muc-broadcast-presence", function (event)
		if event.room.jitsiMetadata then read_presence(event); end
	end, -1);
end);

--- With `extdisco_occpuant_check` only people in the room that their connection names learn TURN's passwords.
local function only_occupants(event)
	local room = meeting.of_session(event.origin);
	if not room or not meeting.find(room, event.stanza.attr.from or event.origin.full_jid) then
		event.origin.send(st.error_reply(event.stanza, "auth", "forbidden"));
		return true;
	end
end

if turn_for_occupants then
	util.with_host(main_host, function (main)
		for _, query in ipairs { "2:services", "2:service", "1:services", "1:service" } do
			main:hook("iq-get/host/urn:xmpp:extdisco:" .. query, only_occupants, 100);
		end
	end);
end

util.advertise("room_metadata");
util.announce();
