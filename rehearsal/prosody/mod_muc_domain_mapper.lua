-- REHEARSAL stand-in: tenants. Outside, a tenant's room is room@<prefix>.<tenant>.<base>; inside the server it is
-- [tenant]room@<prefix>.<base>. Addresses are rewritten where stanzas enter (every host) and leave (every session),
-- for people and services alike.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local filters = require "prosody.util.filters";
local cache = require "prosody.util.cache";
local util = module:require "util";

local base = util.required("muc_mapper_domain_base");
local prefix = module:get_option_string("muc_mapper_domain_prefix", "conference");
local rooms_host = prefix .. "." .. base;
local tenant_host = "^" .. prefix:gsub("%p", "%%%1") .. "%.([^%.]+)%." .. base:gsub("%p", "%%%1") .. "$";

-- Requests to the tenant's conference host itself, by stanza id: their answers get the tenant's name back.
local hostwide = cache.new(1000);

local function inside(address, id)
	local node, host, resource = jid.split(address);
	local tenant = host and host:match(tenant_host);
	if not tenant then return address; end
	if not node then
		if id then hostwide:set(id, address); end
		return jid.join(nil, rooms_host, resource);
	end
	return jid.join("[" .. tenant .. "]" .. node, rooms_host, resource);
end

local function outside(address, id)
	local node, host, resource = jid.split(address);
	if host ~= rooms_host then return address; end
	if not node then
		local asked = id and hostwide:get(id);
		if asked then hostwide:set(id, nil); end
		return asked or address;
	end
	local tenant, name = node:match("^%[([^%]]+)%](.+)$");
	if not tenant then return address; end
	return jid.join(name, ("%s.%s.%s"):format(prefix, tenant, base), resource);
end

local function on_entry(event)
	local attr = event.stanza.attr;
	if attr.to then attr.to = inside(attr.to, attr.id); end
end

local function hook_host(host)
	local context = module:context(host);
	for _, name in ipairs { "message", "presence", "iq" } do
		for _, form in ipairs { "host", "bare", "full" } do
			context:hook("pre-" .. name .. "/" .. form, on_entry, 1);
		end
	end
end

local function on_exit(stanza)
	local from = stanza.attr and stanza.attr.from;
	if not from or not (stanza.name == "message" or stanza.name == "presence" or stanza.name == "iq") then
		return stanza;
	end
	local renamed = outside(from, stanza.attr.id);
	if renamed == from then return stanza; end
	stanza = st.clone(stanza);
	stanza.attr.from = renamed;
	return stanza;
end

local function filter_session(session)
	filters.add_filter(session, "stanzas/out", on_exit);
end

function module.load()
	filters.add_filter_hook(filter_session);
	for host in pairs(prosody.hosts) do hook_host(host); end
	module:hook_global("host-activated", hook_host);
	util.announce();
end

function module.unload()
	filters.remove_filter_hook(filter_session);
end
