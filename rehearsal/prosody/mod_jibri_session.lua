-- REHEARSAL stand-in: a recording request carries who started it (first pass, from the person) and the meeting's id
-- (second pass, from jicofo to the recorder), as JSON in the attribute app_data.

local json = require "cjson.safe";
local util = module:require "util";

util.on_host_type("local");

module:hook("pre-iq/full", function (event)
	local jibri = event.stanza:get_child("jibri", "http://jitsi.org/protocol/jibri");
	if not jibri or jibri.attr.action ~= "start" then return; end
	local data = jibri.attr.app_data and json.decode(jibri.attr.app_data) or {};
	local about = data.file_recording_metadata or {};
	data.file_recording_metadata = about;
	if jibri.attr.room then
		local room = util.room(util.internal_address(jibri.attr.room));
		if not room then return; end
		about.conference_details = { session_id = room._data.meetingId };
	else
		local session = event.origin or {};
		about.initiator = {
			id = session.jitsi_meet_context_user and session.jitsi_meet_context_user.id;
			group = session.jitsi_meet_context_group;
		};
	end
	jibri.attr.app_data = json.encode(data);
end);

util.announce();
