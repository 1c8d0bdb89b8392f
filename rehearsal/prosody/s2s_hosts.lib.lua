-- REHEARSAL: hooks on every host, components included, for the stand-ins about other servers. A module that is loaded for the
-- whole server gets no events of its own from hosts.

local s2s_hosts = {};

--- Hooks an event of every host, now and of those to come.
function s2s_hosts.hook(name, handler, priority)
	local hooked = {};
	local function add(host)
		if not hooked[host] then
			hooked[host] = true;
			module:context(host):hook(name, handler, priority);
		end
	end
	for host in pairs(prosody.hosts) do add(host); end
	module:hook_global("host-activated", add);
	module:hook_global("host-deactivated", function (host) hooked[host] = nil; end);
end

return s2s_hosts;
