-- REHEARSAL stand-in: who logs in too often from one address is read slowly, and so is a session that sends too many
-- stanzas; one that goes on is closed. Nobody is refused. BOSH has no connection of its own and is not slowed.

local cache = require "prosody.util.cache";
local filters = require "prosody.util.filters";
local http_server = require "prosody.net.http.server";
local ip = require "prosody.util.ip";
local now = require "prosody.util.time".now;
local throttle = require "prosody.util.throttle".create;
local util = module:require "util";

util.on_host_type("component");

-- The numbers are called rates per second; what they allow is that many in two seconds.
local period = 2;
local option = module:context(module.host);
local settings;

local function rate(name, default)
	return option:get_option_number("rate_limit_" .. name, default);
end

local function read_options()
	settings = {
		login_rate = rate("login_rate", 3);
		ip_rate = rate("ip_rate", 2000);
		session_rate = rate("session_rate", 1000);
		timeout = rate("timeout", 60);
		cache_size = rate("cache_size", 10000);
		max_violations = rate("max_violations", 10);
		stanza_rates = { presence = rate("presence_rate", 4); iq = rate("iq_rate", 15); message = rate("message_rate", 3) };
		networks = option:get_option_set("rate_limit_whitelist", { "127.0.0.1", "::1" });
		hosts = option:get_option_set("rate_limit_whitelist_hosts", {});
	};
end
read_options();
module:hook_global("config-reloaded", read_options);

local logins = cache.new(settings.cache_size);
local limited = cache.new(settings.cache_size);

local function address_of(session)
	local request = http_server.get_request_from_conn(session.conn);
	return request and request.ip or session.ip;
end

local function is_free(address)
	local parsed = address and ip.new_ip(address);
	if not parsed then return true; end
	for network in settings.networks do
		if ip.match(parsed, ip.parse_cidr(network)) then return true; end
	end
	return false;
end

local function slow_down(session, bytes_per_second, seconds)
	if session.rate_limited or not session.conn or not session.conn.setlimit then return; end
	module:log("info", "Reading %s with %d bytes a second", address_of(session), bytes_per_second);
	session.rate_limited = true;
	session.conn:setlimit(bytes_per_second);
	if not seconds then return; end
	module:add_timer(seconds, function ()
		session.rate_limited, session.violations = nil, 0;
		if session.conn then session.conn:setlimit(0); end
	end);
end

local function count_stanza(stanza, session)
	local allowance = session.stanza_throttles[stanza.name];
	if not allowance or allowance:poll(1, true) then return stanza; end
	if session.rate_limited then
		session.violations = session.violations + 1;
		if session.violations >= settings.max_violations then
			session:close({ condition = "policy-violation", text = "Rate limit exceeded" });
			return nil;
		end
	end
	slow_down(session, settings.session_rate, settings.timeout);
	return stanza;
end

local function count_login(address)
	local allowance = logins:get(address);
	if not allowance then
		allowance = throttle(settings.login_rate, period);
		logins:set(address, allowance);
	end
	if not allowance:poll(1, true) then
		module:log("info", "Limiting %s: too many logins", address);
		limited:set(address, now());
	end
end

local function on_session(session)
	if session.outgoing then return; end
	local address = address_of(session);
	if is_free(address) or settings.hosts:contains(session.host) then return; end
	count_login(address);

	session.violations = 0;
	session.stanza_throttles = {};
	for name, per_second in pairs(settings.stanza_rates) do
		session.stanza_throttles[name] = throttle(per_second, period);
	end
	filters.add_filter(session, "stanzas/in", count_stanza);

	local since = limited:get(address);
	local age = since and now() - since;
	if not age then return; end
	if age >= settings.timeout then
		limited:set(address, nil);
		return;
	end
	if age < 5 then limited:set(address, now()); end
	slow_down(session, settings.ip_rate);
end

function module.load()
	filters.add_filter_hook(on_session);
	util.announce();
end

function module.unload()
	filters.remove_filter_hook(on_session);
end
