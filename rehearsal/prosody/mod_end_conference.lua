-- REHEARSAL stand-in: a moderator ends the meeting for everybody, by a message with <end_conference/> to this component.

local util = module:require "util";

util.on_host_type("component");
module:depends("jitsi_session");
util.required("muc_component");

module:hook("message/host", function (event)
	local request = event.stanza:get_child("end_conference");
	if not request then return; end
	local room = request.attr.room and util.room(request.attr.room);
	local occupant = room and room:get_occupant_by_real_jid(event.stanza.attr.from);
	if not occupant or occupant.role ~= "moderator" then
		module:log("warn", "%s may not end %s", event.stanza.attr.from, request.attr.room);
		return true;
	end
	room:destroy(nil, "The meeting has been terminated");
	return true;
end);

util.advertise("end_conference");
util.announce();
