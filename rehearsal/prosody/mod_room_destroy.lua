-- REHEARSAL stand-in: destroys a room when a module asks for it (global event `maybe-destroy-room`) and none vetoes by
-- answering true before.

local util = module:require "util";

util.on_host_type("local");

module:hook_global("maybe-destroy-room", function (event)
	event.room:set_persistent(false);
	event.room:destroy(nil, event.reason);
	return true;
end, -1);

util.announce();
