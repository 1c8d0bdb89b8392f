-- REHEARSAL stand-in: closes a room for people without membership at another module's request and keeps it, although
-- it is empty, until it is opened again.

local util = module:require "util";

util.on_host_type("local");
util.required("main_muc");
util.required("lobby_muc");
module:depends("room_destroy");

module:hook_global("create-persistent-lobby-room", function (event)
	event.room:set_persistent(true);
	event.room:set_members_only(true);
	prosody.events.fire_event("create-lobby-room", event);
end);

util.announce();
