-- REHEARSAL stand-in: the services' sessions (`unlimited_jids`) have no byte rate and a large stanza size.

local util = module:require "util";

util.on_host_type("local");

local size = module:get_option_integer("unlimited_size", 10 * 1024 * 1024);

module:hook("authentication-success", function (event)
	local session = event.session;
	local address = session.username .. "@" .. session.host;
	if not module:get_option_inherited_set("unlimited_jids", {}):contains(address) then return; end
	if session.conn and session.conn.setlimit then session.conn:setlimit(0); end
	if session.stream and session.stream.set_stanza_size_limit then
		session.stream:set_stanza_size_limit(size);
	end
end, -1);

util.announce();
