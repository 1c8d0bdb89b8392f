-- Lets mod_rate_limit have the last word on how fast a connection is read.
--
-- Each connection has one limit. mod_limits sets the common one when a connection is new, mod_rate_limit a lower one for
-- addresses that it has caught, in the order in which the two were loaded: by chance, host by host. Loaded again when all
-- hosts are there, mod_rate_limit comes second.
module:set_global();

local modulemanager = require "prosody.core.modulemanager";

local function reorder()
  for host, session in pairs(prosody.hosts) do
    if session.modules and session.modules.rate_limit then
      local ok, err = modulemanager.reload(host, "rate_limit");
      if not ok then module:log("error", "rate_limit on %s: %s", host, err); end
    end
  end
end

module:hook_global("hosts-activated", reorder);

function module.load()
  if prosody.state == "running" then reorder(); end
end
