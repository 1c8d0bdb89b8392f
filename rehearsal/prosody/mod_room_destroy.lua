-- REHEARSAL stand-in: destroys a room when a module asks for it (event `maybe-destroy-room`) and none vetoes by
-- answering true before.

local util = module:require "util";

util.on_host_type("local");

module:hook("maybe-destroy-room", function (event)
	event.room:destroy(nil, event.reason);
	return true;
end, -1000);

util.announce();
