-- REHEARSAL stand-in: this server and the hosts of `s2s_whitelist` may talk to each other, and nobody else: what is for another
-- host is refused, and so is its connection.

module:set_global();

local st = require "prosody.util.stanza";
local s2s_hosts = module:require "s2s_hosts";

local allowed = module:get_option_set("s2s_whitelist", {});

s2s_hosts.hook("route/remote", function (event)
	if allowed:contains(event.to_host) then return; end
	local stanza = event.stanza;
	if stanza.attr.type ~= "error" and stanza.attr.type ~= "result" then
		event.origin.send(st.error_reply(stanza, "cancel", "not-allowed", event.to_host .. " is not trusted"));
	end
	return true;
end, 100);

module:hook("s2s-check-certificate", function (event)
	local session = event.session;
	if session.direction == "incoming" and not allowed:contains(event.host) then
		session:close({ condition = "not-authorized", text = "this host is not trusted" });
		return false;
	end
end, 200);

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
