-- REHEARSAL stand-in: a room tells when it was opened (milliseconds since 1970, in its disco form).

local now = require "prosody.util.time".now;
local util = module:require "util";

util.on_host_type("local");

util.with_host(util.required("main_muc"), function (rooms)
	rooms:hook("muc-room-created", function (event)
		event.room.created_timestamp = math.floor(now() * 1000);
	end);
	rooms:hook("muc-disco#info", function (event)
		table.insert(event.form, {
			name = "muc#roominfo_created_timestamp";
			type = "text-single";
			label = "When the room was created";
			value = tostring(event.room.created_timestamp or "");
		});
	end);
end);

module:add_identity("component", "conference_duration", "conferenceduration." .. module.host);
util.announce();
