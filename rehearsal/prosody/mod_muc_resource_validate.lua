-- REHEARSAL stand-in: the nickname in a room must be letters, digits and underscores, must not begin with an
-- underscore and never changes. With `anonymous_strict` it must be the first 8 characters of an anonymous user's name.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

local strict, methods;
local function read_options()
	strict = module:get_option_boolean("anonymous_strict", false);
	methods = module:get_option_set("anonymous_auth_methods", { "anonymous", "jitsi-anonymous", "token" });
end
read_options();
module:hook_global("config-reloaded", read_options);

local function is_anonymous(host)
	local users = prosody.hosts[host] and prosody.hosts[host].users;
	return users ~= nil and methods:contains(users.name);
end

local function refuse(event, text)
	event.origin.send(st.error_reply(event.stanza, "cancel", "not-allowed", text));
	return true;
end

module:hook("muc-occupant-pre-join", function (event)
	local user, host = jid.split(event.stanza.attr.from);
	local nick = jid.resource(event.stanza.attr.to);
	if not user or util.is_health_room(event.room.jid) then return; end
	if not nick or not nick:match("^%w[%w_]*$") then
		return refuse(event, "Invalid resource");
	elseif strict and is_anonymous(host) and nick ~= user:sub(1, 8) then
		return refuse(event, "Invalid anonymous user ID");
	end
end, 11);

module:hook("muc-occupant-pre-change", function (event)
	local before = event.orig_occupant;
	if before and not util.is_health_room(event.room.jid)
		and jid.resource(event.stanza.attr.to) ~= jid.resource(before.nick) then
		return refuse(event, "Nick changes are not allowed");
	end
end, 11);

util.announce();
