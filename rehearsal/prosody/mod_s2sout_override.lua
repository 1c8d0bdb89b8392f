-- REHEARSAL stand-in: connects to the hosts of `s2sout_override` at the addresses given there, `tcp://host:port`.

module:set_global();

local basic = require "prosody.net.resolvers.basic";
local s2s_hosts = module:require "s2s_hosts";

local targets = {};
for host, address in pairs(module:get_option("s2sout_override", {})) do
	local name, port = address:match("^tcp://([^:/]+):(%d+)$");
	if not name then
		error(("s2sout_override: %q is no address for %s"):format(address, host), 0);
	end
	targets[host] = { name = name, port = tonumber(port) };
end

s2s_hosts.hook("s2sout-pre-connect", function (event)
	local target = targets[event.session.to_host];
	if target then
		event.resolver = basic.new(target.name, target.port, "tcp", { default_port = target.port });
	end
end, 10);

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
